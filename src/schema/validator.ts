import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { type Path, toPointer, setValueAt } from '../model/pointer.ts';
import type { JsonValue } from '../model/record.ts';
import type { Schema } from './catalog.ts';
import { precompiledValidators } from './precompiled-validators.ts';
import { schemaFingerprint } from './fingerprint.ts';

/** How a value breaks its schema. */
export interface Violation {
  /** The keyword of JSON Schema that is broken. */
  readonly keyword: string;
  /** JSON Pointer to the value, or to the key where `atKey`. */
  readonly pointer: string;
  readonly atKey: boolean;
  /** What the keyword demands, and the schema that demands it. */
  readonly demands: unknown;
  readonly schema: Schema;
  readonly value: unknown;
  /** The field that is missing, unknown or badly named; the index of an item that stands twice. */
  readonly subject: string;
}

export type Validator = (value: JsonValue) => readonly Violation[];

/**
 * What judges values by a schema, made once: as the build compiled it, or by Ajv, which takes long to load and to compile.
 * Schemas come expanded, from the catalog.
 */
export const createValidator = async (schema: Schema): Promise<Validator> => {
  const known = made.get(schema);
  if (known) return known;
  const ready = precompiledValidators[schemaFingerprint(schema)] as ValidateFunction | undefined;
  const validator = toValidator(ready ?? (await import('./ajv.ts')).createAjv().compile(schema));
  made.set(schema, validator);
  return validator;
};

const made = new WeakMap<Schema, Validator>();

/** How a value would break the schema if it stood at a path of this record. */
export const violationsAt = (
  validate: Validator,
  record: JsonValue,
  path: Path,
  value: JsonValue,
): readonly Violation[] => {
  const place = toPointer(path);
  return validate(setValueAt(record, path, value)).filter(
    ({ pointer }) => pointer === place || pointer.startsWith(`${place}/`),
  );
};

const toValidator =
  (validate: ValidateFunction): Validator =>
  (value) => {
    if (validate(value)) return [];
    const errors = validate.errors ?? [];
    // A branch of a choice, and the wrapper around a bad key, tell nothing that the other error does not.
    return errors
      .filter(({ keyword, schemaPath }) => keyword !== 'propertyNames' && !/\/(?:anyOf|oneOf)\/\d/.test(schemaPath))
      .map(violation);
  };

const violation = ({
  keyword,
  instancePath,
  params,
  schema,
  parentSchema,
  data,
  propertyName,
}: ErrorObject): Violation => {
  const { missingProperty, additionalProperty, j } = params as Record<string, unknown>;
  const key = propertyName ?? (typeof additionalProperty === 'string' ? additionalProperty : undefined);
  const item = typeof j === 'number' ? j : undefined;
  return {
    keyword,
    pointer: instancePath + (key !== undefined ? toPointer([key]) : item !== undefined ? toPointer([item]) : ''),
    atKey: key !== undefined,
    demands: schema,
    schema: (parentSchema ?? {}) as Schema,
    value: data,
    subject: String((missingProperty as string | undefined) ?? key ?? item ?? ''),
  };
};
