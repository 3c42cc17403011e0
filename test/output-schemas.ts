import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { REPOSITORY } from './run.ts';

const folder = join(REPOSITORY, 'schemas', 'output');
const SUFFIX = '.schema.json';

/** Operations that have a published schema of their JSON output. */
export const publishedOperations = readdirSync(folder).map((file) => file.slice(0, -SUFFIX.length));

/** Errors in the JSON output of an operation by its published schema. */
export const findSchemaErrors = (name: string, output: string): readonly ErrorObject[] => {
  const schema = readFileSync(join(folder, `${name}${SUFFIX}`), 'utf8');
  const validate = new Ajv2020({ strict: false, allowUnionTypes: true }).compile(JSON.parse(schema));
  validate(JSON.parse(output));
  return validate.errors ?? [];
};
