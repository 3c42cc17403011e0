/** Days before today: `30d`, `2w`, `6m`, `1y`, or `30 days ago`. */
const DISTANCE = /^(\d{1,5}) ?(d|w|m|y|days?|weeks?|months?|years?)(?: ago)?$/;
/** A period around today or before it: `this month`, `last year`. */
const PERIOD = /^(this|last) (month|year)$/;

/** Day, month or year that words name, counted from `today` (YYYY-MM-DD): `30d`, `yesterday`, `last month`; undefined for other text. */
export const parseRelativeDate = (text: string, today: string): string | undefined => {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (words === 'today') return today;
  if (words === 'yesterday') return addDays(today, -1);
  if (words === 'last week') return addDays(today, -7);
  const [, which, period] = PERIOD.exec(words) ?? [];
  if (period === 'year') return addMonths(today, which === 'last' ? -12 : 0)?.slice(0, 4);
  if (period === 'month') return addMonths(today, which === 'last' ? -1 : 0)?.slice(0, 7);
  const [, count, unit = ''] = DISTANCE.exec(words) ?? [];
  if (count === undefined) return undefined;
  const distance = -Number(count);
  if (unit.startsWith('d')) return addDays(today, distance);
  if (unit.startsWith('w')) return addDays(today, distance * 7);
  if (unit.startsWith('m')) return addMonths(today, distance);
  return addMonths(today, distance * 12);
};

const addDays = (day: string, count: number): string | undefined => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return toDay(date);
};

/** The same day of another month; the last day of a shorter month. */
const addMonths = (day: string, count: number): string | undefined => {
  const date = new Date(`${day}T00:00:00Z`);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count + 1);
  date.setUTCDate(0);
  date.setUTCDate(Math.min(dayOfMonth, date.getUTCDate()));
  return toDay(date);
};

/** Formats a date; undefined before the year 0, which no date of the dataset can name. */
const toDay = (date: Date): string | undefined => {
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? date.toISOString().slice(0, 10) : undefined;
};
