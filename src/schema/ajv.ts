import { Ajv2020, type CodeOptions, type ValidateFunction } from 'ajv/dist/2020.js';
import { isDate } from '../model/date.ts';
import type { Schema } from './catalog.ts';

/** Keywords of ours that are not ours to check. */
const ANNOTATION = /^x-/;

/** Ajv as our schemas need it. */
export const createAjv = (code: CodeOptions = {}) => {
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
