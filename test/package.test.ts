import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from './run.ts';

/** The package as users get it: packed, installed into an empty folder, and run by plain node. */
let home: string;
let bin: string;

const npm = (args: readonly string[], cwd: string): string =>
  execFileSync('npm', [...args, '--silent'], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, npm_config_loglevel: 'silent' },
  });

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'minerals-package-'));
  npm(['run', 'build'], REPOSITORY);
  // Built above; packing must not build again below the other tests.
  const [file = ''] = npm(['pack', '--ignore-scripts', '--pack-destination', home], REPOSITORY)
    .trim()
    .split('\n')
    .slice(-1);
  mkdirSync(join(home, 'user'));
  writeFileSync(join(home, 'user', 'package.json'), '{"private": true}');
  npm(['install', '--offline', '--no-audit', '--no-fund', join(home, file)], join(home, 'user'));
  bin = join(home, 'user', 'node_modules', 'minerals', 'bin', 'minerals.js');
}, 180_000);

afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Ended {
  readonly out: Buffer;
  readonly err: string;
  readonly status: number | null;
}

/** Runs the installed program; `stopAfter` closes its stdout after so many bytes. */
const run = (args: readonly string[], stopAfter = Infinity): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd: join(home, 'user') });
    const out: Buffer[] = [];
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk);
      if (Buffer.concat(out).length >= stopAfter) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (status) => resolve({ out: Buffer.concat(out), err, status }));
  });

describe('the installed package', () => {
  it('answers from an empty folder', async () => {
    const { out, err, status } = await run(['query', '--country', 'Peru']);
    expect(out.toString()).toContain('us-pe-mou-2026');
    expect([err, status]).toEqual(['', 0]);
  });

  it('validates the dataset that it brings', async () => {
    const { out, status } = await run(['validate', '--format', 'json']);
    expect([out.toString(), status]).toEqual(['[]\n', 0]);
  }, 60_000);

  it('delivers a long answer whole through a slow pipe', async () => {
    const { out, status } = await run(['query', '--json']);
    expect(out.length).toBeGreaterThan(3_000_000);
    expect(JSON.parse(out.toString()).length).toBeGreaterThan(2000);
    expect(status).toBe(0);
  }, 60_000);

  it('ends quietly where the reader has seen enough', async () => {
    const { err, status } = await run(['query', '--json'], 1000);
    expect([err, status]).toEqual(['', 0]);
  });

  it('gives the library to both kinds of modules', () => {
    const code = 'const dataset = await open(); console.log(dataset.find("country/PE").name)';
    const user = join(home, 'user');
    const as = (type: string, text: string): string =>
      execFileSync(process.execPath, [`--input-type=${type}`, '-e', text], { cwd: user, encoding: 'utf8' });
    expect(as('module', `import { open } from 'minerals'; ${code}`)).toBe('Peru\n');
    expect(as('commonjs', `const { open } = require('minerals'); (async () => { ${code} })()`)).toBe('Peru\n');
  });
});
