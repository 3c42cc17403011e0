import { parseDate } from '../../model/date.ts';
import { normalizeQuoteText } from '../../model/quote-text.ts';
import { findPhrase, type Phrase, toPhrase } from './phrases.ts';

/** Words for days, as `schemas/words.yaml` has them. */
export interface DateFile {
  readonly today?: Readonly<Record<string, readonly string[]>>;
  readonly yesterday?: Readonly<Record<string, readonly string[]>>;
  readonly months?: Readonly<Record<string, readonly { readonly month: number; readonly words: readonly string[] }[]>>;
}

export interface DateContext {
  /** The language of the source. */
  readonly language?: string | undefined;
  /** When the source was published: EDTF level 0. */
  readonly published?: string | undefined;
}

/** A date that a text gives. */
export interface FoundDate {
  /** EDTF level 0; a year that the text does not give is inferred from the date of the source, else XXXX. */
  readonly date: string;
  /** Whether the text gives the whole date in words or digits, or only a part that the date of the source completes. */
  readonly isExplicit: boolean;
}

export interface DateWords {
  /** Whether a quote gives a date, as precisely as it is written. */
  readonly match: (date: string, quote: string, context?: DateContext) => boolean;
  /** The dates that a text gives. */
  readonly find: (text: string, context?: DateContext) => readonly FoundDate[];
  /** The weekdays that a text names together with a date that falls on another one. */
  readonly findWrongWeekdays: (text: string, context?: DateContext) => readonly WrongWeekday[];
}

export interface WrongWeekday {
  readonly date: string;
  /** The weekday in the text. */
  readonly weekday: string;
}

/** Languages whose names of months and weekdays are tried where that of the source gives no date. */
const LANGUAGES =
  'en es pt fr de it id ru ar nl tr uk pl cs sv da nb fi hu ro bg sr hr el hi ur fa kk uz mn vi th sw ms zh ja ko'.split(
    ' ',
  );

interface Names {
  readonly months: readonly { readonly month: number; readonly phrase: Phrase }[];
  /** Phrase and day of the week, 0 for Sunday. */
  readonly weekdays: readonly { readonly day: number; readonly phrase: Phrase }[];
}

interface Parts {
  readonly year?: string | undefined;
  readonly month: number;
  readonly day?: number | undefined;
}

export const createDateWords = ({ today = {}, yesterday = {}, months: more = {} }: DateFile): DateWords => {
  const cache = new Map<string, Names>();
  const namesOf = (language: string): Names => {
    const known = cache.get(language) ?? { months: monthNames(language, more), weekdays: weekdayNames(language) };
    cache.set(language, known);
    return known;
  };
  const relativeWords = [
    { offset: 0, phrases: toPhrases(today) },
    { offset: -1, phrases: toPhrases(yesterday) },
  ];

  /** Dates with a month in words, in the first of the languages in which there are any. */
  const withMonthNames = (text: string, language: string | undefined): readonly Parts[] => {
    for (const each of languagesFrom(language)) {
      const found = namesOf(each).months.flatMap(({ month, phrase }) =>
        spansOf(text, phrase)
          .filter(({ end }) => !/\d/.test(text[end - 1] ?? '') || !/\d/.test(text[end] ?? ''))
          .flatMap(({ start, end }) => aroundMonth(text, start, end, month)),
      );
      if (found.length > 0) return found;
    }
    return [];
  };

  const withWeekday = (text: string, language: string | undefined): readonly { day: number; start: number }[] => {
    for (const each of languagesFrom(language)) {
      const found = namesOf(each).weekdays.flatMap(({ day, phrase }) =>
        spansOf(text, phrase).map(({ start }) => ({ day, start })),
      );
      if (found.length > 0) return found;
    }
    return [];
  };

  const relativeDates = (text: string, published: string): readonly string[] =>
    relativeWords
      .filter(({ phrases }) => phrases.some((phrase) => findPhrase(text, phrase)))
      .map(({ offset }) => addDays(published, offset));

  const find: DateWords['find'] = (text, { language, published } = {}) => {
    const normalized = normalizeQuoteText(text);
    const parts = [...numericDates(normalized), ...withMonthNames(normalized, language)];
    const found = parts.flatMap((part) => complete(part, published));
    if (!isDay(published)) return unique(found);
    const weekdays = withWeekday(normalized, language).flatMap(({ day }) => daysAround(published, day));
    const inferred = [...weekdays, ...relativeDates(normalized, published), ...daysOfMonth(normalized, published)];
    return unique([...found, ...inferred.map((date) => ({ date, isExplicit: false }))]);
  };

  return {
    find,
    match: (date, quote, context) => {
      if (find(quote, context).some((found) => isWithin(found.date, date))) return true;
      return date.length === 4 && new RegExp(String.raw`(?<!\d)${date}(?!\d)`).test(normalizeQuoteText(quote));
    },
    findWrongWeekdays: (text, { language } = {}) => {
      const normalized = normalizeQuoteText(text);
      const dates = find(text, { language }).filter(({ date, isExplicit }) => isExplicit && date.length === 10);
      const weekdays = withWeekday(normalized, language);
      const [only] = weekdays;
      const [date] = dates;
      // With several dates or weekdays it is not plain which belong together.
      if (dates.length !== 1 || weekdays.length !== 1 || !only || !date) return [];
      if (weekdayOf(date.date) === only.day) return [];
      return [{ date: date.date, weekday: weekdayName(only.day) }];
    },
  };
};

const languagesFrom = (language: string | undefined): readonly string[] =>
  language === undefined ? LANGUAGES : [language, ...LANGUAGES.filter((each) => each !== language)];

const toPhrases = (byLanguage: Readonly<Record<string, readonly string[]>>): readonly Phrase[] =>
  Object.values(byLanguage)
    .flat()
    .map((word) => toPhrase(normalizeQuoteText(word)));

const spansOf = (text: string, phrase: Phrase): { start: number; end: number }[] => {
  const spans = [];
  for (let span = findPhrase(text, phrase); span; span = findPhrase(text, phrase, span.end)) spans.push(span);
  return spans;
};

/** Month names of a language in every form that its locale data has: alone, beside a day, short. */
const monthNames = (language: string, more: NonNullable<DateFile['months']>): Names['months'] => {
  const names = new Map<string, number>();
  const formats = formatsOf(language, [
    { month: 'long' },
    { month: 'long', day: 'numeric' },
    { month: 'short' },
    { month: 'short', day: 'numeric' },
  ]);
  for (const format of formats)
    for (let month = 1; month <= 12; month += 1) {
      const part = format.formatToParts(Date.UTC(2026, month - 1, 15)).find(({ type }) => type === 'month');
      addName(names, part?.value ?? '', month);
    }
  for (const { month, words } of more[language] ?? []) for (const word of words) addName(names, word, month);
  return [...names].map(([name, month]) => ({ month, phrase: toPhrase(name) }));
};

const addName = (names: Map<string, number>, written: string, number: number): void => {
  const name = normalizeQuoteText(written).replace(/\.$/, '').trim();
  if (name.length >= 3 && /\p{L}{3}/u.test(name) && !names.has(name)) names.set(name, number);
};

const weekdayNames = (language: string): Names['weekdays'] => {
  const names = new Map<string, number>();
  for (const format of formatsOf(language, [{ weekday: 'long' }]))
    // 4 January 2026 is a Sunday.
    for (let day = 0; day < 7; day += 1) {
      const name = normalizeQuoteText(format.format(Date.UTC(2026, 0, 4 + day)));
      if (name.length >= 2) names.set(name, day);
      if (name.endsWith('-feira')) names.set(name.slice(0, -'-feira'.length), day);
    }
  return [...names].map(([name, day]) => ({ day, phrase: toPhrase(name) }));
};

const weekdayName = (day: number): string =>
  new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 4 + day));

const formatsOf = (language: string, options: readonly Intl.DateTimeFormatOptions[]): Intl.DateTimeFormat[] => {
  if (Intl.DateTimeFormat.supportedLocalesOf([language]).length === 0) return [];
  return options.map(
    (option) => new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { ...option, timeZone: 'UTC' }),
  );
};

const ORDINAL = String.raw`(?:st|nd|rd|th|er|º|ª|°|o|\.|-?го|-?е)?`;
const OF = String.raw`(?:[\s,]*(?:of|de|del|di|da|den|do|d')\s*)?`;
const JOINT = String.raw`(?:-|\/|,|and|to|y|a|al|e|et|und|bis|и|i)`;
const DAY_BEFORE = new RegExp(
  String.raw`(?:(?<!\d)(\d{1,2})${ORDINAL}\s*${JOINT}\s*)?(?<!\d)(\d{1,2})${ORDINAL}${OF}[\s,.]*$`,
);
const DAY_AFTER = new RegExp(
  String.raw`^[\s.,]*(?:the\s+)?(\d{1,2})${ORDINAL}(?:\s*${JOINT}\s*(\d{1,2})${ORDINAL})?(?![\d:]|[.,]\d)`,
);
const YEAR_AFTER = new RegExp(String.raw`^[\s,.]*${OF}\s*(\d{4})(?!\d)`);
const YEAR_BEFORE = /(?<!\d)(\d{4})[\s.,]*(?:年|г)?[\s.,]*(?:\d{1,2}\.?\s*)?$/;

/** The dates around a month in words: 4 February 2026, February 4-5, 4 de febrero de 2026, 2026. február 4. */
const aroundMonth = (text: string, start: number, end: number, month: number): Parts[] => {
  const before = text.slice(Math.max(0, start - 30), start);
  const after = text.slice(end, end + 30);
  const dayBefore = DAY_BEFORE.exec(before);
  const dayAfter = dayBefore ? null : DAY_AFTER.exec(after);
  const rest = dayAfter ? after.slice(dayAfter[0].length) : after;
  const year = YEAR_AFTER.exec(rest)?.[1] ?? YEAR_BEFORE.exec(before)?.[1];
  const days = [...(dayBefore?.slice(1) ?? []), ...(dayAfter?.slice(1) ?? [])].filter((day) => day !== undefined);
  // A month without a day needs its year: "may" and "out" are words of other meaning as well.
  if (days.length === 0) return year === undefined ? [] : [{ year, month }];
  return days.map((day) => ({ year, month, day: Number(day) }));
};

const ISO = /(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)/g;
const DAY_FIRST = /(?<![\d./-])(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/g;
const EAST_ASIAN = /(?:(\d{4}) ?[年년] ?)?(?<!\d)(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일号號])?/g;

const numericDates = (text: string): Parts[] => [
  ...Array.from(text.matchAll(ISO), ([, year, month, day]) => ({ year, month: Number(month), day: Number(day) })),
  ...Array.from(text.matchAll(DAY_FIRST)).flatMap(([, one, other, year]) => [
    { year, month: Number(other), day: Number(one) },
    { year, month: Number(one), day: Number(other) },
  ]),
  ...Array.from(text.matchAll(EAST_ASIAN))
    .filter(([, year, , day]) => year !== undefined || day !== undefined)
    .map(([, year, month, day]) => ({
      year,
      month: Number(month),
      day: day === undefined ? undefined : Number(day),
    })),
];

/** Years of the Buddhist calendar are 543 more. */
const BUDDHIST_OFFSET = 543;

const toGregorian = (year: string): string => (Number(year) > 2400 ? String(Number(year) - BUDDHIST_OFFSET) : year);

const twoDigits = (number: number): string => String(number).padStart(2, '0');

const complete = ({ year, month, day }: Parts, published: string | undefined): FoundDate[] => {
  const rest = day === undefined ? twoDigits(month) : `${twoDigits(month)}-${twoDigits(day)}`;
  if (year !== undefined) return valid(`${toGregorian(year)}-${rest}`, true);
  if (published === undefined) return [{ date: `XXXX-${rest}`, isExplicit: false }];
  const own = Number(published.slice(0, 4));
  if (!isDay(published)) return [own, own - 1].flatMap((each) => valid(`${each}-${rest}`, false));
  const [nearest] = [own - 1, own, own + 1]
    .flatMap((each) => valid(`${each}-${rest}`, false))
    .toSorted((a, b) => distance(a.date, published) - distance(b.date, published));
  return nearest ? [nearest] : [];
};

const valid = (date: string, isExplicit: boolean): FoundDate[] => (parseDate(date) ? [{ date, isExplicit }] : []);

const isDay = (date: string | undefined): date is string => date?.length === 10;

const DAY_LENGTH = 24 * 60 * 60 * 1000;

const distance = (one: string, other: string): number => Math.abs(Date.parse(one) - Date.parse(other));

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_LENGTH).toISOString().slice(0, 10);

const weekdayOf = (date: string): number => new Date(date).getUTCDay();

/** The last and the next day of the week around a date. */
const daysAround = (date: string, weekday: number): string[] => {
  const back = (weekdayOf(date) - weekday + 7) % 7;
  return [addDays(date, -back), addDays(date, 7 - back)];
};

/** A day without a month, as the East Asian press writes it (4日): the nearest before the date of the source. */
const daysOfMonth = (text: string, published: string): string[] =>
  Array.from(text.matchAll(/(?<![\d月월] ?)(\d{1,2}) ?[日일](?![間间本])/g), ([, day]) => {
    const own = `${published.slice(0, 8)}${twoDigits(Number(day))}`;
    if (own <= published) return own;
    return `${addDays(`${published.slice(0, 8)}01`, -1).slice(0, 8)}${twoDigits(Number(day))}`;
  }).filter((date) => parseDate(date) !== undefined);

const unique = (dates: readonly FoundDate[]): readonly FoundDate[] => [
  ...new Map(
    dates.toSorted((a, b) => Number(a.isExplicit) - Number(b.isExplicit)).map((each) => [each.date, each]),
  ).values(),
];

/** Whether a date that was found is at least as precise as another one, and the same. */
const isWithin = (found: string, date: string): boolean =>
  found.startsWith(date) || (found.startsWith('XXXX') && found.slice(4).startsWith(date.slice(4)) && date.length > 4);
