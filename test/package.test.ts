import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectWithPackage } from './packed.ts';

/** The package as users get it: packed, installed into an empty folder, and run by plain node. */
let home = '';
const bin = (): string => join(home, 'node_modules', 'minerals', 'bin', 'minerals.js');

beforeAll(() => {
  home = projectWithPackage();
});

afterAll(() => rmSync(home, { recursive: true }));

interface Ended {
  readonly out: Buffer;
  readonly err: string;
  readonly status: number | null;
}

/** Runs the installed program; `stopAfter` closes its stdout after so many bytes. */
const run = (args: readonly string[], stopAfter = Infinity): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [bin(), ...args], { cwd: home });
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

  it('says what to install for what it does not bring', async () => {
    const { err, status } = await run(['export', 'tables', '--to', 'parquet']);
    expect(err).toBe(
      'error: Parquet needs a package that is not installed\n  npm install hyparquet-writer, and ask again\n',
    );
    expect(status).toBe(2);
  });

  it('ends quietly where the reader has seen enough', async () => {
    const { err, status } = await run(['query', '--json'], 1000);
    expect([err, status]).toEqual(['', 0]);
  });
});
