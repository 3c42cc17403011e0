import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../src/node/open.ts';
import { openSnapshot, readStoredState, writeSnapshot } from '../src/node/snapshot.ts';
import { readCatalog } from '../src/node/read-catalog.ts';
import { BOOKSHOP, run } from './run.ts';
import { createBookshop } from './temporary.ts';

const MARKS = { folders: ['1 2'], newest: 3, began: 4 };

/** Writes a snapshot file into a temporary folder. */
const written = async (sections: Record<string, Buffer>): Promise<string> => {
  const folder = createBookshop();
  const file = join(folder, 'snapshot');
  await writeSnapshot(file, { key: 'one', state: MARKS, sections, folder });
  return file;
};

describe('a snapshot file', () => {
  it('gives back each section and each part of it, however many there are', async () => {
    const sections = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `filter a rather long name ${index}`,
        Buffer.alloc(index * 50, `${index} `),
      ]),
    );
    const file = await written(sections);
    const opened = openSnapshot(file, 'one');
    for (const [name, bytes] of Object.entries(sections)) {
      expect(opened?.read(name).equals(bytes)).toBe(true);
      if (bytes.length >= 97) expect(opened?.read(name, 7, 90).equals(bytes.subarray(7, 97))).toBe(true);
    }
    expect(opened?.read('none')).toHaveLength(0);
    expect(await opened?.isDamaged()).toBe(false);
    expect(await opened?.isIntact()).toBe(true);
    expect(readStoredState(file)).toEqual(MARKS);
  });

  it('is not opened where it is absent or of another key', async () => {
    const file = await written({ core: Buffer.from('text') });
    expect(openSnapshot(file, 'two')).toBeUndefined();
    expect(openSnapshot(`${file}2`, 'one')).toBeUndefined();
    expect(readStoredState(`${file}2`)).toBeUndefined();
  });

  it('is opened and found damaged, or not opened, where a byte of it is another one', async () => {
    const content = Buffer.alloc(10_000, 'some text ');
    const file = await written({ core: content });
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += at < 400 ? 1 : 97) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      writeFileSync(file, damaged);
      const opened = openSnapshot(file, 'one');
      try {
        opened?.read('core');
      } catch {
        // The header itself may be damaged.
      }
      expect((await opened?.isDamaged()) ?? true).toBe(true);
      expect((await opened?.isIntact()) ?? false).toBe(false);
    }
  });

  it('answers from parts that are intact where others are damaged', async () => {
    const parts = { first: Buffer.alloc(5000, 'one '), second: Buffer.alloc(20_000, 'two ') };
    const file = await written(parts);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0, bytes.length - 5000));
    const opened = openSnapshot(file, 'one');
    expect(opened?.read('first')).toEqual(parts.first);
    expect(opened?.read('second', 0, 100)).toEqual(parts.second.subarray(0, 100));
    expect(await opened?.isDamaged()).toBe(false);
    opened?.read('second', 19_000);
    expect(await opened?.isDamaged()).toBe(true);
  });

  it('is not opened where it is cut, longer, or not a snapshot at all', async () => {
    const file = await written({ core: Buffer.alloc(10_000, 'some text ') });
    const whole = readFileSync(file);
    const others = [0, 4, 8, 20, 200, whole.length - 1].map((length) => whole.subarray(0, length));
    const garbage = ['{}', '\0'.repeat(5000), '\xff'.repeat(5000)].map((text) => Buffer.from(text, 'latin1'));
    for (const bytes of [...others, ...garbage, Buffer.concat([whole, Buffer.from('x')])]) {
      writeFileSync(file, bytes);
      expect(openSnapshot(file, 'one')).toBeUndefined();
    }
  });

  it('can be read by whoever can read the dataset, and leaves nothing else behind', async () => {
    const folder = createBookshop();
    const file = join(folder, 'snapshot');
    for (const [name, time] of [
      ['snapshot.old', 1],
      ['snapshot.new', Date.now() / 1000],
    ] as const) {
      writeFileSync(join(folder, name), '');
      utimesSync(join(folder, name), time, time);
    }
    const before = process.umask(0o077);
    await writeSnapshot(file, { key: 'one', state: MARKS, sections: {}, folder: join(folder, 'dataset') });
    process.umask(before);
    expect(statSync(file).mode & 0o777).toBe(statSync(join(folder, 'dataset')).mode & 0o666);
    expect(readdirSync(folder).toSorted()).toEqual(['dataset', 'snapshot', 'snapshot.new']);
  });
});

describe('a dataset whose snapshot is damaged', () => {
  /** A copy of the bookshop whose snapshot has zeros after the header, as after a power failure. */
  const damaged = async (): Promise<{ root: string; file: string }> => {
    const root = createBookshop({ 'src/.keep': '' });
    for (const part of ['schemas', 'package.json']) cpSync(join(BOOKSHOP, part), join(root, part), { recursive: true });
    mkdirSync(join(root, 'dist'));
    await setTimeout(40);
    await run(['list'], { root });
    const file = join(root, 'dist/dataset.snapshot');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0, bytes.length - Math.floor(bytes.length / 2)));
    return { root, file };
  };

  it.each([
    ['list', 'book'],
    ['query', '--form', 'novel'],
    ['search', 'essays'],
    ['show', 'kindred'],
    ['why', 'kindred', 'form'],
    ['show', 'nothing called so'],
    ['complete', 'show', 'kin'],
  ])('answers %s %s as without one, and compiles it anew', async (...args) => {
    const { root, file } = await damaged();
    const before = readFileSync(file);
    const found = await run(args, { root });
    expect(found).toEqual(await run(args, { root: BOOKSHOP }));
    if (args[0] !== 'list') expect(readFileSync(file).equals(before)).toBe(false);
    expect(existsSync(file)).toBe(true);
  });

  it('is read from its files by a program', async () => {
    const { root, file } = await damaged();
    const [folder, schemas] = [join(root, 'dataset'), join(root, 'schemas')];
    const dataset = await openDataset(readCatalog(schemas), { folder, schemas, snapshot: file });
    expect(dataset.entries.map((entry) => dataset.record(entry).data)).toHaveLength(dataset.size);
  });
});
