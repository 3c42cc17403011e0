import { cpSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { isNewest } from '../src/dataset/freshness.ts';
import { LIBRARY, run } from './run.ts';
import { library } from './temporary.ts';

/** A clone of the toy library, whose snapshot may go out of date. */
const clone = (): string => {
  const root = library({ 'src/.keep': '' });
  for (const part of ['schemas', 'package.json']) cpSync(join(LIBRARY, part), join(root, part), { recursive: true });
  mkdirSync(join(root, 'dist'));
  return root;
};

/** Gives a file another text and a time long past, as an archive or a restored copy does. */
const overwrite = (file: string, text: string): void => {
  writeFileSync(file, text);
  utimesSync(file, 1, 1);
};

afterEach(() => {
  vi.unstubAllEnvs();
});

it('answers from a file that was replaced by one of an older date', async () => {
  const root = clone();
  const name = async (): Promise<string> =>
    (await run(['list', 'book', '--fields', 'name', '--format', 'csv'], { root, folder: root })).out;
  expect(await name()).toContain('Solaris');
  overwrite(join(root, 'dataset/books/solaris.yaml'), 'name: Another name\nform: novel\n');
  expect(await name()).toContain('Another name');
});

it.each([['find'], ['Node, where there is no find']])('is told by %s', async (teller) => {
  const root = clone();
  const [file, folder] = [join(root, 'snapshot'), join(root, 'dataset')];
  // A file system tells times by the tick.
  await setTimeout(20);
  writeFileSync(file, '');
  await setTimeout(20);
  if (teller !== 'find') vi.stubEnv('PATH', '');
  expect(await isNewest(file, [folder])).toBe(true);
  overwrite(join(folder, 'books/solaris.yaml'), 'name: A\n');
  expect(await isNewest(file, [folder])).toBe(false);
});

it('names the file that holds no readable record, where one is called so', async () => {
  const root = clone();
  writeFileSync(join(root, 'dataset/books/solaris.yaml'), 'name: [\n');
  const file = join(root, 'dataset/books/solaris.yaml');
  const warning = `warning: 1 file holds no readable record (${file}); minerals validate tells why\n`;
  for (const named of ['solaris', 'book/Solaris', 'books/solaris']) {
    const { err, status } = await run(['show', named], { root, folder: root });
    expect(status).toBe(1);
    expect(err.startsWith(warning)).toBe(true);
    expect(err).toContain(`\n  ${file} holds no readable record; minerals validate tells why\n`);
  }
  const { out, err } = await run(['query', '--form', 'essay', '--count'], { root, folder: root });
  expect([out, err]).toEqual(['1\n', warning]);
});
