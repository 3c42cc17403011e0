import { compareText } from '../model/text.ts';
import { isJsonObject, isList, type JsonValue } from '../model/record.ts';
import type { Schema } from './catalog.ts';
import { schemaOfProperty } from './walk.ts';

/** Converts a value to a comparable form: sorted map keys and set items, and text for values that YAML reads as numbers. */
export const canonicalJson = (value: JsonValue, schema: Schema | undefined): JsonValue => {
  if (isList(value)) {
    const items = value.map((item) => canonicalJson(item, schema?.items));
    if (!schema?.['x-unordered']) return items;
    return items.toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
  }
  if (isJsonObject(value))
    return Object.entries(value)
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([key, child]) => [key, canonicalJson(child, schema && schemaOfProperty(schema, key))]);
  if (schema?.type === 'string' && value !== null) return String(value);
  return value;
};

/** True if two values of a field are equal. */
export const isSameValue = (one: JsonValue, other: JsonValue, schema: Schema | undefined): boolean =>
  JSON.stringify(canonicalJson(one, schema)) === JSON.stringify(canonicalJson(other, schema));
