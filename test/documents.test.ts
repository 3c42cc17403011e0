import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from './run.ts';
import { retold } from './transcript.ts';

/** The Markdown files of a folder and, where asked, of the folders in it. */
const documents = (folder: string, recursive = false): string[] =>
  readdirSync(join(REPOSITORY, folder), { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
    .sort();

describe.each(documents('test/console'))('%s', (file) => {
  it('shows what the commands print', async () => {
    const path = join(REPOSITORY, file);
    await expect(await retold(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
  });
});

/** Invented countries under the real schemas. */
describe.each(documents('test/console/diplomacy'))('%s', (file) => {
  it('shows what the commands print', async () => {
    const path = join(REPOSITORY, file);
    const told = await retold(readFileSync(path, 'utf8'), { root: REPOSITORY, dataset: 'test/diplomacy' });
    await expect(told).toMatchFileSnapshot(path);
  });
});

describe.each([...documents('.'), ...documents('docs', true), 'dataset/README.md'])('%s', (file) => {
  it('shows what the commands print', async () => {
    const path = join(REPOSITORY, file);
    await expect(await retold(readFileSync(path, 'utf8'), { root: REPOSITORY })).toMatchFileSnapshot(path);
  });
});
