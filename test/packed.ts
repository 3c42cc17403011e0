import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from './run.ts';

const npm = (cwd: string, ...args: string[]): void => {
  execFileSync('npm', [...args, '--silent'], { cwd, stdio: 'ignore' });
};

/** A project beside which nothing lies, with the package packed and installed as users get it. Returns its folder. */
export const projectWithPackage = (): string => {
  const project = mkdtempSync(join(tmpdir(), 'minerals-'));
  npm(REPOSITORY, 'pack', '--ignore-scripts', '--pack-destination', project);
  const [tarball = ''] = readdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  npm(project, 'install', '--offline', '--no-audit', '--no-fund', `./${tarball}`);
  return project;
};
