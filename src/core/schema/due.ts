import { type DateInterval, parseDate } from '../model/date.ts';
import { toPlainText } from '../model/plain-text.ts';
import { fromDotted, toPointer, valueAt } from '../model/pointer.ts';
import { type JsonObject, isJsonObject, isList, type JsonValue } from '../model/record.ts';
import type { Schema } from './catalog.ts';

/** Reason to look at a record again. */
export type DueReason = 'not-checked' | 'promise' | 'term';

/** A place of a record that is due. */
export interface Due {
  readonly reason: DueReason;
  readonly pointer: string;
  readonly message: string;
}

/** Months after which a record that has not begun is looked up again. */
const MONTHS = 18;

/** The parts of a record that are due on a day (YYYY-MM-DD): plans that nobody looked after, promises and terms that are over. */
export const dueParts = (schema: Schema, data: JsonObject, today: string): Due[] => [
  ...uncheckedPlan(schema, data, today),
  ...overduePromises(data, today),
  ...endedTerm(schema, data, today),
];

const isBefore = (date: DateInterval | undefined, day: string): boolean => date !== undefined && date.to < day;

const intervalAt = (data: JsonObject, path: readonly string[]): DateInterval | undefined => {
  const value = valueAt(data, path);
  return typeof value === 'string' ? parseDate(value) : undefined;
};

/** A record whose status says that it has not begun (`x-valid.before`), older than eighteen months, and not checked since. */
const uncheckedPlan = (schema: Schema, data: JsonObject, today: string): Due[] => {
  const before = schema['x-valid']?.before ?? {};
  const field = Object.keys(before).find((each) => before[each]?.includes(toPlainText(data[each])));
  if (field === undefined) return [];
  const limit = monthsBefore(today, MONTHS);
  const { history } = data;
  const steps = isJsonObject(history)
    ? Object.keys(history).map((step) => intervalAt(data, ['history', step, 'date']))
    : [];
  const dates = [intervalAt(data, fromDotted(schema['x-date'] ?? '')), ...steps].filter((date) => date !== undefined);
  const newest = dates.toSorted((a, b) => (a.to < b.to ? 1 : -1))[0];
  const checked = intervalAt(data, ['checked']);
  if (!isBefore(newest, limit) || (checked && !isBefore(checked, limit))) return [];
  const message = `${field} is ${toPlainText(data[field])} since ${newest?.to.slice(0, 7)}, and nobody has looked since`;
  return [{ reason: 'not-checked', pointer: `/${field}`, message }];
};

/** Months before a day, as a day. */
const monthsBefore = (day: string, months: number): string => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const index = year * 12 + month - 1 - months;
  return `${Math.floor(index / 12)}-${toPlainText((index % 12) + 1).padStart(2, '0')}-${day.slice(8)}`;
};

/** Promises whose day (`due`) is over, in a record that was not checked after it. */
const overduePromises = (data: JsonObject, today: string): Due[] => {
  const checked = intervalAt(data, ['checked']);
  const found: Due[] = [];
  const visitValue = (value: JsonValue, path: readonly (string | number)[]): void => {
    if (isList(value)) for (const [index, item] of value.entries()) visitValue(item, [...path, index]);
    if (!isJsonObject(value)) return;
    const due = intervalAt(value, ['due']);
    if (due && due.to < today && !(checked && checked.from > due.to))
      found.push({
        reason: 'promise',
        pointer: toPointer([...path, 'due']),
        message: `this was to be done by ${toPlainText(value['due'])}: what became of it?`,
      });
    for (const [key, item] of Object.entries(value)) if (key !== 'evidence') visitValue(item, [...path, key]);
  };
  visitValue(data, []);
  return found;
};

/** A term that is over, while the status says that it still holds. */
const endedTerm = (schema: Schema, data: JsonObject, today: string): Due[] => {
  const until = intervalAt(data, ['term', 'until']);
  const after = schema['x-valid']?.after ?? {};
  const [field] = Object.keys(after);
  if (!isBefore(until, today) || field === undefined || after[field]?.includes(toPlainText(data[field]))) return [];
  const message = `the term ended on ${until?.to}, but ${field} is ${toPlainText(data[field])}`;
  return [{ reason: 'term', pointer: '/term/until', message }];
};
