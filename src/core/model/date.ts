/** The days that a partial date covers, both ends included: `2026-02` is 2026-02-01 to 2026-02-28. */
export interface DateInterval {
  readonly from: string;
  readonly to: string;
}

const PARTIAL_DATE = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;
const FEBRUARY = 2;
const SHORT_MONTHS = new Set([4, 6, 9, 11]);

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days of a month (1–12) in the proleptic Gregorian calendar. */
const daysInMonth = (year: number, month: number): number => {
  if (month === FEBRUARY) return isLeapYear(year) ? 29 : 28;
  return SHORT_MONTHS.has(month) ? 30 : 31;
};

const padTwoDigits = (number: number): string => String(number).padStart(2, '0');

/** Parses an EDTF level 0 date (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`); undefined if the text is no such date. */
export const parseDate = (date: string): DateInterval | undefined => {
  const parts = PARTIAL_DATE.exec(date);
  if (!parts) return undefined;
  const [, year = '', month, day] = parts;
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` };
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  const lastDay = daysInMonth(Number(year), Number(month));
  if (day === undefined) return { from: `${year}-${month}-01`, to: `${year}-${month}-${padTwoDigits(lastDay)}` };
  if (Number(day) < 1 || Number(day) > lastDay) return undefined;
  return { from: date, to: date };
};

export const isDate = (date: string): boolean => parseDate(date) !== undefined;

/** True if every day of the first interval is after every day of the second. */
export const isAfter = (first: DateInterval, second: DateInterval): boolean => first.from > second.to;

/** True if the two intervals share a day. */
export const overlaps = (one: DateInterval, other: DateInterval): boolean =>
  one.from <= other.to && other.from <= one.to;

const DURATION = /^P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?$/;

/** The day (YYYY-MM-DD) an ISO 8601 duration of years, months, weeks and days after another; undefined for other texts. */
export const addDuration = (day: string, duration: string): string | undefined => {
  const parts = DURATION.exec(duration);
  if (!parts || duration === 'P') return undefined;
  const numberAt = (index: number): number => Number(parts[index] ?? 0);
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const monthCount = year * 12 + (month - 1) + numberAt(1) * 12 + numberAt(2);
  const [newYear, newMonth] = [Math.floor(monthCount / 12), (monthCount % 12) + 1];
  const newDay = Math.min(dayOfMonth, daysInMonth(newYear, newMonth));
  const date = new Date(Date.UTC(newYear, newMonth - 1, newDay + numberAt(3) * 7 + numberAt(4)));
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return undefined;
  return date.toISOString().slice(0, 10);
};
