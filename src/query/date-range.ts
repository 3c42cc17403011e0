import { type DateInterval, parseDate } from '../model/date.ts';
import { UserError } from '../model/errors.ts';

/** The days that a date means which a person gave. Throws UserError where it is none. */
export const parseDay = (date: string, option: string): DateInterval => {
  const interval = parseDate(date);
  if (!interval) throw new UserError(`"${date}" is no date`, `write ${option} as YYYY, YYYY-MM or YYYY-MM-DD`);
  return interval;
};

/** The days from one date to another, both included; undefined where neither is given. */
export const parsePeriod = (since: string | undefined, until: string | undefined): DateInterval | undefined => {
  if (since === undefined && until === undefined) return undefined;
  const from = since === undefined ? '0000-01-01' : parseDay(since, '--since').from;
  const to = until === undefined ? '9999-12-31' : parseDay(until, '--until').to;
  if (from > to) throw new UserError(`--since ${since} is later than --until ${until}`, 'swap the two');
  return { from, to };
};
