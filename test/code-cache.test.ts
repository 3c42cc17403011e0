import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REPOSITORY } from './run.ts';
import { createBookshop } from './temporary.ts';

/** Runs `--version` with a copy of the built program. */
const program = () => {
  const root = createBookshop();
  cpSync(join(REPOSITORY, 'schemas'), join(root, 'schemas'), { recursive: true });
  for (const file of ['package.json', 'bin/minerals.js', 'dist/minerals.cjs'])
    cpSync(join(REPOSITORY, file), join(root, file));
  const dist = join(root, 'dist');
  const cache = (): string => join(dist, readdirSync(dist).find((name) => name.endsWith('.cache')) ?? 'no cache');
  const ask = (prefix = ''): string => {
    const command = `${prefix} exec "$0" bin/minerals.js --version`;
    const { stdout, stderr, status } = spawnSync('sh', ['-c', command, process.execPath], {
      cwd: root,
      encoding: 'utf8',
    });
    return `${stdout}${stderr}${status}`;
  };
  return { dist, cache, ask };
};

const { version } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { version: string };
const ANSWER = `${version}\n0`;

it('is kept, and used while nothing changes', () => {
  const { dist, cache, ask } = program();
  expect(ask()).toBe(ANSWER);
  expect(readdirSync(dist)).toHaveLength(2);
  const { ino } = statSync(cache());
  expect(ask()).toBe(ANSWER);
  expect(statSync(cache()).ino).toBe(ino);
});

/** Ways to damage the bytes of a cache. */
const DAMAGES: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
  ['some bytes are others', (bytes) => bytes.fill('some other bytes', 100_000, 103_000)],
  ['the second half has other bytes', (bytes) => bytes.fill('x', bytes.length - 5000)],
  ['a page is zeros', (bytes) => bytes.fill(0, 4096, 8192)],
  ['all of it is zeros', (bytes) => bytes.fill(0)],
  ['it is cut short', (bytes) => bytes.subarray(0, 50_000)],
  ['it is cut by a byte', (bytes) => bytes.subarray(1)],
  ['it is empty', () => Buffer.alloc(0)],
];

it.each(DAMAGES)('is not used where %s, and made anew', (_, damage) => {
  const { cache, ask } = program();
  ask();
  const whole = readFileSync(cache());
  const damaged = damage(Buffer.from(whole));
  writeFileSync(cache(), damaged);
  expect(ask()).toBe(ANSWER);
  expect(readFileSync(cache()).equals(damaged)).toBe(false);
  expect(ask()).toBe(ANSWER);
});

it('can be read by everybody who may read the program, whoever asks first', () => {
  const { dist, cache, ask } = program();
  expect(ask('umask 077;')).toBe(ANSWER);
  expect(statSync(cache()).mode & 0o777).toBe(statSync(join(dist, 'minerals.cjs')).mode & 0o666);
});

it('is done without where it cannot be read or written', () => {
  const { cache, ask } = program();
  ask();
  const file = cache();
  rmSync(file);
  mkdirSync(join(file, 'something'), { recursive: true });
  expect(ask()).toBe(ANSWER);
  expect(readdirSync(join(file, '..'))).toHaveLength(2);
});

it('is made anew where V8 refuses it', () => {
  const { cache, ask } = program();
  ask();
  const before = readFileSync(cache());
  // The third number is the length of the source.
  const code = Buffer.from(before.subarray(0, before.length / 2));
  code[8] = (code[8] ?? 0) ^ 1;
  writeFileSync(cache(), Buffer.concat([code, code]));
  expect(ask()).toBe(ANSWER);
  expect(readFileSync(cache()).subarray(0, 16).equals(code.subarray(0, 16))).toBe(false);
});
