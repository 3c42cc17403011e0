import { definedItems } from '../model/defined-only.ts';
import type { Path } from '../model/pointer.ts';
import { isJsonObject, isList, type JsonValue } from '../model/record.ts';
import type { Schema } from './catalog.ts';

/** A value in a record and its schema. */
export interface SchemaNode {
  readonly schema: Schema;
  readonly value: JsonValue;
  readonly path: Path;
  /** True if the value is the key of a map entry, not the entry's value. */
  readonly isKey: boolean;
  /** Schema of the list or map that contains the value. */
  readonly parentSchema: Schema | undefined;
}

/**
 * Walks the values of a record for which there is a schema, outer before inner. Skips values that do not fit their schema.
 * With `annotation`, only returns values whose schema has the annotation, and the items of such lists and maps.
 */
export const walkRecord = (schema: Schema, value: JsonValue, annotation?: Annotation): readonly SchemaNode[] => {
  const nodes: SchemaNode[] = [];
  const hasAnnotation = (part: Schema | undefined): boolean =>
    annotation !== undefined && part?.[annotation] !== undefined;
  const isRelevant = (part: Schema): boolean => annotation === undefined || containsAnnotation(part, annotation);
  const visitNode = (node: SchemaNode): void => {
    const { schema: nodeSchema, value: nodeValue, path, parentSchema } = node;
    const isAnnotated = hasAnnotation(nodeSchema);
    if (annotation === undefined || isAnnotated || hasAnnotation(parentSchema)) nodes.push(node);
    if (isList(nodeValue)) {
      const { items } = nodeSchema;
      if (!items || !(isAnnotated || isRelevant(items))) return;
      for (const [index, item] of nodeValue.entries())
        visitNode({ schema: items, value: item, path: [...path, index], isKey: false, parentSchema: nodeSchema });
    } else if (isJsonObject(nodeValue)) {
      const { propertyNames } = nodeSchema;
      const keySchema = propertyNames && (isAnnotated || isRelevant(propertyNames)) ? propertyNames : undefined;
      for (const key of Object.keys(nodeValue)) {
        if (keySchema)
          nodes.push({ schema: keySchema, value: key, path: [...path, key], isKey: true, parentSchema: nodeSchema });
        const childSchema = schemaOfProperty(nodeSchema, key);
        if (!childSchema || !(isAnnotated || isRelevant(childSchema))) continue;
        const child = nodeValue[key] ?? null;
        visitNode({ schema: childSchema, value: child, path: [...path, key], isKey: false, parentSchema: nodeSchema });
      }
    }
  };
  visitNode({ schema, value, path: [], isKey: false, parentSchema: undefined });
  return nodes;
};

type Annotation = keyof Schema & `x-${string}`;

const annotationCache = new WeakMap<Schema, Map<Annotation, boolean>>();

/** True if a schema or one within it has an annotation. Cached per schema. */
const containsAnnotation = (schema: Schema, annotation: Annotation): boolean => {
  const cached = annotationCache.get(schema) ?? new Map<Annotation, boolean>();
  annotationCache.set(schema, cached);
  const known = cached.get(annotation);
  if (known !== undefined) return known;
  const { items, propertyNames, additionalProperties, properties = {} } = schema;
  const subschemas = [items, propertyNames, additionalProperties, ...Object.values(properties)];
  const isContained =
    schema[annotation] !== undefined ||
    subschemas.some((subschema) => typeof subschema === 'object' && containsAnnotation(subschema, annotation));
  cached.set(annotation, isContained);
  return isContained;
};

/** The schema of a map's entries; undefined if the schema defines its fields by name only. */
export const schemaOfEntries = (schema: Schema | undefined): Schema | undefined => {
  const entrySchema = schema?.additionalProperties;
  return typeof entrySchema === 'object' ? entrySchema : undefined;
};

/** The schema of a property: of a field, or of an entry of a map. */
export const schemaOfProperty = (schema: Schema, key: string): Schema | undefined => {
  if (schema.properties && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  return schemaOfEntries(schema);
};

/** The schemas directly within a schema: of fields, map entries and list items. */
export const childSchemas = (schema: Schema): Schema[] =>
  definedItems([...Object.values(schema.properties ?? {}), schemaOfEntries(schema), schema.items]);
