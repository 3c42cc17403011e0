import { _ } from 'ajv/dist/compile/codegen/index.js';
import standalone from 'ajv/dist/standalone/index.js';
import { keepCatalog } from '../src/core/schema/kept-catalog.ts';
import { readCatalog, readSchemaTexts } from '../src/node/read-catalog.ts';
import { schemaFingerprint } from '../src/rules/validation/fingerprint.ts';
import { createAjv } from '../src/rules/validation/ajv.ts';

/**
 * Creates a module that replaces src/rules/validation/precompiled-validators.ts: validators of records and exceptions as code, because
 * Ajv takes long to compile them.
 */
export const compileSchemas = (root: string): string => {
  const { ajv, addAnnotations } = createAjv({
    source: true,
    formats: _`{ edtf: require('../../core/model/date.ts').isDate }`,
  });
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

/** The catalog of the schemas as JSON. */
export const keepSchemas = (root: string): string => keepCatalog(readSchemaTexts(`${root}schemas`));
