import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { REPOSITORY } from './run.ts';

const folder = join(REPOSITORY, 'schemas', 'output');
const SUFFIX = '.schema.json';

/** The commands whose JSON is published. */
export const published = readdirSync(folder).map((file) => file.slice(0, -SUFFIX.length));

/** What is wrong with what a command printed as JSON, by the schema that is published of it. */
export const faultsIn = (command: string, out: string): readonly ErrorObject[] => {
  const schema = readFileSync(join(folder, `${command}${SUFFIX}`), 'utf8');
  const validate = new Ajv2020({ strict: false, allowUnionTypes: true }).compile(JSON.parse(schema));
  validate(JSON.parse(out));
  return validate.errors ?? [];
};
