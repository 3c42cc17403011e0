import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCatalog } from '../src/schema/catalog.ts';
import { LIBRARY, REPOSITORY } from './run.ts';

const ajv = new Ajv2020({ strict: false });

it.each(
  [REPOSITORY, LIBRARY].flatMap((root) =>
    readCatalog(join(root, 'schemas')).types.map(({ name, schema }) => [name, schema] as const),
  ),
)('the schema of %s is a JSON Schema', (_, schema) => {
  void ajv.validateSchema(schema);
  expect(ajv.errors ?? []).toEqual([]);
});

const annotationsOf = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(/["`](x-[a-z-]+)["`]/g), ([, name = '']) => name))].sort();

it('every annotation is explained, and no other', () => {
  const folder = join(REPOSITORY, 'schemas');
  const used = [...readCatalog(folder).sources.values()].map((schema) => JSON.stringify(schema)).join('\n');
  const explained = readFileSync(join(folder, 'README.md'), 'utf8');
  expect(annotationsOf(explained)).toEqual(annotationsOf(used));
});
