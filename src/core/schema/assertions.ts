import { type JsonObject, isJsonObject, isList, type JsonValue } from '../model/record.ts';
import { ownValue } from '../model/own.ts';
import type { Schema } from './catalog.ts';

/** Dotted paths of a record's fields that need evidence: whole fields, and each entry of a fact map. */
export const assertedFields = (schema: Schema, data: JsonObject): string[] =>
  assertingFields(schema).flatMap(([name, field]) => {
    const value = ownValue(data, name);
    if (value === undefined) return [];
    if (!field['x-fact-map'] || !isJsonObject(value)) return [name];
    return Object.keys(value).map((key) => `${name}.${key}`);
  });

/** True if a type has fields that need evidence. Sources and search logs have none: they support the other types. */
export const assertsAnything = (schema: Schema): boolean =>
  Object.values(schema.properties ?? {}).some((field) => field['x-asserts']);

/** True if a field, or a parent of it, needs evidence. */
export const isAsserted = (schema: Schema, field: string): boolean =>
  assertingFields(schema).some(([name]) => isPathPrefix(name, field));

/** The fields of a schema that need evidence. */
const assertingFields = (schema: Schema): readonly [name: string, field: Schema][] =>
  Object.entries(schema.properties ?? {}).filter(([, field]) => field['x-asserts']);

/** True if `supported` is the dotted path of the field or of a parent of it. */
export const isPathPrefix = (supported: string, field: string): boolean =>
  field.startsWith(supported) && (field.length === supported.length || field[supported.length] === '.');

/** An evidence item of a record that may be invalid: absent or malformed parts are empty. */
export interface RawEvidence {
  readonly source: string;
  readonly supports: readonly string[];
  readonly says: JsonValue | undefined;
  readonly data: JsonObject;
}

export const readEvidence = (data: JsonObject): RawEvidence[] => {
  return listOf(data['evidence'])
    .filter(isJsonObject)
    .map((passage) => {
      const { source, supports, says } = passage;
      const fields = listOf(supports).filter((field) => typeof field === 'string');
      return { source: typeof source === 'string' ? source : '', supports: fields, says, data: passage };
    });
};

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);
