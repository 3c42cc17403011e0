import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { env } from 'node:process';
import { DatasetError, UserError } from '../model/errors.ts';
import { collapseWhitespace } from '../model/text.ts';

/** A file of a folder as it stood at a revision, by its path within the folder (`agreements/us-pe-mou-2026.yaml`). */
export interface Blob {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * The commit that a revision of the repository around a folder names. Throws UserError where there is no repository, no
 * such revision, or no git.
 */
export const resolveCommit = async (folder: string, revision: string): Promise<string> => {
  await inRepository(folder);
  const found = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  const commit = found.out.toString().trim();
  return found.ok && /^[\da-f]{40,}$/.test(commit) ? commit : missing(folder, `no revision is called "${revision}"`);
};

/**
 * The commit at which the branch was at the end of a day (YYYY-MM-DD, in UTC). Commits of other branches count from the
 * day on which they were merged. Throws UserError where the history begins later.
 */
export const commitBefore = async (folder: string, day: string): Promise<string> => {
  await inRepository(folder);
  // As a number: the dates that git reads begin in 1970, and any other text means now to it.
  const end = Date.parse(`${day}T23:59:59Z`) / 1000;
  if (end < 0) return missing(folder, `the repository has no commit from ${day} or before`);
  const found = await git(folder, ['rev-list', '-1', '--first-parent', `--min-age=${end}`, 'HEAD', '--']);
  const commit = found.out.toString().trim();
  return found.ok && commit !== '' ? commit : missing(folder, `the repository has no commit from ${day} or before`);
};

/** The regular files that a folder held at a commit, as `commitOf` and `commitOn` name it, in the order of their paths. */
export const filesAt = async (folder: string, commit: string): Promise<Blob[]> => {
  const tree = await git(folder, ['ls-tree', '-r', '-z', '--end-of-options', commit]);
  if (!tree.ok) throw unreadable(folder, tree.err);
  const entries = tree.out
    .toString()
    .split('\0')
    .flatMap((line) => {
      const [, object = '', path = ''] = /^100\d{3} blob (\w+)\t([^]*)$/.exec(line) ?? [];
      return object ? [{ object, path }] : [];
    });
  const blobs = await git(folder, ['cat-file', '--batch'], entries.map(({ object }) => `${object}\n`).join(''));
  if (!blobs.ok) throw unreadable(folder, blobs.err);
  let at = 0;
  return entries.map(({ path }) => {
    const [, size] = /^\w+ blob (\d+)$/.exec(line(blobs.out, at)) ?? [];
    // A clone without blobs, made offline, has some of them missing.
    if (size === undefined) throw unreadable(folder, line(blobs.out, at));
    const from = blobs.out.indexOf('\n', at) + 1;
    at = from + Number(size) + 1;
    return { path, bytes: blobs.out.subarray(from, at - 1) };
  });
};

const line = (bytes: Buffer, at: number): string => bytes.toString('utf8', at, bytes.indexOf('\n', at));

interface Answer {
  readonly ok: boolean;
  readonly out: Buffer;
  readonly err: string;
}

/** Runs git in a folder, without a shell. Its messages are in English, as they are read here. */
const git = (folder: string, args: readonly string[], input = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      ['-C', folder, ...args],
      { encoding: 'buffer', maxBuffer: 2 ** 30, env: { ...env, LC_ALL: 'C' } },
      (error, out, err) => {
        if (error?.code === 'ENOENT')
          reject(new UserError('git is not installed', 'revisions are what git keeps; install it'));
        else resolve({ ok: !error, out, err: err.toString() || (error?.message ?? '') });
      },
    );
    // Git may end before it has read everything; its exit status tells.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });

const inRepository = async (folder: string): Promise<void> => {
  if (!existsSync(folder))
    throw new DatasetError(
      `The dataset ${folder} cannot be read: it does not exist`,
      'check the path given with --dataset',
    );
  const { ok, err } = await git(folder, ['rev-parse', '--is-inside-work-tree']);
  if (ok) return;
  if (!/not a git repository \(or any/i.test(err)) throw unreadable(folder, err);
  throw new UserError(`${folder} is in no git repository`, 'revisions are there in a clone of the repository');
};

const missing = async (folder: string, message: string): Promise<never> => {
  const { out } = await git(folder, ['rev-parse', '--is-shallow-repository']);
  const hint =
    out.toString().trim() === 'true'
      ? 'this clone holds only the newest commits; fetch the others: git fetch --unshallow'
      : 'git log shows the revisions there are; fetch what others have pushed: git fetch';
  throw new UserError(message, hint);
};

/** The longest message of git that is passed on. */
const LONGEST = 500;

/** An error with the message of git from the error on: warnings come before it, and the remedy after it. */
const unreadable = (folder: string, message: string): UserError => {
  const start = Math.max(0, message.search(/^(?:fatal|error): /m));
  return new UserError(
    `git cannot read the repository of ${folder}`,
    collapseWhitespace(message.slice(start).trim()).slice(0, LONGEST),
  );
};
