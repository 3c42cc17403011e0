import { _ } from 'ajv/dist/compile/codegen/index.js';
import standalone from 'ajv/dist/standalone/index.js';
import { readCatalog } from '../src/schema/catalog.ts';
import { schemaFingerprint } from '../src/schema/fingerprint.ts';
import { createAjv } from '../src/schema/ajv.ts';

/**
 * Creates a module that replaces src/schema/precompiled-validators.ts: validators of records and exceptions as code, because
 * Ajv takes long to compile them.
 */
export const compileSchemas = (root: string): string => {
  const { ajv, addAnnotations } = createAjv({ source: true, formats: _`{ edtf: require('../model/date.ts').isDate }` });
  const { types, schemaFiles } = readCatalog(`${root}schemas`);
  const schemas = [...types.map(({ schema }) => schema), schemaFiles.get('exceptions.json') ?? {}];
  const names = schemas.map((schema, index) => {
    addAnnotations(schema);
    ajv.addSchema(schema, `schema${index}`);
    return `schema${index}`;
  });
  const code = standalone(ajv, Object.fromEntries(names.map((name) => [name, name])));
  const properties = schemas.map(
    (schema, index) => `${JSON.stringify(schemaFingerprint(schema))}: exports.schema${index}`,
  );
  return `${code}\nexports.precompiledValidators = { ${properties.join(', ')} };\n`;
};
