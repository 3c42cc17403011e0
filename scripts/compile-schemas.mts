import { _ } from 'ajv/dist/compile/codegen/index.js';
import standalone from 'ajv/dist/standalone/index.js';
import { readCatalog } from '../src/schema/catalog.ts';
import { fingerprint } from '../src/schema/fingerprint.ts';
import { compilerOf } from '../src/schema/validator.ts';

/** A module in place of src/schema/compiled.ts: the schemas of the types as code, which Ajv takes long to make. */
export const compileSchemas = (root: string): string => {
  const { ajv, know } = compilerOf({ source: true, formats: _`{ edtf: require('../model/date.ts').isDate }` });
  const { types } = readCatalog(`${root}schemas`);
  for (const { name, schema } of types) {
    know(schema);
    ajv.addSchema(schema, name);
  }
  const code = standalone(ajv, Object.fromEntries(types.map(({ name }) => [name, name])));
  const places = types.map(({ name, schema }) => `${JSON.stringify(fingerprint(schema))}: exports.${name}`);
  return `${code}\nexports.compiled = { ${places.join(', ')} };\n`;
};
