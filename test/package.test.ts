import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { installPackage } from './install-package.ts';

/** The package as users get it: packed, installed into an empty project and run by node. */
let home = '';
const bin = (): string => join(home, 'node_modules', 'minerals', 'bin', 'minerals.js');

beforeAll(() => {
  home = installPackage();
});

afterAll(() => rmSync(home, { recursive: true }));

const SMALL_DISK = mkdtempSync(join(tmpdir(), 'minerals-small-'));
afterAll(() => rmSync(SMALL_DISK, { recursive: true }));

interface Ended {
  readonly out: Buffer;
  readonly err: string;
  readonly status: number | null;
}

/** Runs the installed program. Closes its stdout after `stopAfter` bytes. */
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
  it.each(['18.20.8', '20.18.3', '16.0.0', '0.12.18'])('says that Node %s is too old', (version) => {
    const old = join(home, 'old.cjs');
    writeFileSync(old, `Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
    const asked = (...args: readonly string[]) =>
      spawnSync(process.execPath, ['--require', old, ...args], { cwd: home });
    const { status, stdout, stderr } = asked(bin(), 'query', '--country', 'Peru');
    const says = `minerals needs Node 20.19 or newer; this is ${version}`;
    expect([status, stdout.toString(), stderr.toString()]).toEqual([3, '', `error: ${says}\n`]);
    expect(asked('-e', "require('minerals')").stderr.toString()).toContain(`Error: ${says}\n`);
  });

  it('agrees with itself on the oldest Node', () => {
    const { engines } = JSON.parse(readFileSync(join(home, 'node_modules', 'minerals', 'package.json'), 'utf8')) as {
      engines: { node: string };
    };
    expect(engines.node).toBe('>=20.19');
  });

  it('answers from an empty folder', async () => {
    const { out, err, status } = await run(['query', '--country', 'Peru', '--type', 'agreement']);
    expect(out.toString()).toContain('us-pe-mou-2026');
    expect(err.replaceAll(/^note: .*\n/gm, '')).toBe('');
    expect(status).toBe(0);
  });

  it.each([['validate'], ['fmt', '--check']])('asks for a dataset to %s where there is none', async (...args) => {
    const { out, err, status } = await run(args);
    const message = 'error: there is no dataset in this folder\n  name one with --dataset, or clone the repository\n';
    expect([out.toString(), err, status]).toEqual(['', message, 2]);
  });

  it.each([
    ['diff', 'HEAD'],
    ['query', '--known-on', '2026-01-01'],
  ])('says in a sentence that %s needs a clone', async (...args) => {
    const { out, err, status } = await run(args);
    expect([out.toString(), err, status]).toEqual([
      '',
      'error: the installed package has neither the YAML files nor their history\n  clone the repository and run the command there\n',
      2,
    ]);
  });

  it('brings the records as one JSON file, from which it answers without a snapshot', async () => {
    const installed = join(home, 'node_modules', 'minerals');
    const records = JSON.parse(readFileSync(join(installed, 'dist', 'dataset.json'), 'utf8')) as object[];
    expect(records.length).toBeGreaterThan(2000);
    expect(existsSync(join(installed, 'dataset'))).toBe(false);
    const { out: answer } = await run(['show', 'lithium', '--json']);
    const snapshot = join(installed, 'dist', 'dataset.snapshot');
    renameSync(snapshot, `${snapshot}.away`);
    const { out, err, status } = await run(['show', 'lithium', '--json']);
    renameSync(`${snapshot}.away`, snapshot);
    expect([err, status]).toEqual(['', 0]);
    expect(out.equals(answer)).toBe(true);
  });

  it('brings the licences of the code in its bundles', () => {
    const installed = join(home, 'node_modules', 'minerals');
    const notices = readFileSync(join(installed, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const [, ...sections] = notices.split(/^-{80}$/m);
    for (const section of sections) expect(section).toMatch(/^\n+[^\n]+ \d+\.\d+\.\d+\nLicence: [^\n]+\n\n.{20}/s);
    // Each package that is a bundle of its own, and one within the main bundle.
    const vendors = readdirSync(join(installed, 'dist', 'vendor')).filter((file) =>
      /^(?!mcp|schemas|site-assets).*\.cjs$/.test(file),
    );
    for (const file of [...vendors, 'commander.cjs', 'minisearch.cjs', 'world-atlas.cjs'])
      expect(notices).toMatch(
        new RegExp(`^\\S*${file.replace('.cjs', '').replace('clack-', '').replace('js-yaml-4', 'js-yaml')} \\d`, 'm'),
      );
    expect(vendors.length).toBeGreaterThan(5);
  });

  it('delivers a long answer whole through a slow pipe', async () => {
    const { out, status } = await run(['query', '--json']);
    expect(out.length).toBeGreaterThan(3_000_000);
    expect(JSON.parse(out.toString()).length).toBeGreaterThan(2000);
    expect(status).toBe(0);
  }, 60_000);

  /** Mounts a disk of 1 MB. Returns false where that is not permitted. */
  const mountSmallDisk = (folder: string): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
  const unmount = (folder: string): void => void spawnSync('umount', [folder]);
  const canMount = mountSmallDisk(SMALL_DISK);
  unmount(SMALL_DISK);

  it
    .skipIf(process.platform === 'win32')
    .each([
      ...(canMount ? [['a full disk', 'true', 'the disk is full'] as const] : []),
      ['a limit on the size of files', 'ulimit -f 64', 'the file is larger than allowed there'] as const,
    ])('leaves nothing half-written on %s', (name, limit, reason) => {
    const folder = SMALL_DISK;
    if (name === 'a full disk') {
      mountSmallDisk(folder);
      onTestFinished(() => unmount(folder));
    }
    const target = join(folder, 'limited');
    const write = (...args: string[]): string => {
      const script = `${limit}; exec "$0" "$@"`;
      const result = spawnSync('bash', ['-c', script, process.execPath, bin(), ...args], { encoding: 'utf8' });
      return `${result.status} ${result.stderr.split('\n')[0]}`;
    };
    for (const format of ['csv', 'ndjson', 'postgres', 'xlsx'])
      expect(write('export', target, '--to', format)).toBe(`2 error: cannot write ${target}: ${reason}`);
    expect(write('site', target)).toBe(`2 error: cannot write ${target}: ${reason}`);
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(target);
    writeFileSync(join(target, 'agreements.csv'), 'old');
    expect(write('export', target, '--force')).toBe(`2 error: cannot write ${target}: ${reason}`);
    expect(readdirSync(target)).toEqual(['agreements.csv']);
    expect(readFileSync(join(target, 'agreements.csv'), 'utf8')).toBe('old');
    rmSync(target, { recursive: true });
  });

  it('says what to install for what it does not bring', async () => {
    const { err, status } = await run(['export', 'tables', '--to', 'parquet']);
    expect(err).toBe(
      'error: Parquet needs a package that is not installed\n  run: npm install hyparquet-writer, then export again\n',
    );
    expect(status).toBe(2);
  });

  it('ends quietly where the reader has seen enough', async () => {
    const { err, status } = await run(['query', '--json'], 1000);
    expect([err, status]).toEqual(['', 0]);
  });
});
