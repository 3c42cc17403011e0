import type { Path } from '../model/pointer.ts';
import { isData, isList, type Value } from '../model/record.ts';
import type { Schema } from './catalog.ts';

/** One value of a record with the schema that it stands under. */
export interface Place {
  readonly schema: Schema;
  readonly value: Value;
  readonly path: Path;
  /** Whether the value is the key of a map rather than what stands there. */
  readonly isKey: boolean;
  /** The schema of the list or map around it. */
  readonly around: Schema | undefined;
}

/** Every place of a value that its schema knows, outer before inner; values that do not fit the schema are passed over. */
export function* walk(schema: Schema, value: Value, path: Path = [], around?: Schema): Generator<Place> {
  yield { schema, value, path, isKey: false, around };
  if (isList(value)) {
    if (schema.items)
      for (const [index, item] of value.entries()) yield* walk(schema.items, item, [...path, index], schema);
  } else if (isData(value)) {
    for (const [key, part] of Object.entries(value)) {
      const at = [...path, key];
      if (schema.propertyNames)
        yield { schema: schema.propertyNames, value: key, path: at, isKey: true, around: schema };
      const inner = propertyOf(schema, key);
      if (inner) yield* walk(inner, part, at, schema);
    }
  }
}

const propertyOf = (schema: Schema, key: string): Schema | undefined => {
  if (schema.properties && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
};

/** Every field that a schema declares, with its path; `*` stands for any key of a map, list items share their list's path. */
export function* fields(
  schema: Schema,
  path: readonly string[] = [],
): Generator<{ schema: Schema; path: readonly string[] }> {
  yield { schema, path };
  for (const [name, inner] of Object.entries(schema.properties ?? {})) yield* fields(inner, [...path, name]);
  if (typeof schema.additionalProperties === 'object') yield* fields(schema.additionalProperties, [...path, '*']);
  if (schema.items) yield* fields(schema.items, path);
}
