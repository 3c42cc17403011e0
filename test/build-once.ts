import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './run.ts';

const SOURCES = [
  'src',
  'dataset',
  'scripts',
  'bin',
  'schemas',
  'package.json',
  'package-lock.json',
  'tsconfig.build.json',
];

/** Builds before the tests of the built program, unless the build is newer than its sources. */
export const setup = (): void => {
  if (isBuilt()) return;
  execFileSync(process.execPath, ['scripts/build.mjs', '--ignore-type-errors'], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
};

const isBuilt = (): boolean => {
  const built = statSync(join(REPOSITORY, 'dist/index.cjs'), { throwIfNoEntry: false });
  return built !== undefined && SOURCES.every((name) => newestChange(join(REPOSITORY, name)) < built.mtimeMs);
};

/** Time of the latest change of a file, or of a folder and what is in it. */
const newestChange = (path: string): number => {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const changes = readdirSync(path).map((name) => newestChange(join(path, name)));
  return Math.max(stats.mtimeMs, ...changes);
};
