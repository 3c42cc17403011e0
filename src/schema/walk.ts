import type { Path } from '../model/pointer.ts';
import { isJsonObject, isList, type JsonValue } from '../model/record.ts';
import type { Schema } from './catalog.ts';

/** One value of a record with the schema that it stands under. */
export interface SchemaNode {
  readonly schema: Schema;
  readonly value: JsonValue;
  readonly path: Path;
  /** Whether the value is the key of a map rather than what stands there. */
  readonly isKey: boolean;
  /** The schema of the list or map around it. */
  readonly around: Schema | undefined;
}

/**
 * The places of a value that its schema knows, outer before inner; values that do not fit the schema are passed over.
 * With `mark`, only those that carry that annotation, and what stands in their lists and maps.
 */
export const walkRecord = (schema: Schema, value: JsonValue, mark?: Mark): readonly SchemaNode[] => {
  const found: SchemaNode[] = [];
  const matters = mark === undefined ? () => true : (part: Schema): boolean => leadsTo(part, mark);
  const visit = (place: SchemaNode): void => {
    const { schema: outer, value: whole, path, around } = place;
    const isMarked = mark !== undefined && outer[mark] !== undefined;
    if (mark === undefined || isMarked || around?.[mark] !== undefined) found.push(place);
    if (isList(whole)) {
      const { items } = outer;
      if (items && (isMarked || matters(items)))
        for (const [index, item] of whole.entries())
          visit({ schema: items, value: item, path: [...path, index], isKey: false, around: outer });
    } else if (isJsonObject(whole)) {
      const { propertyNames } = outer;
      const ofKeys = propertyNames && (isMarked || matters(propertyNames)) ? propertyNames : undefined;
      for (const key of Object.keys(whole)) {
        if (ofKeys) found.push({ schema: ofKeys, value: key, path: [...path, key], isKey: true, around: outer });
        const inner = schemaOfProperty(outer, key);
        if (inner && (isMarked || matters(inner)))
          visit({ schema: inner, value: whole[key] ?? null, path: [...path, key], isKey: false, around: outer });
      }
    }
  };
  visit({ schema, value, path: [], isKey: false, around: undefined });
  return found;
};

type Mark = keyof Schema & `x-${string}`;

const leading = new WeakMap<Schema, Map<Mark, boolean>>();

/** Whether a schema or one within it carries an annotation. */
const leadsTo = (schema: Schema, mark: Mark): boolean => {
  const known = leading.get(schema) ?? new Map<Mark, boolean>();
  leading.set(schema, known);
  let leads = known.get(mark);
  if (leads === undefined) {
    const { items, propertyNames, additionalProperties, properties = {} } = schema;
    const within = [items, propertyNames, additionalProperties, ...Object.values(properties)];
    leads = schema[mark] !== undefined || within.some((part) => typeof part === 'object' && leadsTo(part, mark));
    known.set(mark, leads);
  }
  return leads;
};

/** The schema of what stands under a key: a field, or an entry of a map. */
export const schemaOfProperty = (schema: Schema, key: string): Schema | undefined => {
  if (schema.properties && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
};

/** The schemas of what a value of this schema holds: fields, entries of a map, items of a list. */
export const nestedValues = ({ properties, additionalProperties, items }: Schema): Schema[] => [
  ...Object.values(properties ?? {}),
  ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
  ...(items ? [items] : []),
];
