import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { REPOSITORY } from './run.ts';

/** Bundles the core for a browser, where importing a module of Node is an error, and returns the code. */
const bundleCore = async (): Promise<string> => {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { createCatalog } from './core/schema/catalog.ts';
        export { buildSnapshot } from './core/index/build-snapshot.ts';
        export { createMemorySnapshot } from './core/index/sections.ts';
        export { toDataset } from './core/index/snapshot-dataset.ts';
        export { runQuery } from './core/query/filter.ts';
        export { searchRecords } from './core/query/search.ts';
        export { collectEvidence } from './core/query/evidence.ts';`,
      resolveDir: join(REPOSITORY, 'src'),
    },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'core',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
};

const readFolder = (folder: string): [string, string][] =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);

it('answers a question in a browser', async () => {
  const bookshop = join(REPOSITORY, 'test/bookshop');
  const folders = readdirSync(join(bookshop, 'dataset'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const files = folders.flatMap(({ name }) =>
    readFolder(join(bookshop, 'dataset', name)).map(([file, text]) => ({ folder: name, id: file.slice(0, -5), text })),
  );
  // Globals of browsers only: no process, no Buffer, no require.
  const globals = { TextEncoder, TextDecoder, schemas: new Map(readFolder(join(bookshop, 'schemas'))), files };
  const question = `
    (async () => {
      const catalog = core.createCatalog('schemas', schemas);
      const encoder = new TextEncoder();
      const records = files.map(({ folder, id, text }) => ({
        type: catalog.typeByFolder(folder), id, path: folder + '/' + id, bytes: encoder.encode(text),
      }));
      const dataset = core.toDataset(catalog, core.createMemorySnapshot(core.buildSnapshot(catalog, records)));
      const { matches } = await core.runQuery(dataset, { types: ['book'], filters: new Map() });
      const hits = await core.searchRecords(dataset, matches[0].entry.name);
      const record = dataset.record(matches[0].entry);
      return JSON.stringify({ count: matches.length, first: matches[0].entry.id, hit: hits[0].entry.id, fields: core.collectEvidence(dataset, record).length });
    })()`;
  const answer = JSON.parse(String(await runInNewContext(`${await bundleCore()}\n${question}`, globals)));
  const books = files.filter(({ folder }) => folder === 'books').map(({ id }) => id);
  expect(answer.count).toBe(books.length);
  expect(books).toContain(answer.first);
  expect(answer.hit).toBe(answer.first);
  expect(answer.fields).toBeGreaterThan(0);
});
