import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkDataset } from '../src/rules/check.ts';
import { readCatalog } from '../src/schema/catalog.ts';
import { LIBRARY } from './run.ts';
import { library } from './temporary.ts';

it('FILE007: a file that goes while others are read is told, and nothing falls', async () => {
  const many = Array.from({ length: 500 }, (_, index) => [
    `dataset/books/a-${1000 + index}.yaml`,
    `name: A ${index}\nform: play\n`,
  ]);
  const root = library(Object.fromEntries(many));
  const last = join(root, 'dataset', 'sources', 'gazette.yaml');
  const { diagnostics } = await checkDataset({
    folder: join(root, 'dataset'),
    catalog: readCatalog(join(LIBRARY, 'schemas')),
    isSelected: (path) => path === last,
    displayPath: (path) => path,
    // Told after five hundred records, when the sources have not been read.
    reportProgress: () => rmSync(last, { force: true }),
  });
  expect(diagnostics).toMatchObject([{ code: 'FILE007', file: last, line: 1 }]);
});
