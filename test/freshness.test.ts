import {
  chmodSync,
  cpSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { isUpToDate, captureState } from '../src/node/freshness.ts';
import { BOOKSHOP, run } from './run.ts';
import { createBookshop } from './temporary.ts';

/** A copy of the bookshop with a snapshot that can become stale. */
const clone = (): string => {
  const root = createBookshop({ 'src/.keep': '' });
  for (const part of ['schemas', 'package.json']) cpSync(join(BOOKSHOP, part), join(root, part), { recursive: true });
  mkdirSync(join(root, 'dist'));
  return root;
};

/** Replaces a file's text and sets an old modification time, like an archive or a backup. */
const overwrite = (file: string, text: string): void => {
  writeFileSync(file, text);
  utimesSync(file, 1, 1);
};

afterEach(() => {
  vi.unstubAllEnvs();
});

const namesIn = async (root: string): Promise<string> =>
  (await run(['list', 'book', '--fields', 'name', '--format', 'csv'], { root, workingFolder: root })).out;

/** Waits until the next change gets a later time. */
const untilNextTick = (): Promise<void> => setTimeout(40);

afterEach(() => {
  vi.useRealTimers();
});

it('answers from a file that was replaced by one of an older date', async () => {
  const root = clone();
  await untilNextTick();
  expect(await namesIn(root)).toContain('Solaris');
  overwrite(join(root, 'dataset/books/solaris.yaml'), 'name: Another name\nform: novel\n');
  expect(await namesIn(root)).toContain('Another name');
});

it('answers from the files of a copy that was made after an edit', async () => {
  const root = clone();
  await untilNextTick();
  expect(await namesIn(root)).toContain('Solaris');
  overwrite(join(root, 'dataset/books/solaris.yaml'), 'name: Another name\nform: novel\n');
  const copy = createBookshop();
  cpSync(root, copy, { recursive: true, preserveTimestamps: true });
  expect(await namesIn(copy)).toContain('Another name');
});

it('answers from the files where the clock was ahead when the snapshot was written', async () => {
  const root = clone();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
  expect(await namesIn(root)).toContain('Solaris');
  vi.useRealTimers();
  overwrite(join(root, 'dataset/books/solaris.yaml'), 'name: Another name\nform: novel\n');
  expect(await namesIn(root)).toContain('Another name');
});

it('answers from the files behind a link, and from those of another folder that it is set to', async () => {
  const root = clone();
  const folder = join(root, 'dataset');
  renameSync(folder, join(root, 'one'));
  cpSync(join(root, 'one'), join(root, 'two'), { recursive: true });
  writeFileSync(join(root, 'two/books/solaris.yaml'), 'name: A second name\nform: novel\n');
  symlinkSync('one', folder);
  await untilNextTick();
  expect(await namesIn(root)).toContain('Solaris');
  unlinkSync(folder);
  symlinkSync('two', folder);
  expect(await namesIn(root)).toContain('A second name');
  await untilNextTick();
  expect(await namesIn(root)).toContain('A second name');
  overwrite(join(root, 'two/books/solaris.yaml'), 'name: Another name\nform: novel\n');
  expect(await namesIn(root)).toContain('Another name');
});

/** Ways to detect changes, each with its search path for programs. */
const FINDERS: readonly (readonly [string, (root: string) => void])[] = [
  ['find', () => {}],
  ['Node, where there is no find', () => vi.stubEnv('PATH', '')],
  [
    'Node, where find is another program that finds nothing',
    (root) => {
      mkdirSync(join(root, 'programs'));
      writeFileSync(join(root, 'programs/find'), '#!/bin/sh\nexit 0\n');
      chmodSync(join(root, 'programs/find'), 0o755);
      vi.stubEnv('PATH', join(root, 'programs'));
    },
  ],
];

it.each(FINDERS)('learns of changes from %s', async (_, prepare) => {
  const root = clone();
  prepare(root);
  const [file, folder] = [join(root, 'snapshot'), join(root, 'dataset')];
  await untilNextTick();
  const marks = captureState([folder]);
  writeFileSync(file, '');
  const isFresh = (): Promise<boolean> => isUpToDate(file, marks, [folder]);
  expect(await isFresh()).toBe(true);
  utimesSync(file, 2_000_000_000, 2_000_000_000);
  overwrite(join(folder, 'books/solaris.yaml'), 'name: A\n');
  expect(await isFresh()).toBe(false);
  rmSync(folder, { recursive: true });
  expect(await isFresh()).toBe(false);
});

it('does not trust a snapshot of files that changed at the moment of reading', async () => {
  const root = clone();
  const [file, folder] = [join(root, 'snapshot'), join(root, 'dataset')];
  writeFileSync(join(folder, 'books/solaris.yaml'), 'name: A\n');
  const marks = captureState([folder]);
  writeFileSync(file, '');
  expect(await isUpToDate(file, marks, [folder])).toBe(false);
});

it('names the unreadable file of a requested record', async () => {
  const root = clone();
  writeFileSync(join(root, 'dataset/books/solaris.yaml'), 'name: [\n');
  const file = join(root, 'dataset/books/solaris.yaml');
  const warning = `warning: 1 file contains no readable record (${file}); run minerals validate for details\n`;
  for (const named of ['solaris', 'book/Solaris', 'books/solaris']) {
    const { err, status } = await run(['show', named], { root, workingFolder: root });
    expect(status).toBe(1);
    expect(err.startsWith(warning)).toBe(true);
    expect(err).toContain(`\n  ${file} cannot be read; run minerals validate to see why\n`);
  }
  const { out, err } = await run(['query', '--form', 'essay', '--count'], { root, workingFolder: root });
  expect([out, err]).toEqual(['1\n', warning]);
});
