import { parseDate } from '../../core/model/date.ts';
import { normalizeQuoteText } from '../../core/model/quote-text.ts';
import { createNumberWriter, type NumberLists } from './number-words.ts';
import { findPhrase, type Phrase, toPhrase } from './phrases.ts';

/** Words for days, as `schemas/words.yaml` has them. */
export interface DateFile {
  readonly today?: Readonly<Record<string, readonly string[]>>;
  readonly yesterday?: Readonly<Record<string, readonly string[]>>;
  readonly months?: Readonly<Record<string, readonly { readonly month: number; readonly words: readonly string[] }[]>>;
  readonly numbers?: NumberLists;
  /** Words before the last two digits of a year: "two thousand and". */
  readonly thousands?: Readonly<Record<string, readonly string[]>>;
}

export interface DateContext {
  /** The language of the source. */
  readonly language?: string | undefined;
  /** Publication date of the source: EDTF level 0. */
  readonly published?: string | undefined;
}

/** A date that a text gives. */
interface FoundDate {
  /** EDTF level 0; a year that the text does not give is inferred from the date of the source, else XXXX. */
  readonly date: string;
  /** True if the text gives the whole date in words or digits, or only a part that the date of the source completes. */
  readonly isExplicit: boolean;
}

export interface DateWords {
  /** True if a quote gives a date, as precisely as it is written. */
  readonly match: (date: string, quote: string, context?: DateContext) => boolean;
  /** The dates that a text gives, in the language of the source or in English. */
  readonly find: (text: string, context?: DateContext) => readonly FoundDate[];
  /** The weekdays that a text names together with a date that falls on another one. */
  readonly findWrongWeekdays: (text: string, context?: DateContext) => readonly WrongWeekday[];
}

interface WrongWeekday {
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
  /** Position of the date in the text. */
  readonly start: number;
  readonly end: number;
  readonly year?: string | undefined;
  readonly month: number;
  readonly day?: number | undefined;
}

export const createDateWords = ({
  today = {},
  yesterday = {},
  months: more = {},
  numbers = {},
  thousands = {},
}: DateFile): DateWords => {
  const writeNumbers = createNumberWriter(numbers, thousands);
  const normalize = (text: string, language: string | undefined): string =>
    writeNumbers(normalizeQuoteText(text), language ?? 'en');
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
  const withMonthNames = (text: string, languages: readonly string[]): readonly Parts[] => {
    for (const each of languages) {
      const found = namesOf(each).months.flatMap(({ month, phrase }) =>
        spansOf(text, phrase)
          .filter(({ end }) => !/\d/.test(text[end - 1] ?? '') || !/\d/.test(text[end] ?? ''))
          .flatMap(({ start, end }) => aroundMonth(text, start, end, month)),
      );
      if (found.length > 0) return found;
    }
    return [];
  };

  const withWeekday = (text: string, languages: readonly string[]): readonly FoundWeekday[] => {
    for (const each of languages) {
      const found = namesOf(each).weekdays.flatMap(({ day, phrase }) =>
        spansOf(text, phrase).map((span) => ({ ...span, day })),
      );
      if (found.length > 0) return found;
    }
    return [];
  };

  const relativeDates = (text: string, published: string): readonly string[] =>
    relativeWords
      .filter(({ phrases }) => phrases.some((phrase) => findPhrase(text, phrase)))
      .map(({ offset }) => addDays(published, offset));

  const findIn = (text: string, published: string | undefined, languages: readonly string[]): readonly FoundDate[] => {
    const normalized = normalize(text, languages[0]);
    const parts = [...numericDates(normalized), ...withMonthNames(normalized, languages)];
    const found = parts.flatMap((part) => complete(part, published));
    if (!isDay(published)) return unique(found);
    const weekdays = withWeekday(normalized, languages).flatMap(({ day }) => daysAround(published, day));
    const inferred = [...weekdays, ...relativeDates(normalized, published), ...daysOfMonth(normalized, published)];
    return unique([...found, ...inferred.map((date) => ({ date, isExplicit: false }))]);
  };

  /** True if a text gives the weekday and the day of the month: "on Wednesday (20)". */
  const hasWeekdayAndDay = (date: string, text: string, language: string | undefined): boolean => {
    const normalized = normalize(text, language);
    const weekdays = withWeekday(normalized, ownAndEnglish(language)).filter(({ day }) => day === weekdayOf(date));
    return weekdays.some(
      ({ end }) => Number(DAY_BESIDE.exec(normalized.slice(end))?.[1] ?? 0) === Number(date.slice(8)),
    );
  };

  const find: DateWords['find'] = (text, { language, published } = {}) =>
    findIn(text, published, ownAndEnglish(language));

  return {
    find,
    match: (date, quote, { language, published } = {}) => {
      const isGivenIn = (languages: readonly string[]): boolean =>
        findIn(quote, published, languages).some((found) => isWithin(found.date, date));
      if (isGivenIn(ownAndEnglish(language)) || isGivenIn(othersThan(language))) return true;
      if (date.length === 10 && hasWeekdayAndDay(date, quote, language)) return true;
      return date.length === 4 && new RegExp(String.raw`(?<!\d)${date}(?!\d)`).test(normalizeQuoteText(quote));
    },
    findWrongWeekdays: (text, { language = 'en' } = {}) => {
      const normalized = normalize(text, language);
      const languages = ownAndEnglish(language);
      const weekdays = withWeekday(normalized, languages);
      if (weekdays.length === 0) return [];
      const parts = [...numericDates(normalized), ...withMonthNames(normalized, languages)];
      const days = parts.flatMap((part) =>
        complete(part, undefined).map(({ date, isExplicit }) => ({ ...part, date, isExplicit })),
      );
      const explicit = days.filter(({ date, isExplicit }) => isExplicit && date.length === 10);
      return weekdays.flatMap((weekday) => {
        const beside = explicit.filter((day) => isBeside(normalized, weekday, day));
        // Digits alone can be read as two dates: one that fits is enough.
        if (beside.length === 0 || beside.some(({ date }) => weekdayOf(date) === weekday.day)) return [];
        return [{ date: beside[0]?.date ?? '', weekday: weekdayName(weekday.day) }];
      });
    },
  };
};

interface FoundWeekday {
  readonly start: number;
  readonly end: number;
  /** 0 for Sunday. */
  readonly day: number;
}

/** True if nothing but a comma, a bracket or an article is between a weekday and a date: "Tuesday, 4 February 2026". */
const isBeside = (text: string, weekday: FoundWeekday, date: Parts): boolean => {
  if (weekday.end <= date.start) return NOTHING_BETWEEN.test(text.slice(weekday.end, date.start));
  return date.end <= weekday.start && NOTHING_BETWEEN.test(text.slice(date.end, weekday.start));
};

/** The day of the month right behind a weekday: " (20)", ", the 20th". */
const DAY_BESIDE = /^[\s,(]*(?:the|dia|le|il|den)?[\s(]*(\d{1,2})(?![\d:.,]\d|\d)/;

const NOTHING_BETWEEN = /^[\s,(]*(?:the|den|dem|el|le|la|il|dia)?[\s,(]*$/;

const ownAndEnglish = (language = 'en'): readonly string[] => (language === 'en' ? ['en'] : [language, 'en']);

const othersThan = (language = 'en'): readonly string[] =>
  LANGUAGES.filter((each) => each !== language && each !== 'en');

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
  if (name.length >= 3 && /[\p{L}\p{M}]{3}/u.test(name) && !names.has(name)) names.set(name, number);
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
const DAY_WORD = String.raw`(?:\s*(?:days?|d[ií]as?|jours?|giorn[oi])(?![\p{L}]))?`;
const MONTH_WORD = String.raw`(?:(?:mes|m[eê]s|mois|mese|month) )?`;
const OF = String.raw`(?:${DAY_WORD}[\s,]*(?:of|del?|di|da|den|do|d') ?${MONTH_WORD}(?:of |de |di |d')?)?`;
const JOINT = String.raw`(?:-|\/|,|and|to|y|a|al|e|et|und|bis|и|i)`;
const DAY_BEFORE = new RegExp(
  String.raw`(?:(?<!\d)(\d{1,2})${ORDINAL}\s*${JOINT}\s*)?(?<!\d)(\d{1,2})${ORDINAL}${OF}[\s,.-]*$`,
  'u',
);
const DAY_AFTER = new RegExp(
  String.raw`^[\s.,]*(?:the\s+)?(\d{1,2})${ORDINAL}(?:\s*${JOINT}\s*(\d{1,2})${ORDINAL})?(?![\d:]|[.,]\d)`,
);
const YEAR_AFTER = new RegExp(String.raw`^[\s,.]*${OF}\s*(\d{4})(?!\d)`, 'u');
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
  const yearLength = YEAR_AFTER.exec(rest)?.[0].length ?? 0;
  const span = { start: start - (dayBefore?.[0].length ?? 0), end: end + (dayAfter?.[0].length ?? 0) + yearLength };
  if (days.length === 0) return year === undefined ? [] : [{ ...span, year, month }];
  return days.map((day) => ({ ...span, year, month, day: Number(day) }));
};

const ISO = /(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)/g;
const DAY_FIRST = /(?<![\d./-])(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/g;
const EAST_ASIAN = /(?:(\d{4}) ?[年년] ?)?(?<!\d)(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일号號])?/g;

const numericDates = (text: string): Parts[] => [
  ...Array.from(text.matchAll(ISO), (match) => toParts(match, match[1], match[2], match[3])),
  ...Array.from(text.matchAll(DAY_FIRST)).flatMap((match) => [
    toParts(match, match[3], match[2], match[1]),
    toParts(match, match[3], match[1], match[2]),
  ]),
  ...Array.from(text.matchAll(EAST_ASIAN))
    .filter(([, year, , day]) => year !== undefined || day !== undefined)
    .map((match) => toParts(match, match[1], match[2], match[3])),
];

const toParts = (match: RegExpExecArray, year: string | undefined, month = '', day?: string): Parts => ({
  start: match.index,
  end: match.index + match[0].length,
  year,
  month: Number(month),
  day: day === undefined ? undefined : Number(day),
});

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

/** True if a date that was found is at least as precise as another one, and the same. */
const isWithin = (found: string, date: string): boolean =>
  found.startsWith(date) || (found.startsWith('XXXX') && found.slice(4).startsWith(date.slice(4)) && date.length > 4);
