import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rules } from '../src/rules/index.ts';
import { REPOSITORY } from './run.ts';
import { rerunTranscript } from './transcript.ts';

/** Markdown files of a folder, optionally with its subfolders. */
const documents = (folder: string, recursive = false): string[] =>
  readdirSync(join(REPOSITORY, folder), { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
    .sort();

describe.each(documents('test/console'))('%s', (file) => {
  it('shows what the commands print', async () => {
    const path = join(REPOSITORY, file);
    await expect(await rerunTranscript(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
  });
});

/** Invented countries under the real schemas. */
describe.each(documents('test/console/diplomacy'))('%s', (file) => {
  it('shows what the commands print', async () => {
    const path = join(REPOSITORY, file);
    const told = await rerunTranscript(readFileSync(path, 'utf8'), { root: REPOSITORY, dataset: 'test/diplomacy' });
    await expect(told).toMatchFileSnapshot(path);
  });
});

/** CONTRIBUTING.md adds a record, so its commands run in a temporary folder with a small part of the dataset. */
const WRITES = 'CONTRIBUTING.md';

describe('CONTRIBUTING.md', () => {
  it('shows what the commands print', async () => {
    const root = mkdtempSync(join(tmpdir(), 'minerals-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    for (const part of ['package.json', 'schemas', 'dataset/countries', 'dataset/sources/npla-2026-02-24.yaml'])
      cpSync(join(REPOSITORY, part), join(root, part), { recursive: true });
    // A clone may be changed, unlike an installed package.
    mkdirSync(join(root, 'src'));
    const writeFile = (file: string, text: string) => writeFileSync(join(root, file), text);
    const path = join(REPOSITORY, WRITES);
    await expect(
      await rerunTranscript(readFileSync(path, 'utf8'), { root, workingFolder: root, writeFile }),
    ).toMatchFileSnapshot(path);
  });

  it('names every kind of rule', () => {
    const families = new Set(rules.map(({ code }) => code.replace(/\d+$/, '')));
    const text = readFileSync(join(REPOSITORY, WRITES), 'utf8');
    expect([...families].filter((family) => !text.includes(`docs/rules.md#${family.toLowerCase()}001`))).toEqual([]);
  });
});

describe.each([...documents('.').filter((file) => file !== WRITES), ...documents('docs', true), 'dataset/README.md'])(
  '%s',
  (file) => {
    it('shows what the commands print', async () => {
      const path = join(REPOSITORY, file);
      await expect(await rerunTranscript(readFileSync(path, 'utf8'), { root: REPOSITORY })).toMatchFileSnapshot(path);
    });
  },
);
