import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { replaceFiles } from '../src/node/replace-file.ts';
import { isTemporaryName, removeAbandoned, temporaryName } from '../src/node/temporary-files.ts';
import { isReservedName } from '../src/core/model/file-name.ts';
import { run } from './run.ts';
import { createBookshop } from './temporary.ts';

const UUID = '2400b04b-43a5-48a8-adec-e802119e8bbd';

const report = async (folder: string, output: string) =>
  run(['report', 'solaris', '--output', output, '--dataset', join(folder, 'dataset')], { workingFolder: folder });

const printed = async (folder: string): Promise<string> =>
  (await run(['report', 'solaris', '--dataset', join(folder, 'dataset')], { workingFolder: folder })).out;

const leftovers = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('.'));

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('--output', () => {
  it('follows a link, also to a file that does not exist yet', async () => {
    const folder = createBookshop({ target: 'old' });
    symlinkSync('target', join(folder, 'link'));
    symlinkSync('later', join(folder, 'dangling'));
    for (const name of ['link', 'dangling']) {
      expect((await report(folder, name)).status).toBe(0);
      expect(lstatSync(join(folder, name)).isSymbolicLink()).toBe(true);
    }
    const text = await printed(folder);
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe(text);
    expect(readFileSync(join(folder, 'later'), 'utf8')).toBe(text);
    expect(leftovers(folder)).toEqual([]);
  });

  it('keeps the mode of a file and its other names', async () => {
    const folder = createBookshop({ private: 'old', named: 'old' });
    chmodSync(join(folder, 'private'), 0o600);
    linkSync(join(folder, 'named'), join(folder, 'other-name'));
    await report(folder, 'private');
    await report(folder, 'named');
    expect(modeOf(join(folder, 'private'))).toBe(0o600);
    expect(readFileSync(join(folder, 'other-name'), 'utf8')).toBe(await printed(folder));
  });

  it.skipIf(process.getuid?.() !== 0)('keeps the owner of a file', async () => {
    const folder = createBookshop({ foreign: 'old' });
    execFileSync('chown', ['12345:54321', join(folder, 'foreign')]);
    await report(folder, 'foreign');
    expect(statSync(join(folder, 'foreign'))).toMatchObject({ uid: 12345, gid: 54321 });
  });

  it.skipIf(process.platform === 'win32')('writes to a pipe that is being read', async () => {
    const folder = createBookshop();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const reading = promisify(execFile)('cat', [join(folder, 'pipe')]);
    expect((await report(folder, 'pipe')).status).toBe(0);
    expect((await reading).stdout).toBe(await printed(folder));
    expect(statSync(join(folder, 'pipe')).isFIFO()).toBe(true);
  });

  it.skipIf(process.platform === 'win32')(
    'refuses a pipe that nothing reads, and leaves it',
    { timeout: 15_000 },
    async () => {
      const folder = createBookshop();
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      const { status, err } = await report(folder, 'pipe');
      expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining('nothing reads from the pipe') });
      expect(statSync(join(folder, 'pipe')).isFIFO()).toBe(true);
    },
  );

  it.each([
    ['a read-only file', 'fixed', 'it is read-only'],
    ['a folder', 'dataset', 'it is a folder'],
    ['a folder that does not exist', 'new/', 'it is a folder'],
    ['a file in a folder that does not exist', 'no/where', 'its folder does not exist'],
    ['no name', '', '--output needs the name of a file'],
    ['a name that is too long', 'n'.repeat(300), 'its name is too long'],
  ])('refuses %s', async (_, name, reason) => {
    const folder = createBookshop({ fixed: 'old' });
    chmodSync(join(folder, 'fixed'), 0o444);
    const { status, err } = await report(folder, name);
    expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining(reason) });
    expect(readFileSync(join(folder, 'fixed'), 'utf8')).toBe('old');
    expect(leftovers(folder)).toEqual([]);
  });

  it('removes what a killed run left beside the same file, and nothing else', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const names = [`.page.${dead}.${UUID}`, `.other.${dead}.${UUID}`, `.page.${process.ppid}.${UUID}`, '.page.notes'];
    const folder = createBookshop(Object.fromEntries(names.map((name) => [name, ''])));
    await report(folder, 'page');
    expect(leftovers(folder).sort()).toEqual(names.slice(1).sort());
  });
});

describe('a set of files', () => {
  it('is replaced whole or not at all', () => {
    const folder = createBookshop({ one: 'old one', three: 'old three' });
    mkdirSync(join(folder, 'two'));
    const set = ['one', 'new', 'two', 'three'].map((name) => ({ path: join(folder, name), content: 'new' }));
    expect(() => replaceFiles(set)).toThrow('it is a folder');
    expect(['one', 'three'].map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['old one', 'old three']);
    expect(existsSync(join(folder, 'new'))).toBe(false);
    expect(leftovers(folder)).toEqual([]);
  });

  it('is restored if a file cannot be moved when others have been', () => {
    const folder = createBookshop({ one: 'old one', last: 'old last' });
    const last = {
      path: join(folder, 'last'),
      // Evaluated when the previous file is ready to be moved.
      get content() {
        mkdirSync(join(folder, 'late'));
        return 'new';
      },
    };
    const set = [{ path: join(folder, 'one'), content: 'new' }, { path: join(folder, 'late'), content: 'new' }, last];
    expect(() => replaceFiles(set)).toThrow('EISDIR');
    expect(['one', 'last'].map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['old one', 'old last']);
    expect(leftovers(folder)).toEqual([]);
  });
});

describe('a temporary name', () => {
  it('is recognized, whatever the name of the file', () => {
    for (const name of ['e2.yaml', 'a', 'x.1.y', 'n'.repeat(250)])
      expect(isTemporaryName(temporaryName(name))).toBe(true);
    expect(isTemporaryName(`.e2.yaml.${UUID}`)).toBe(true);
    for (const name of ['.e2.yaml', `e2.yaml.${UUID}`, '.gitignore', `.${UUID}`])
      expect(isTemporaryName(name)).toBe(false);
  });

  it('of a running process stays for an hour', () => {
    const folder = createBookshop({ [temporaryName('a')]: '', [`.a.${process.ppid}.${UUID}`]: '' });
    expect(removeAbandoned(folder)).toEqual([]);
    expect(removeAbandoned(join(folder, 'missing'))).toEqual([]);
  });
});

it.each(['con', 'PRN', 'aux', 'nul', 'COM1', 'com9', 'lpt1', 'Lpt0'])('knows that Windows reserves %s', (name) => {
  expect(isReservedName(name)).toBe(true);
  expect(isReservedName(`${name}-2026`)).toBe(false);
  expect(isReservedName(`x${name}`)).toBe(false);
});
