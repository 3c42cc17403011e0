import { Ajv2020, type CodeOptions, type ValidateFunction } from 'ajv/dist/2020.js';
import { isDate } from '../../core/model/date.ts';
import type { Schema } from '../../core/schema/catalog.ts';

/** Our own keywords, which Ajv accepts without checking. */
const ANNOTATION = /^x-/;

/** Creates an Ajv instance for our schemas: strict, all errors, with the format `edtf`. */
export const createAjv = (code: CodeOptions = {}) => {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    verbose: true,
    messages: false,
    allowMatchingProperties: true,
    // A test validates our schemas against the meta-schema; here it would take longer than a thousand records.
    meta: false,
    validateSchema: false,
    code,
  });
  ajv.addFormat('edtf', isDate);
  const addedKeywords = new Set<string>();
  const addAnnotations = (schema: Schema): void => {
    for (const keyword of collectKeywords(schema))
      if (ANNOTATION.test(keyword) && !addedKeywords.has(keyword)) {
        ajv.addKeyword(keyword);
        addedKeywords.add(keyword);
      }
  };
  return {
    ajv,
    /** Registers the annotations of a schema, which strict mode requires. */
    addAnnotations,
    compile: (schema: Schema): ValidateFunction => {
      addAnnotations(schema);
      return ajv.compile(schema);
    },
  };
};

const collectKeywords = (schema: unknown): Set<string> => {
  const keywords = new Set<string>();
  const visitNode = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      keywords.add(key);
      visitNode(child);
    }
  };
  visitNode(schema);
  return keywords;
};
