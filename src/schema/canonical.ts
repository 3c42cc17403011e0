import { isData, isList, type Value } from '../model/record.ts';
import type { Schema } from './catalog.ts';
import { propertyOf } from './walk.ts';

/** A value as it is compared: the keys of maps and the items of sets in one order, and text however it was written. */
export const canonical = (value: Value, schema: Schema | undefined): Value => {
  if (isList(value)) {
    const items = value.map((item) => canonical(item, schema?.items));
    return schema?.['x-set'] ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (isData(value))
    return Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, canonical(part, schema && propertyOf(schema, key))]);
  return schema?.type === 'string' && value !== null ? String(value) : value;
};

/** Whether two values of a field say the same. */
export const isSame = (one: Value, other: Value, schema: Schema | undefined): boolean =>
  JSON.stringify(canonical(one, schema)) === JSON.stringify(canonical(other, schema));
