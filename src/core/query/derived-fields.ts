import { isList, type JsonObject, type JsonValue } from '../model/record.ts';
import type { RecordType, Schema } from '../schema/catalog.ts';
import { findRecordDate } from '../schema/record-date.ts';

/** Fields that are computed from others and stored nowhere: the date of a record and presumed values. */
export const derivedFields = ({ schema }: RecordType, data: JsonObject): JsonObject => {
  const derived: { [field: string]: JsonValue } = {};
  const recordDate = schema['x-date-otherwise'] === undefined ? undefined : findRecordDate(schema, data);
  if (recordDate) {
    derived['date'] = recordDate.date;
    derived['date_of'] = recordDate.source;
  }
  for (const { field, value, because, where } of schema['x-presumptions'] ?? [])
    if (data[field] === undefined && derived[presumedName(field)] === undefined && meets(data, where))
      derived[presumedName(field)] = { value, because };
  return derived;
};

/** Names of the derived fields that records of a type can have. */
export const derivedFieldNames = (schema: Schema): string[] => {
  const names = (schema['x-presumptions'] ?? []).map(({ field }) => presumedName(field));
  if (schema['x-date-otherwise'] !== undefined) names.unshift('date', 'date_of');
  return [...new Set(names)];
};

const presumedName = (field: string): string => `${field}_presumed`;

/** True if each field has one of its values. */
const meets = (data: JsonObject, where: Readonly<Record<string, readonly JsonValue[]>>): boolean =>
  Object.entries(where).every(([field, values]) => {
    const value = data[field];
    if (isList(value)) return value.some((item) => values.includes(item));
    return value !== undefined && values.includes(value);
  });
