import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { checkCached } from '../src/rules/check-cached.ts';
import { readCatalog } from '../src/node/read-catalog.ts';
import { BOOKSHOP } from './run.ts';

/** A copy of the bookshop, and a function that validates it and returns the codes and files of the diagnostics. */
const library = async () => {
  const root = mkdtempSync(join(tmpdir(), 'minerals-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  cpSync(BOOKSHOP, root, { recursive: true });
  const folder = join(root, 'dataset');
  const keep = join(root, 'caches', 'minerals');
  const judge = async (keeping = keep, build = 'one', only = folder): Promise<string[]> => {
    // Results for files that have only just changed are not cached.
    await setTimeout(40);
    const request = {
      folder,
      catalog: readCatalog(join(root, 'schemas')),
      isSelected: (path: string) => path.startsWith(only),
      displayPath: (path: string) => path.slice(folder.length + 1),
      reportProgress: () => {},
    };
    const { diagnostics, fileTexts: texts, checkedCount: checked } = await checkCached(request, keeping, build);
    // Files that are not records have no text to show.
    const told = diagnostics.filter(({ code }) => code !== 'FILE001').map(({ file }) => file);
    expect(Object.keys(texts).sort()).toEqual([...new Set(told)].sort());
    return [...diagnostics.map(({ code, file }) => `${code} ${file}`), `${checked} checked`];
  };
  const kept = (): string => join(keep, readdirSync(keep)[0] ?? '');
  return { root, folder, keep, judge, kept };
};

const ALL = '13 checked';

it('keeps a verdict while nothing changes', async () => {
  const { folder, judge, kept } = await library();
  const book = join(folder, 'books/kindred.yaml');
  expect(await judge()).toEqual([ALL]);
  const [head = ''] = readFileSync(kept(), 'utf8').split('\n');
  const body = JSON.stringify([{ code: 'KEPT', file: book }]);
  const sum = createHash('sha1').update(body).digest('hex');
  writeFileSync(kept(), `${head.split(' ')[0]} ${sum}\n${body}`);
  expect(await judge()).toEqual(['KEPT books/kindred.yaml', ALL]);
  // A check of a part of the dataset may give other diagnostics than a check of all.
  expect(await judge(undefined, 'one', book)).toEqual(['1 checked']);
  expect(await judge(undefined, 'one', join(folder, 'genres'))).toEqual(['3 checked']);
});

it('judges anew after a change that leaves size and time as they were', async () => {
  const { folder, judge } = await library();
  const book = join(folder, 'books/kindred.yaml');
  const { atime, mtime } = statSync(book);
  expect(await judge()).toEqual([ALL]);
  writeFileSync(book, readFileSync(book, 'utf8').replace('form: novel', 'form: nowel'));
  utimesSync(book, atime, mtime);
  expect(await judge()).toEqual(['SCH004 books/kindred.yaml', ALL]);
  expect(await judge()).toEqual(['SCH004 books/kindred.yaml', ALL]);
});

it('judges anew where a file comes or goes, the schemas change, or the program', async () => {
  const { root, folder, judge, kept } = await library();
  expect(await judge()).toEqual([ALL]);
  writeFileSync(join(folder, 'stray.txt'), '');
  expect(await judge()).toEqual(['FILE001 stray.txt', ALL]);
  rmSync(join(folder, 'stray.txt'));
  rmSync(join(folder, 'sources/gazette.yaml'));
  expect(await judge()).toContain('REF001 books/cyberiad.yaml');
  cpSync(join(BOOKSHOP, 'dataset/sources/gazette.yaml'), join(folder, 'sources/gazette.yaml'));
  expect(await judge()).toEqual([ALL]);
  const schema = join(root, 'schemas/book.schema.json');
  writeFileSync(schema, readFileSync(schema, 'utf8').replace('"novel"', '"roman"'));
  expect(await judge()).toContain('SCH004 books/kindred.yaml');
  const before = readFileSync(kept(), 'utf8');
  await judge(undefined, 'another');
  expect(readFileSync(kept(), 'utf8')).not.toBe(before);
});

it('judges anew where what was kept is damaged, and where nothing can be kept', async () => {
  const { folder, judge, kept } = await library();
  expect(await judge()).toEqual([ALL]);
  for (const damage of ['', '\n', '{}', readFileSync(kept(), 'utf8').replace('[]', '[{}]')]) {
    writeFileSync(kept(), damage);
    expect(await judge()).toEqual([ALL]);
  }
  expect(await judge(join(folder, 'books/kindred.yaml'))).toEqual([ALL]);
});

it('does not keep a verdict on a file that could not be read', async () => {
  const { root, folder, keep } = await library();
  await setTimeout(40);
  const many = Array.from({ length: 500 }, (_, index) => join(folder, `books/a-${1000 + index}.yaml`));
  for (const path of many) writeFileSync(path, 'name: A\nform: play\n');
  const last = join(folder, 'sources/gazette.yaml');
  await setTimeout(40);
  const { diagnostics } = await checkCached(
    {
      folder,
      catalog: readCatalog(join(root, 'schemas')),
      isSelected: () => true,
      displayPath: (path) => path,
      // Called after five hundred records, when the sources have not been read.
      reportProgress: () => rmSync(last, { force: true }),
    },
    keep,
    'one',
  );
  expect(diagnostics.map(({ code }) => code)).toContain('FILE007');
  expect(existsSync(keep)).toBe(false);
});

it('keeps the newest verdicts, and leaves other files alone', async () => {
  const { keep, judge, kept } = await library();
  expect(await judge()).toEqual([ALL]);
  const own = basename(kept());
  rmSync(kept());
  for (let day = 1; day <= 60; day += 1) {
    writeFileSync(join(keep, `verdict-${day}.json`), '');
    utimesSync(join(keep, `verdict-${day}.json`), day, day);
  }
  writeFileSync(join(keep, 'dataset.snapshot'), '');
  expect(await judge()).toEqual([ALL]);
  const left = readdirSync(keep);
  expect(left).toHaveLength(51);
  expect(left).toEqual(expect.arrayContaining([own, 'dataset.snapshot', 'verdict-60.json', 'verdict-12.json']));
});
