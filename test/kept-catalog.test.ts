import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Catalog, Schema } from '../src/core/schema/catalog.ts';
import { keepCatalog } from '../src/core/schema/kept-catalog.ts';
import { readCatalog, readSchemaTexts } from '../src/node/read-catalog.ts';
import { BOOKSHOP, REPOSITORY } from './run.ts';
import { createBookshop } from './temporary.ts';

/** Everything in a catalog, and how many objects its schemas consist of. */
const describeCatalog = (catalog: Catalog) => {
  const objects = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || objects.has(value)) return;
    objects.add(value);
    Object.values(value).forEach(visit);
  };
  catalog.types.forEach(({ schema }) => visit(schema));
  return {
    types: JSON.stringify(catalog.types),
    schemas: JSON.stringify([...catalog.schemaFiles]),
    filters: JSON.stringify([...catalog.filters]),
    synonyms: JSON.stringify(catalog.synonyms),
    objectCount: objects.size,
  };
};

/** A copy of a folder of schemas, and a catalog that was kept from it. */
const keepIn = (schemas: string) => {
  const root = createBookshop();
  const folder = join(root, 'schemas');
  cpSync(schemas, folder, { recursive: true });
  const file = join(root, 'catalog.json');
  writeFileSync(file, keepCatalog(readSchemaTexts(folder)));
  return { folder, file };
};

it.each([join(BOOKSHOP, 'schemas'), join(REPOSITORY, 'schemas')])('equals the one read from %s', (schemas) => {
  const { folder, file } = keepIn(schemas);
  const read = describeCatalog(readCatalog(folder));
  expect(read.objectCount).toBeGreaterThan(20);
  for (const isReadOnly of [false, true])
    expect(describeCatalog(readCatalog(folder, { file, isReadOnly }))).toEqual(read);
});

it('is not used where a schema has changed, was added or is unusable', () => {
  const { folder, file } = keepIn(join(BOOKSHOP, 'schemas'));
  const schemaFile = join(folder, 'book.schema.json');
  const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as Schema;
  const typesNow = (): string[] => readCatalog(folder, { file, isReadOnly: false }).types.map(({ title }) => title);
  writeFileSync(schemaFile, JSON.stringify({ ...schema, title: 'Volume' }));
  expect(typesNow()).toContain('Volume');
  writeFileSync(join(folder, 'extra.schema.json'), '{ "title": "Extra" }');
  expect(typesNow()).toContain('Extra');
  writeFileSync(schemaFile, '{');
  expect(typesNow).toThrow('book.schema.json cannot be read');
});

it.each(['', '{', '{}', 'null', '[1]', '\0'.repeat(100)])('is not used where its file is %j', (text) => {
  const { folder, file } = keepIn(join(BOOKSHOP, 'schemas'));
  writeFileSync(file, text);
  for (const isReadOnly of [false, true])
    expect(describeCatalog(readCatalog(folder, { file, isReadOnly }))).toEqual(describeCatalog(readCatalog(folder)));
});
