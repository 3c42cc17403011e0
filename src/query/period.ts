import { type Interval, intervalOf } from '../model/date.ts';
import { UserError } from '../model/errors.ts';

/** The days that a date means which a person gave. Throws UserError where it is none. */
export const dayOf = (date: string, option: string): Interval => {
  const interval = intervalOf(date);
  if (!interval) throw new UserError(`"${date}" is no date`, `write ${option} as YYYY, YYYY-MM or YYYY-MM-DD`);
  return interval;
};

/** The days from one date to another, both included; undefined where neither is given. */
export const periodOf = (since: string | undefined, until: string | undefined): Interval | undefined => {
  if (since === undefined && until === undefined) return undefined;
  const from = since === undefined ? '0000-01-01' : dayOf(since, '--since').from;
  const to = until === undefined ? '9999-12-31' : dayOf(until, '--until').to;
  if (from > to) throw new UserError(`--since ${since} is later than --until ${until}`, 'swap the two');
  return { from, to };
};
