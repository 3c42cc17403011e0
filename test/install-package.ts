import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from './run.ts';

const runNpm = (cwd: string, ...args: string[]): void => {
  execFileSync('npm', [...args, '--silent'], { cwd, stdio: 'ignore' });
};

/** Packs the package and installs it into an empty project, like users do. Returns the project's folder. */
export const installPackage = (): string => {
  const project = mkdtempSync(join(tmpdir(), 'minerals-'));
  runNpm(REPOSITORY, 'pack', '--ignore-scripts', '--pack-destination', project);
  const [tarball = ''] = readdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  runNpm(project, 'install', '--offline', '--no-audit', '--no-fund', `./${tarball}`);
  return project;
};
