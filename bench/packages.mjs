// Installs the package as users do, with its own dataset or with a generated one.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from './measure.mjs';
import { writeRecords } from './records.mjs';

const root = join(import.meta.dirname, '..');

/** Path of the program in a package. */
export const binOf = (folder) => join(folder, 'bin', 'minerals.js');

/** Packs the built package and installs it into a folder. Returns the folder of the package. */
export const installPackage = (folder) => {
  mkdirSync(folder, { recursive: true });
  const npm = (cwd, ...args) => execFileSync('npm', [...args, '--silent'], { cwd, env, stdio: 'ignore' });
  npm(root, 'pack', '--ignore-scripts', '--pack-destination', folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', `./${tarball}`);
  return join(folder, 'node_modules', 'minerals');
};

/** Writes a dataset of `count` agreements as YAML. Returns its folder. */
export const createDataset = (folder, count) => {
  writeRecords(folder, count);
  return folder;
};

/** Copies an installed package and gives it another dataset. Returns the folder of the copy. */
export const createPackage = (installed, folder, dataset) => {
  cpSync(installed, folder, { recursive: true });
  const dist = join(folder, 'dist');
  rmSync(join(dist, 'dataset.snapshot'));
  const lines = join(folder, 'lines');
  const run = (...args) =>
    execFileSync(process.execPath, [binOf(folder), ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  run('export', lines, '--to', 'ndjson', '--dataset', dataset);
  const records = readdirSync(lines)
    .toSorted()
    .flatMap((file) => readFileSync(join(lines, file), 'utf8').trimEnd().split('\n'))
    .filter((line) => line !== '');
  writeFileSync(join(dist, 'dataset.json'), `[\n${records.join(',\n')}\n]\n`);
  rmSync(lines, { recursive: true });
  // The first command builds the snapshot, which it keeps only beside the YAML files.
  const files = join(folder, 'dataset');
  cpSync(dataset, files, { recursive: true });
  run('list', 'minerals');
  rmSync(files, { recursive: true });
  return folder;
};
