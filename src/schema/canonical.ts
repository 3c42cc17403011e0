import { isJsonObject, isList, type JsonValue } from '../model/record.ts';
import type { Schema } from './catalog.ts';
import { schemaOfProperty } from './walk.ts';

/** A value as it is compared: the keys of maps and the items of sets in one order, and text however it was written. */
export const canonicalJson = (value: JsonValue, schema: Schema | undefined): JsonValue => {
  if (isList(value)) {
    const items = value.map((item) => canonicalJson(item, schema?.items));
    return schema?.['x-unordered'] ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (isJsonObject(value))
    return Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, canonicalJson(part, schema && schemaOfProperty(schema, key))]);
  return schema?.type === 'string' && value !== null ? String(value) : value;
};

/** Whether two values of a field say the same. */
export const isSameValue = (one: JsonValue, other: JsonValue, schema: Schema | undefined): boolean =>
  JSON.stringify(canonicalJson(one, schema)) === JSON.stringify(canonicalJson(other, schema));
