import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { LIBRARY } from './run.ts';

/** A copy of the toy library in a git repository of its own, gone after the test. */
export interface Repository {
  readonly folder: string;
  readonly git: (...args: string[]) => string;
  /** Commits everything, dated a day (YYYY-MM-DD); returns the commit. */
  readonly commit: (day: string) => string;
}

export const repository = (): Repository => {
  const folder = mkdtempSync(join(tmpdir(), 'minerals-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(LIBRARY, folder, { recursive: true });
  const run = (args: string[], env: Record<string, string> = {}): string =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env: { ...process.env, ...env } });
  run(['init', '--quiet', '--initial-branch=main']);
  return {
    folder,
    git: (...args) => run(args),
    commit: (day) => {
      const date = `${day}T12:00:00Z`;
      run(['add', '--all']);
      run(
        ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--allow-empty', '-m', day],
        { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
      );
      return run(['rev-parse', 'HEAD']).trim();
    },
  };
};
