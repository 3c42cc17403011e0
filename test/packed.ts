import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from './run.ts';

/** A project beside which nothing lies, with the package installed as a registry would give it. Returns its folder. */
export const projectWithPackage = (): string => {
  const project = mkdtempSync(join(tmpdir(), 'minerals-'));
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const [tarball = ''] = readdirSync(project);
  execFileSync('tar', ['-xzf', tarball], { cwd: project });
  rmSync(join(project, tarball));
  mkdirSync(join(project, 'node_modules'));
  renameSync(join(project, 'package'), join(project, 'node_modules', 'minerals'));
  return project;
};
