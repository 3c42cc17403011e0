import { type DateInterval, parseDate } from '../model/date.ts';
import { UserError } from '../model/errors.ts';

/** Parses a date option. Throws UserError if the text is not a date. */
export const parseDay = (date: string, option: string): DateInterval => {
  const interval = parseDate(date);
  if (!interval)
    throw new UserError(
      `"${date}" is not a date`,
      `write ${option} as YYYY, YYYY-MM, YYYY-MM-DD, or as 30d, yesterday, "last month"`,
    );
  return interval;
};

/** Parses --since and --until, both included; undefined if neither is given. Throws UserError for an empty range. */
export const parsePeriod = (since: string | undefined, until: string | undefined): DateInterval | undefined => {
  if (since === undefined && until === undefined) return undefined;
  const { from } = parseDay(since ?? '0000-01-01', '--since');
  const { to } = parseDay(until ?? '9999-12-31', '--until');
  if (from > to) throw new UserError(`--since ${since} is later than --until ${until}`, 'swap the two');
  return { from, to };
};

/** Parses a date or an interval of two (`2026/2028`): its days. Throws UserError for other texts. */
export const parseInterval = (text: string, option: string): DateInterval => {
  const [first = '', last = first, ...others] = text.split('/');
  const interval = { from: parseDay(first, option).from, to: parseDay(last, option).to };
  if (others.length > 0 || interval.from > interval.to)
    throw new UserError(`"${text}" is no interval`, `write ${option} as a date, or as two: 2026/2028`);
  return interval;
};
