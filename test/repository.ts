import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { BOOKSHOP } from './run.ts';

/** A copy of the bookshop in a git repository of its own. Removed after the test. */
export interface Repository {
  readonly folder: string;
  readonly git: (...args: string[]) => string;
  /** Commits everything with a date (YYYY-MM-DD). Returns the commit. */
  readonly commit: (day: string) => string;
}

export const createRepository = (): Repository => {
  const folder = mkdtempSync(join(tmpdir(), 'minerals-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(BOOKSHOP, folder, { recursive: true });
  const runGit = (args: string[], env: Record<string, string> = {}): string =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env: { ...process.env, ...env } });
  runGit(['init', '--quiet', '--initial-branch=main']);
  return {
    folder,
    git: (...args) => runGit(args),
    commit: (day) => {
      const date = `${day}T12:00:00Z`;
      runGit(['add', '--all']);
      runGit(
        ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--allow-empty', '-m', day],
        { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
      );
      return runGit(['rev-parse', 'HEAD']).trim();
    },
  };
};
