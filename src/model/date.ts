/** A partial date as the days that it may mean, both ends included: `2026-02` is 2026-02-01 to 2026-02-28. */
export interface DateInterval {
  readonly from: string;
  readonly to: string;
}

const FORM = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;

/** Days of a month (1–12) in the proleptic Gregorian calendar. */
const daysIn = (year: number, month: number): number => {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
};

const two = (number: number): string => String(number).padStart(2, '0');

/** The interval of an EDTF level 0 date (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`), or undefined where it is none. */
export const parseDate = (date: string): DateInterval | undefined => {
  const parts = FORM.exec(date);
  if (!parts) return undefined;
  const [, year = '', month, day] = parts;
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` };
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  const last = daysIn(Number(year), Number(month));
  if (day === undefined) return { from: `${year}-${month}-01`, to: `${year}-${month}-${two(last)}` };
  if (Number(day) < 1 || Number(day) > last) return undefined;
  return { from: date, to: date };
};

export const isDate = (date: string): boolean => parseDate(date) !== undefined;

/** Whether no reading of the two dates puts the first on or before the second. */
export const isAfter = (first: DateInterval, second: DateInterval): boolean => first.from > second.to;

/** Whether the two may be the same day. */
export const overlaps = (one: DateInterval, other: DateInterval): boolean =>
  one.from <= other.to && other.from <= one.to;
