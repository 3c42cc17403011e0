// Does the same as ajv-cli 5.0.0 for `ajv validate --spec=draft2020 -s SCHEMA -d 'FOLDER/*.yaml'`: parses with its YAML parser,
// validates with Ajv, prints one line per file.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { Ajv2020 } = require('ajv/dist/2020.js');
const { safeLoad } = require('js-yaml');

const [schemaFile, folder] = process.argv.slice(2);
const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
const ajv = new Ajv2020({ strict: true, allowMatchingProperties: true });
require('./keywords.cjs')(ajv);
const validate = ajv.compile(schema);
for (const name of readdirSync(folder)) {
  const file = join(folder, name);
  if (validate(safeLoad(readFileSync(file).toString()))) console.log(file, 'valid');
  else {
    console.error(file, 'invalid', validate.errors);
    process.exitCode = 1;
  }
}
