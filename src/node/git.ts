import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { env } from 'node:process';
import { DatasetError, UserError } from '../core/model/errors.ts';
import { collapseWhitespace } from '../core/model/text.ts';
import { isPacked, packedError } from './packed-records.ts';

/** A file of a folder at a commit. The path is relative to the folder (`agreements/us-pe-mou-2026.yaml`). */
export interface CommittedFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Resolves a revision of the folder's repository to a commit. Throws UserError without a repository, revision or git. */
export const resolveCommit = async (folder: string, revision: string): Promise<string> => {
  await checkRepository(folder);
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { succeeded, output } = await runGit(folder, args);
  const commit = output.toString().trim();
  if (succeeded && /^[\da-f]{40,}$/.test(commit)) return commit;
  return throwMissing(folder, `no revision is called "${revision}"`);
};

/**
 * The commit of the branch at the end of a day (YYYY-MM-DD, in UTC). Commits of other branches count from the day of their
 * merge. Throws UserError if the history begins later.
 */
export const findCommitBefore = async (folder: string, day: string): Promise<string> => {
  await checkRepository(folder);
  const problem = `the repository has no commit from ${day} or before`;
  // Git gets a number: it reads dates only from 1970 on, and takes any other text for now.
  const end = Date.parse(`${day}T23:59:59Z`) / 1000;
  if (end < 0) return throwMissing(folder, problem);
  const args = ['rev-list', '-1', '--first-parent', `--min-age=${end}`, 'HEAD', '--'];
  const { succeeded, output } = await runGit(folder, args);
  const commit = output.toString().trim();
  if (succeeded && commit !== '') return commit;
  return throwMissing(folder, problem);
};

/** Days (YYYY-MM-DD) of the newest change of each file of a folder after a commit, by path; all changes without a commit. */
export const readChangeDates = async (folder: string, commit: string | undefined): Promise<Map<string, string>> => {
  const range = commit === undefined ? 'HEAD' : `${commit}..HEAD`;
  const args = ['log', '--first-parent', '-m', '-z', '--relative', '--name-only', '--format=%x01%cs', range, '--', '.'];
  const { succeeded, output, errorText } = await runGit(folder, args);
  if (!succeeded) throw toGitError(folder, errorText);
  const dates = new Map<string, string>();
  let date = '';
  for (const part of output.toString().split(/[\0\n]+/)) {
    if (part.startsWith('\u0001')) date = part.slice(1);
    // The newest commit comes first.
    else if (part !== '' && !dates.has(part)) dates.set(part, date);
  }
  return dates;
};

/** True if the history of the folder's repository is cut off. */
export const isShallowClone = async (folder: string): Promise<boolean> => {
  const { output } = await runGit(folder, ['rev-parse', '--is-shallow-repository']);
  return output.toString().trim() === 'true';
};

/** Reads the regular files of a folder at a commit (see `resolveCommit`, `findCommitBefore`), sorted by path. */
export const readCommitFiles = async (folder: string, commit: string): Promise<CommittedFile[]> => {
  const tree = await runGit(folder, ['ls-tree', '-r', '-z', '--end-of-options', commit]);
  if (!tree.succeeded) throw toGitError(folder, tree.errorText);
  const entries = tree.output
    .toString()
    .split('\0')
    .flatMap((entry) => {
      const [, object = '', path = ''] = /^100\d{3} blob (\w+)\t([^]*)$/.exec(entry) ?? [];
      return object ? [{ object, path }] : [];
    });
  const objectNames = entries.map(({ object }) => `${object}\n`).join('');
  const { succeeded, output, errorText } = await runGit(folder, ['cat-file', '--batch'], objectNames);
  if (!succeeded) throw toGitError(folder, errorText);
  let offset = 0;
  return entries.map(({ path }) => {
    const header = lineAt(output, offset);
    const [, size] = /^\w+ blob (\d+)$/.exec(header) ?? [];
    // A clone without blobs lacks some of them while it is offline.
    if (size === undefined) throw toGitError(folder, header);
    const start = output.indexOf('\n', offset) + 1;
    offset = start + Number(size) + 1;
    return { path, bytes: output.subarray(start, offset - 1) };
  });
};

const lineAt = (bytes: Buffer, offset: number): string => bytes.toString('utf8', offset, bytes.indexOf('\n', offset));

interface GitResult {
  readonly succeeded: boolean;
  readonly output: Buffer;
  readonly errorText: string;
}

/** Runs git in a folder, without a shell. Its messages are in English, because they are parsed here. */
const runGit = (folder: string, args: readonly string[], input = ''): Promise<GitResult> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      ['-C', folder, ...args],
      { encoding: 'buffer', maxBuffer: 2 ** 30, env: { ...env, LC_ALL: 'C' } },
      (error, output, errorOutput) => {
        if (error?.code === 'ENOENT')
          reject(new UserError('git is not installed', 'install git: revisions are read from its history'));
        else resolve({ succeeded: !error, output, errorText: errorOutput.toString() || (error?.message ?? '') });
      },
    );
    // Git may exit before it has read all input; the exit status reports the failure.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });

const checkRepository = async (folder: string): Promise<void> => {
  if (isPacked(folder)) throw packedError();
  if (!existsSync(folder))
    throw new DatasetError(
      `The dataset ${folder} cannot be read: it does not exist`,
      'check the path given with --dataset',
    );
  const { succeeded, errorText } = await runGit(folder, ['rev-parse', '--is-inside-work-tree']);
  if (succeeded) return;
  if (!/not a git repository \(or any/i.test(errorText)) throw toGitError(folder, errorText);
  throw new UserError(`${folder} is not in a git repository`, 'clone the repository to use revisions');
};

const throwMissing = async (folder: string, message: string): Promise<never> => {
  throw new UserError(message, (await isShallowClone(folder)) ? SHALLOW_HINT : FETCH_HINT);
};

const SHALLOW_HINT = 'this clone has only the newest commits; fetch the others: git fetch --unshallow';
const FETCH_HINT = 'list the revisions with git log; fetch those that others have pushed: git fetch';

/** Maximum length of a message from git that is passed on. */
const MAX_MESSAGE_LENGTH = 500;

/** An error with git's message, from its first error on: warnings precede it, the remedy follows. */
const toGitError = (folder: string, message: string): UserError => {
  const start = Math.max(0, message.search(/^(?:fatal|error): /m));
  return new UserError(
    `git cannot read the repository of ${folder}`,
    collapseWhitespace(message.slice(start).trim()).slice(0, MAX_MESSAGE_LENGTH),
  );
};
