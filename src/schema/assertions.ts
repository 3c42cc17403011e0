import { type JsonObject, isJsonObject, isList, type JsonValue } from '../model/record.ts';
import type { Schema } from './catalog.ts';

/** The asserting fields of a record by their dotted paths: whole fields, and each entry of a map of facts. */
export const assertedFields = (schema: Schema, data: JsonObject): string[] =>
  assertingFields(schema).flatMap(([name, field]) => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (value === undefined) return [];
    return field['x-fact-map'] && isJsonObject(value) ? Object.keys(value).map((key) => `${name}.${key}`) : [name];
  });

/** Whether records of a type tell of the world; sources and searches only carry those that do. */
export const assertsAnything = (schema: Schema): boolean =>
  Object.values(schema.properties ?? {}).some((field) => field['x-asserts']);

/** Whether a field, or what it is part of, asserts something. */
export const isAsserted = (schema: Schema, field: string): boolean =>
  assertingFields(schema).some(([name]) => isPathPrefix(name, field));

/** The fields of a schema that assert something, found once. */
const assertingFields = (schema: Schema): readonly [name: string, field: Schema][] => {
  const known =
    asserting.get(schema) ?? Object.entries(schema.properties ?? {}).filter(([, field]) => field['x-asserts']);
  asserting.set(schema, known);
  return known;
};

const asserting = new WeakMap<Schema, readonly [name: string, field: Schema][]>();

/** Whether a passage that supports `supported` carries the field: the field itself or one that it is part of. */
export const isPathPrefix = (supported: string, field: string): boolean =>
  field.startsWith(supported) && (field.length === supported.length || field[supported.length] === '.');

/** What stands in the record's evidence, read without trust in its form. */
export interface RawEvidence {
  readonly source: string;
  readonly supports: readonly string[];
  readonly says: JsonValue | undefined;
  readonly data: JsonObject;
}

export const evidenceItemsOf = (data: JsonObject): RawEvidence[] => {
  const { evidence } = data;
  return (isList(evidence) ? evidence : []).filter(isJsonObject).map((passage) => ({
    source: typeof passage['source'] === 'string' ? passage['source'] : '',
    supports: isList(passage['supports']) ? passage['supports'].filter((field) => typeof field === 'string') : [],
    says: passage['says'],
    data: passage,
  }));
};
