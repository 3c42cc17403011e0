import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { runInterruptibly } from '../src/node/interruptible.ts';
import { REPOSITORY, run } from './run.ts';
import { createBookshop } from './temporary.ts';

const UUID = '2400b04b-43a5-48a8-adec-e802119e8bbd';
const dead = spawnSync(process.execPath, ['-e', '']).pid;
const LEFTOVER = `.new.yaml.${dead}.${UUID}`;

const withLeftovers = (): string =>
  createBookshop({ [`dataset/books/${LEFTOVER}`]: 'name: A\n', [`dataset/authors/.old.yaml.${UUID}`]: '' });

it('names a temporary file that was left, and fmt removes it', async () => {
  const folder = withLeftovers();
  const before = await run(['validate', '--dataset', 'dataset'], { workingFolder: folder });
  expect(before.out).toContain('this is a temporary file of an interrupted minerals command');
  expect(before.out).toContain('= minerals fmt removes it');
  expect((await run(['fmt', '--check', '--dataset', 'dataset'], { workingFolder: folder })).err).not.toContain(
    'removed',
  );
  const { err } = await run(['fmt', '--dataset', 'dataset'], { workingFolder: folder });
  expect(err).toContain(`removed temporary file of an interrupted run: dataset/books/${LEFTOVER}`);
  expect((await run(['validate', '--dataset', 'dataset'], { workingFolder: folder })).status).toBe(0);
});

it('is removed by validate --fix as well', async () => {
  const folder = withLeftovers();
  const { status, err } = await run(['validate', '--fix', '--dataset', 'dataset'], { workingFolder: folder });
  expect({ status, err }).toMatchObject({ status: 0, err: expect.stringContaining('removed temporary file') });
});

it('stays if it is not among the paths that are asked for', async () => {
  const folder = withLeftovers();
  await run(['fmt', 'dataset/authors', '--dataset', 'dataset'], { workingFolder: folder });
  expect(readdirSync(join(folder, 'dataset/books'))).toContain(LEFTOVER);
});

it('takes signals only while it writes', async () => {
  const before = process.listenerCount('SIGINT');
  let within = 0;
  await runInterruptibly([() => (within = process.listenerCount('SIGINT'))]);
  expect(within).toBe(before + 1);
  expect(process.listenerCount('SIGINT')).toBe(before);
  await expect(runInterruptibly([() => JSON.parse('{')])).rejects.toThrow(SyntaxError);
  expect(process.listenerCount('SIGINT')).toBe(before);
});

it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
  'leaves whole files and nothing else on %s',
  { timeout: 30_000 },
  async (signal) => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'interrupted-')));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const events = join(folder, 'dataset', 'events');
    mkdirSync(events, { recursive: true });
    const names = Array.from({ length: 1500 }, (_, index) => `e${String(index).padStart(4, '0')}.yaml`);
    for (const name of names) writeFileSync(join(events, name), 'place: x\nname: A\n');
    const child = spawn(process.execPath, [join(REPOSITORY, 'bin', 'minerals.js'), 'fmt', '--dataset', 'dataset'], {
      cwd: folder,
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    while (child.exitCode === null && textOf(join(events, 'e0000.yaml')).startsWith('place')) await setTimeout(2);
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(readdirSync(events).sort()).toEqual(names);
    const texts = new Set(names.map((name) => textOf(join(events, name))));
    expect([...texts].sort()).toEqual(['name: A\nplace: x\n', 'place: x\nname: A\n']);
  },
);

const textOf = (path: string): string => readFileSync(path, 'utf8');
