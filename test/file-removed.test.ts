import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkDataset } from '../src/rules/check.ts';
import { readCatalog } from '../src/node/read-catalog.ts';
import { BOOKSHOP } from './run.ts';
import { createBookshop } from './temporary.ts';

it('FILE007: a file that goes while others are read is told, and nothing falls', async () => {
  const many = Array.from({ length: 500 }, (_, index) => [
    `dataset/books/a-${1000 + index}.yaml`,
    `name: A ${index}\nform: play\n`,
  ]);
  const root = createBookshop(Object.fromEntries(many));
  const last = join(root, 'dataset', 'sources', 'gazette.yaml');
  const { diagnostics } = await checkDataset({
    folder: join(root, 'dataset'),
    catalog: readCatalog(join(BOOKSHOP, 'schemas')),
    isSelected: (path) => path === last,
    displayPath: (path) => path,
    // Called after five hundred records, before the sources are read.
    reportProgress: () => rmSync(last, { force: true }),
  });
  expect(diagnostics).toMatchObject([{ code: 'FILE007', file: last, line: 1 }]);
});
