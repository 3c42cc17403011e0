// Registers the annotations and the format of our schemas with Ajv, or with ajv-cli by `-c`.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const schemas = path.join(__dirname, '..', 'schemas');

module.exports = (ajv) => {
  ajv.addFormat('edtf', /^\d{4}(?:-\d\d){0,2}$/);
  const text = readdirSync(schemas)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(path.join(schemas, name), 'utf8'));
  for (const key of new Set(text.join('').match(/(?<=")x-[a-z-]+(?=":)/g))) ajv.addKeyword(key);
};
