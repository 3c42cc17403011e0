import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './run.ts';
import { createBookshop } from './temporary.ts';

const BOOK = 'dataset/books/new.yaml';
const BASELINE = 'dataset-baseline.json';

/** A book with so many facts without evidence. */
const book = (facts: string): string =>
  `name: A\nform: essay\n${facts}evidence:\n  - {source: gazette, supports: [form]}\n`;

const validate = (folder: string, ...args: readonly string[]) =>
  run(['validate', '--dataset', 'dataset', ...args], { workingFolder: folder });

/** A dataset with one old finding, and a baseline that lets it pass. */
const withBaseline = async (): Promise<string> => {
  const folder = createBookshop({ [BOOK]: book('pages: 7\n') });
  const { status, err } = await validate(folder, '--write-baseline');
  expect(status).toBe(0);
  expect(err).toContain('1 finding passes from now on: dataset-baseline.json');
  return folder;
};

describe('a baseline', () => {
  it('lets old findings pass, and says so', async () => {
    const folder = await withBaseline();
    expect(JSON.parse(readFileSync(join(folder, BASELINE), 'utf8'))).toEqual({
      'books/new.yaml': { 'EVI001 /pages': 1 },
    });
    const { status, out, err } = await validate(folder);
    expect([status, out]).toEqual([0, '']);
    expect(err).toContain('1 old finding passes (see --debt)');
  });

  it('does not let a new finding pass', async () => {
    const folder = await withBaseline();
    writeFileSync(join(folder, BOOK), book('pages: 7\nlent: true\n'));
    const { status, out } = await validate(folder, '--json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ code: 'EVI001', path: '/lent' }]);
  });

  it('lets a finding pass whose place in a list has changed, and no second one', async () => {
    const says = '  - {source: gazette, supports: [form], says: essay}\n';
    const folder = createBookshop({ [BOOK]: book('') + says });
    await validate(folder, '--write-baseline');
    writeFileSync(join(folder, BOOK), `${book('')}  - {source: almanac, supports: [form]}\n${says}`);
    expect((await validate(folder)).status).toBe(0);
    writeFileSync(join(folder, BOOK), book('') + says + says.replace('gazette', 'almanac'));
    expect((await validate(folder)).status).toBe(1);
  });

  it('says which entries are no longer needed, and --fix removes them', async () => {
    const folder = await withBaseline();
    writeFileSync(join(folder, BOOK), book(''));
    const noted = await validate(folder);
    expect(noted.status).toBe(0);
    expect(noted.err).toContain('1 baseline entry no longer needed');
    const fixed = await validate(folder, '--fix');
    expect(fixed.err).toContain('1 baseline entry removed');
    expect(readFileSync(join(folder, BASELINE), 'utf8')).toBe('{}\n');
  });

  it('keeps the entries of files that are not asked about', async () => {
    const folder = await withBaseline();
    const { err } = await validate(folder, 'dataset/books/solaris.yaml');
    expect(err).not.toContain('no longer needed');
  });

  it('is counted by rule and type with --debt', async () => {
    const folder = await withBaseline();
    const { out } = await validate(folder, '--debt', '--json');
    expect(JSON.parse(out)).toMatchObject([{ code: 'EVI001', type: 'book', count: 1 }]);
    expect((await validate(folder, '--debt')).out).toContain('EVI001');
    expect((await validate(folder, '--debt', '--format', 'sarif')).status).toBe(2);
    expect(JSON.parse((await validate(createBookshop(), '--debt', '--json')).out)).toEqual([]);
  });

  it('is written for the whole dataset only', async () => {
    const folder = createBookshop();
    for (const more of [['dataset/books'], ['--only', 'EVI001'], ['--due'], ['--debt'], ['--watch']]) {
      const { status, err } = await validate(folder, '--write-baseline', ...more);
      expect(status).toBe(2);
      expect(err).toContain('the baseline is written for the whole dataset');
    }
    expect(existsSync(join(folder, BASELINE))).toBe(false);
  });

  it('never lets files pass that cannot be read', async () => {
    const folder = createBookshop({ [BOOK]: 'name: [\n' });
    await validate(folder, '--write-baseline');
    expect((await validate(folder)).status).toBe(1);
  });

  it.each(['', '[]', 'null', '{"a": 1}', '{"a": {"b": 0}}', '{"a": {"b": "1"}}', '{"a"', '{"a": {"b": 1.5}}'])(
    'that reads %j is refused',
    async (content) => {
      const { status, err } = await validate(createBookshop({ [BASELINE]: content }));
      expect(status).toBe(2);
      expect(err).toMatch(/the baseline .*dataset-baseline\.json cannot be read/);
    },
  );

  it('that is a link is refused', async () => {
    const folder = createBookshop();
    symlinkSync('/etc/hostname', join(folder, BASELINE));
    expect((await validate(folder)).status).toBe(2);
  });

  it('with strange names lets nothing pass', async () => {
    const folder = createBookshop({
      [BASELINE]: '{"__proto__": {"EVI001 /pages": 1}, "../x": {"constructor": 2}}',
      [BOOK]: book('pages: 7\n'),
    });
    expect((await validate(folder)).status).toBe(1);
  });
});
