import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { type Path, toPointer, setValueAt } from '../../core/model/pointer.ts';
import type { JsonValue } from '../../core/model/record.ts';
import type { Schema } from '../../core/schema/catalog.ts';
import { DatasetError } from '../../core/model/errors.ts';
import { precompiledValidators } from './precompiled-validators.ts';
import { schemaFingerprint } from './fingerprint.ts';
import { ownValue } from '../../core/model/own.ts';

/** A violation of a schema by a value. */
export interface Violation {
  /** The JSON Schema keyword that is violated. */
  readonly keyword: string;
  /** JSON Pointer to the value, or to the key if `atKey`. */
  readonly pointer: string;
  readonly atKey: boolean;
  /** The keyword's value in the schema. */
  readonly expected: unknown;
  /** The schema that has the keyword. */
  readonly schema: Schema;
  readonly value: unknown;
  /** The missing, unknown or misnamed field, or the index of a duplicate item. */
  readonly fieldName: string;
}

export type Validator = (value: JsonValue) => readonly Violation[];

/**
 * Creates a validator for an expanded schema, once per schema. Uses the one that the build compiled if there is one: Ajv
 * takes long to load and to compile. Throws DatasetError if the schema is invalid.
 */
export const createValidator = async (
  schema: Schema,
  file = `of ${schema.title ?? 'the records'}`,
): Promise<Validator> => {
  const known = validators.get(schema);
  if (known) return known;
  const precompiled = ownValue(precompiledValidators, schemaFingerprint(schema)) as ValidateFunction | undefined;
  const validator = toValidator(precompiled ?? (await compileSchema(schema, file)));
  validators.set(schema, validator);
  return validator;
};

/** Compiles a schema that the build did not. Throws DatasetError if Ajv, in strict mode, rejects it. */
const compileSchema = async (schema: Schema, file: string): Promise<ValidateFunction> => {
  const { createAjv } = await import('./ajv.ts');
  try {
    return createAjv().compile(schema);
  } catch (error) {
    throw new DatasetError(`The schema ${file} cannot be used: ${(error as Error).message}`);
  }
};

const validators = new WeakMap<Schema, Validator>();

/** Violations that a value would cause at a path of a record. */
export const violationsAt = (
  validate: Validator,
  record: JsonValue,
  path: Path,
  value: JsonValue,
): readonly Violation[] => {
  const valuePointer = toPointer(path);
  return validate(setValueAt(record, path, value)).filter(
    ({ pointer }) => pointer === valuePointer || pointer.startsWith(`${valuePointer}/`),
  );
};

const toValidator =
  (validate: ValidateFunction): Validator =>
  (value) => {
    if (validate(value)) return [];
    const errors = validate.errors ?? [];
    // Skip errors of anyOf and oneOf branches and of propertyNames: another error reports the same problem.
    return errors
      .filter(({ keyword, schemaPath }) => keyword !== 'propertyNames' && !/\/(?:anyOf|oneOf)\/\d/.test(schemaPath))
      .map(toViolation);
  };

/** Parameters of Ajv's errors, as far as they are used; `j` is the index of a duplicate item. */
interface AjvParams {
  readonly missingProperty?: string;
  readonly additionalProperty?: string;
  readonly j?: number;
}

const toViolation = ({
  keyword,
  instancePath,
  params,
  schema,
  parentSchema,
  data,
  propertyName,
}: ErrorObject): Violation => {
  const { missingProperty, additionalProperty, j: duplicateIndex } = params as AjvParams;
  const key = propertyName ?? additionalProperty;
  const step = key ?? duplicateIndex;
  return {
    keyword,
    pointer: instancePath + (step === undefined ? '' : toPointer([step])),
    atKey: key !== undefined,
    expected: schema,
    schema: (parentSchema ?? {}) as Schema,
    value: data,
    fieldName: String(missingProperty ?? step ?? ''),
  };
};
