import { execFileSync } from 'node:child_process';
import { REPOSITORY } from './run.ts';

/** Builds once before all tests, so that tests of the built program run the current sources. */
export const setup = (): void => {
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: REPOSITORY, stdio: ['ignore', 'ignore', 'inherit'] });
};
