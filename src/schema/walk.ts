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

/** The schemas of what a value of this schema holds: fields, entries of a map, items of a list. */
export const parts = ({ properties, additionalProperties, items }: Schema): Schema[] => [
  ...Object.values(properties ?? {}),
  ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
  ...(items ? [items] : []),
];
