import type { Dataset, Entry } from '../index/dataset.ts';
import { addDuration, type DateInterval, parseDate } from '../model/date.ts';
import { isJsonObject } from '../model/record.ts';

/** Finds the end of a record's term: its last day if recorded, else its first day, or the record's date, plus its duration. */
export const findTermEnd = (dataset: Dataset, entry: Entry): DateInterval | undefined => {
  const field = dataset.catalog.type(entry.type)?.schema['x-term'];
  if (field === undefined) return undefined;
  const term = dataset.record(entry).data[field];
  if (!isJsonObject(term)) return undefined;
  const { until, from = entry.date, duration } = term;
  if (typeof until === 'string') return parseDate(until);
  const start = typeof from === 'string' ? parseDate(from) : undefined;
  if (!start || typeof duration !== 'string') return undefined;
  const [first, last] = [addDuration(start.from, duration), addDuration(start.to, duration)];
  if (first === undefined || last === undefined) return undefined;
  return { from: first, to: last };
};
