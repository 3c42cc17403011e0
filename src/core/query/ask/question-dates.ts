import { isDate, parseDate } from '../../model/date.ts';
import vocabulary from './questions.json';

/** The period that a question names, as the options of a query. */
export interface QuestionDates {
  readonly since?: string;
  readonly until?: string;
  /** The single day, month or year that the question names. */
  readonly period?: string;
  /** The period in which a term ends that the question asks for: `2026-11-22/2027` for "before 2028". */
  readonly termEnd?: string;
  /** Years that the question names, in its order. */
  readonly years: readonly string[];
  /** The question without its dates. */
  readonly rest: string;
}

const MONTH_NAME = '(jan|ene|feb|mar|apr|abr|may|mai|jun|jul|aug|ago|sep|oct|okt|nov|dec|dez|dic)[a-z]*';
const DATE = '(\\d{4}-\\d{2}-\\d{2}|\\d{4}-\\d{2}|(?:19|20)\\d{2})(?![\\d-]*[a-z])';
const SINCE = 'since|from|starting in|desde|a partir de|seit|ab';
const AFTER = 'after|despues de|nach';
const UNTIL = 'until|till|up to|by|to|hasta|bis';
const BEFORE = 'before|antes de|vor';
const BETWEEN = 'between|from|entre|desde|de|zwischen|von';
const AND = 'and|to|until|y|a|hasta|und|bis|-';
const LAST = 'last|past|previous|letzten?|letztem|letztes|letzter|vergangenen?|vergangenem|pasad[oa]s?|ultim[oa]s?';
const NEXT = 'next|coming|nachste[nsr]?|kommende[nsr]?|proxim[oa]';
const THIS = 'this|dies\\w*|est[ea]';
const UNITS: Readonly<Record<string, RegExp>> = {
  day: /^(?:days?|dias?|tage?n?)$/,
  week: /^(?:weeks?|semanas?|wochen?)$/,
  month: /^(?:months?|mes|meses|monate?[ns]?)$/,
  year: /^(?:years?|anos?|jahre?[ns]?)$/,
};
const UNIT = '(days?|dias?|tage?n?|weeks?|semanas?|wochen?|months?|meses|mes|monate?[ns]?|years?|anos?|jahre?[ns]?)';

/** Reads the dates of a question: absolute and relative ones, in English, German and Spanish. */
export const readDates = (question: string, today: string): QuestionDates => {
  const dates = readPeriod(question, today);
  const { since, until, period } = dates;
  if (since === undefined && until === undefined && period === undefined) return dates;
  return { ...dates, termEnd: period ?? `${since ?? today}/${until ?? LAST_YEAR}` };
};

const LAST_YEAR = '9999';

const readPeriod = (question: string, today: string): QuestionDates => {
  const text = writeDatesInDigits(question);
  const years = [...new Set(Array.from(text.matchAll(/(?<![\d-])((?:19|20)\d{2})(?!\d)/g), ([year]) => year))];
  const relative = readRelativeDates(text, today);
  if (relative) return { ...relative, years };
  const between = new RegExp(`\\b(?:${BETWEEN}) ${DATE} (?:${AND}) ${DATE}`).exec(text);
  const [, first, second] = between ?? [];
  if (between && first !== undefined && second !== undefined && isDate(first) && isDate(second))
    return { since: first, until: second, years, rest: text.replace(between[0], ' ') };
  let rest = text;
  const takeDate = (words: string): string | undefined => {
    const match = new RegExp(`\\b(?:${words}) (?:the |el |dem |zum |end of |ende |fines de )?${DATE}`).exec(rest);
    const date = match?.[1];
    if (!match || date === undefined || !isDate(date)) return undefined;
    rest = rest.replace(match[0], ' ');
    return date;
  };
  const since = takeDate(SINCE) ?? neighbour(takeDate(AFTER), 1);
  const until = takeDate(UNTIL) ?? neighbour(takeDate(BEFORE), -1);
  const dates = { ...(since !== undefined && { since }), ...(until !== undefined && { until }), years };
  const single = new RegExp(`\\b${DATE}`).exec(rest)?.[1];
  rest = rest.replaceAll(new RegExp(`\\b${DATE}`, 'g'), ' ');
  if (single === undefined || !isDate(single)) return { ...dates, rest };
  if (since !== undefined || until !== undefined) return { ...dates, rest };
  return { ...dates, period: single, rest };
};

/** The day, month or year next to another of the same precision: before 2028 is until 2027. */
const neighbour = (date: string | undefined, step: 1 | -1): string | undefined => {
  if (date === undefined) return undefined;
  const [year = 0, month, day] = date.split('-').map(Number);
  if (month === undefined) return String(year + step);
  const shifted = new Date(Date.UTC(year, month - 1, day ?? 1));
  if (day === undefined) shifted.setUTCMonth(month - 1 + step);
  else shifted.setUTCDate(day + step);
  return shifted.toISOString().slice(0, date.length);
};

/** Writes "4 February 2026", "4 de febrero de 2026", "February 4, 2026" and "4. Februar 2026" as 2026-02-04. */
const writeDatesInDigits = (question: string): string => {
  const months: Readonly<Record<string, number>> = vocabulary.months;
  const toDate = (year: string, month: string, day?: string): string => {
    const date = [year, months[month] ?? 0, ...(day === undefined ? [] : [Number(day)])];
    return date.map((part) => String(part).padStart(2, '0')).join('-');
  };
  return question
    .replaceAll(
      new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of |de )?${MONTH_NAME},? (?:de |del )?(\\d{4})\\b`, 'g'),
      (_, day, month, year) => toDate(year, month, day),
    )
    .replaceAll(new RegExp(`\\b${MONTH_NAME} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, 'g'), (_, month, day, year) =>
      toDate(year, month, day),
    )
    .replaceAll(new RegExp(`\\b${MONTH_NAME},? (?:de |del |of )?(\\d{4})\\b`, 'g'), (_, month, year) =>
      toDate(year, month),
    );
};

type Relative = Pick<QuestionDates, 'since' | 'until' | 'period' | 'rest'>;

/** Reads "last month", "the past 30 days", "this year", "yesterday". */
const readRelativeDates = (text: string, today: string): Relative | undefined => {
  const match =
    new RegExp(`\\b(?:${LAST}) (\\d{1,4}) ${UNIT}\\b`).exec(text) ??
    new RegExp(`\\b(\\d{1,4}) (?:${LAST}) ${UNIT}\\b`).exec(text);
  if (match) {
    const since = stepBack(today, Number(match[1]), match[2] ?? '');
    return { since, rest: text.replace(match[0], ' ') };
  }
  const last =
    new RegExp(`\\b(?:${LAST})() ${UNIT}\\b`).exec(text) ?? new RegExp(`\\b()${UNIT} (?:pasad[oa])\\b`).exec(text);
  if (last) return { ...lastPeriod(text, today, last[2] ?? ''), rest: text.replace(last[0], ' ') };
  const next = new RegExp(`\\b(?:${NEXT}) ${UNIT}\\b`).exec(text);
  const nextPeriod = next ? periodAfter(today, unitOf(next[1] ?? '')) : undefined;
  if (next && nextPeriod !== undefined) return { period: nextPeriod, rest: text.replace(next[0], ' ') };
  const current = new RegExp(`\\b(?:${THIS}) ${UNIT}\\b`).exec(text);
  if (current) {
    const unit = unitOf(current[1] ?? '');
    const since = unit === 'year' ? today.slice(0, 4) : today.slice(0, 7);
    return { since: unit === 'week' ? stepBack(today, 7, 'days') : since, rest: text.replace(current[0], ' ') };
  }
  const yesterday = /\b(?:since |seit |desde )?(?:yesterday|gestern|ayer)\b/.exec(text);
  return yesterday ? { since: stepBack(today, 1, 'days'), rest: text.replace(yesterday[0], ' ') } : undefined;
};

/** The year or the month after today's; undefined for other units. */
const periodAfter = (today: string, unit: string | undefined): string | undefined => {
  const [year = 0, month = 0] = today.split('-').map(Number);
  if (unit === 'year') return String(year + 1);
  if (unit !== 'month') return undefined;
  if (month === 12) return `${year + 1}-01`;
  return `${year}-${String(month + 1).padStart(2, '0')}`;
};

/** "Last month" is the month before; "since last month" is from its first day on. */
const lastPeriod = (text: string, today: string, word: string): Pick<QuestionDates, 'since' | 'until'> => {
  const unit = unitOf(word);
  if (unit === 'day' || unit === 'week') return { since: stepBack(today, 1, word) };
  const date = stepBack(`${today.slice(0, 7)}-01`, 1, word).slice(0, unit === 'year' ? 4 : 7);
  const isOpen = new RegExp(`\\b(?:${SINCE}|${AFTER}) (?:the |dem |el )?(?:${LAST}|${UNIT})`).test(text);
  return isOpen ? { since: date } : { since: date, until: date };
};

const unitOf = (word: string): string | undefined =>
  Object.entries(UNITS).find(([, expression]) => expression.test(word))?.[0];

const stepBack = (today: string, count: number, word: string): string => {
  const day = new Date(`${today}T00:00:00Z`);
  const unit = unitOf(word);
  if (unit === 'day') day.setUTCDate(day.getUTCDate() - count);
  if (unit === 'week') day.setUTCDate(day.getUTCDate() - 7 * count);
  if (unit === 'month') day.setUTCMonth(day.getUTCMonth() - count);
  if (unit === 'year') day.setUTCFullYear(day.getUTCFullYear() - count);
  const date = Number.isNaN(day.getTime()) ? '' : day.toISOString().slice(0, 10);
  return parseDate(date)?.from ?? '0000-01-01';
};
