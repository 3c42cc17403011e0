import { Ajv2020, type CodeOptions, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isDate } from '../model/date.ts';
import { toPointer } from '../model/pointer.ts';
import type { Value } from '../model/record.ts';
import type { Schema } from './catalog.ts';
import { compiled } from './compiled.ts';
import { fingerprint } from './fingerprint.ts';

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

export type Validator = (value: Value) => readonly Violation[];

/** Keywords of ours that are not ours to check. */
const ANNOTATION = /^x-/;

/** Makes a validator for each schema, once. Schemas come expanded, from the catalog. */
export const validators = (): ((schema: Schema) => Validator) => {
  const compiler = compilerOf();
  const made = new WeakMap<Schema, Validator>();
  return (schema) => {
    const existing = made.get(schema);
    if (existing) return existing;
    const ready = compiled[fingerprint(schema)] as ValidateFunction | undefined;
    const validator = toValidator(ready ?? compiler.compile(schema));
    made.set(schema, validator);
    return validator;
  };
};

/** Ajv as our schemas need it. */
export const compilerOf = (code: CodeOptions = {}) => {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    verbose: true,
    messages: false,
    allowMatchingProperties: true,
    // The schemas are ours, and held against the meta-schema by a test: that takes longer than a thousand records.
    meta: false,
    validateSchema: false,
    code,
  });
  ajv.addFormat('edtf', isDate);
  const known = new Set<string>();
  const know = (schema: Schema): void => {
    for (const keyword of keywordsOf(schema))
      if (ANNOTATION.test(keyword) && !known.has(keyword)) {
        ajv.addKeyword(keyword);
        known.add(keyword);
      }
  };
  return {
    ajv,
    /** Tells Ajv the annotations of a schema. */
    know,
    compile: (schema: Schema): ValidateFunction => {
      know(schema);
      return ajv.compile(schema);
    },
  };
};

const keywordsOf = (node: unknown): Set<string> => {
  const found = new Set<string>();
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const [key, inner] of Object.entries(part)) {
      found.add(key);
      look(inner);
    }
  };
  look(node);
  return found;
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
