import { parseDate } from '../model/date.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { isJsonObject, type JsonObject } from '../model/record.ts';
import type { Schema } from './catalog.ts';

/** The date of a record, and the field or step that it comes from. */
export interface RecordDate {
  readonly date: string;
  readonly source: string;
}

/** The date in the `x-date` field; without one, the earliest dated entry of the map named by `x-date-otherwise`. */
export const findRecordDate = (schema: Schema, data: JsonObject): RecordDate | undefined => {
  const field = schema['x-date'];
  if (field === undefined) return undefined;
  const date = valueAt(data, fromDotted(field));
  if (typeof date === 'string' && date !== '') return { date, source: field };
  return findEarliestStep(data[schema['x-date-otherwise'] ?? '']);
};

const findEarliestStep = (steps: unknown): RecordDate | undefined => {
  if (typeof steps !== 'object' || steps === null || Array.isArray(steps)) return undefined;
  let earliest: RecordDate | undefined;
  let earliestStart = '';
  for (const [source, step] of Object.entries(steps)) {
    const date = isJsonObject(step) ? step['date'] : undefined;
    if (typeof date !== 'string') continue;
    const start = parseDate(date)?.from;
    if (start === undefined || (earliest !== undefined && start >= earliestStart)) continue;
    earliest = { date, source };
    earliestStart = start;
  }
  return earliest;
};
