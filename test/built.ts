import { execFileSync } from 'node:child_process';
import { REPOSITORY } from './run.ts';

/** Builds once before the tests, so that those which pack the package pack what the sources say. */
export const setup = (): void => {
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: REPOSITORY, stdio: ['ignore', 'ignore', 'inherit'] });
};
