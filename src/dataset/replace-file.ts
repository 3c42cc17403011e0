import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../model/errors.ts';
import { removeQuietly, temporaryName } from './temporary-files.ts';

/** A file to write, and its new content. */
interface Replacement {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Replaces a record in one step, so that nobody ever reads half of it. Refuses links and other special files. */
export const replaceFile = (path: string, text: string): void => {
  if (!lstatSync(path).isFile())
    throw new UserError(`${path} is no plain file`, 'put the file itself there; links are not followed');
  try {
    replaceFiles([{ path, content: text }]);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${path} cannot be written: ${(error as Error).message}`, 'see who owns it and its folder');
  }
};

/**
 * Replaces or creates files, all or none. Links are followed; mode, owner and hard links stay. Throws UserError for
 * read-only and special files, and the errors of the file system.
 */
export const replaceFiles = (files: readonly Replacement[]): void => {
  const staged: Staged[] = [];
  const started: Staged[] = [];
  try {
    for (const file of files) staged.push(stage(file));
    if (files.length > 1)
      for (const file of staged) if (file.old && file.part !== undefined) file.backup = backUp(file);
    for (const file of staged) {
      started.push(file);
      putInPlace(file);
    }
  } catch (error) {
    for (const file of started) restore(file);
    throw error;
  } finally {
    for (const { part, backup } of staged)
      for (const path of [part, backup]) if (path !== undefined) removeQuietly(path);
  }
};

/** A file that is ready to be put in place. */
interface Staged {
  /** The file itself, with links followed. */
  readonly target: string;
  readonly content: string | Uint8Array;
  /** The temporary file that will be renamed; undefined if the target is overwritten in place. */
  readonly part: string | undefined;
  /** The target as it was; undefined if there was none. */
  readonly old: Stats | undefined;
  /** The former content of a target that is overwritten in place. */
  readonly before: Uint8Array | undefined;
  /** Another name of the former target, from which it can be restored. */
  backup?: string;
}

const stage = ({ path, content }: Replacement): Staged => {
  const old = statSync(path, { throwIfNoEntry: false });
  if (!old && isLink(path)) return { target: path, content, part: undefined, old, before: undefined };
  if (!old) return { target: path, content, part: writePart(path, content), old, before: undefined };
  refuseUnwritable(path, old);
  const target = realpathSync(path);
  // Renaming would part the file from its other names.
  const part = old.nlink > 1 ? undefined : writePartLike(target, content, old);
  return { target, content, part, old, before: part === undefined ? readFileSync(target) : undefined };
};

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** Throws UserError for what is no regular file or is read-only, which counts for the superuser as well. */
const refuseUnwritable = (path: string, stats: Stats): void => {
  if (stats.isDirectory()) throw new UserError(`${path} cannot be written: it is a folder`, 'name a file');
  if (!stats.isFile()) throw new UserError(`${path} cannot be written: it is no plain file`, 'name another file');
  if ((stats.mode & 0o222) === 0)
    throw new UserError(`${path} cannot be written: it is read-only`, 'make it writable, or name another file');
  accessSync(path, constants.W_OK);
};

const writePart = (target: string, content: string | Uint8Array, mode = 0o666): string => {
  const part = join(dirname(target), temporaryName(basename(target)));
  try {
    writeFileSync(part, content, { flag: 'wx', mode });
    return part;
  } catch (error) {
    removeQuietly(part);
    throw error;
  }
};

/** Writes a temporary file with the owner and mode of a file; undefined where that is not permitted. */
const writePartLike = (target: string, content: string | Uint8Array, { mode, uid, gid }: Stats): string | undefined => {
  let part: string | undefined;
  try {
    part = writePart(target, content, 0o600);
    const own = statSync(part);
    if (own.uid !== uid || own.gid !== gid) chownSync(part, uid, gid);
    chmodSync(part, mode & 0o7777);
    return part;
  } catch (error) {
    if (part !== undefined) removeQuietly(part);
    if (NOT_PERMITTED.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
};

const NOT_PERMITTED = new Set(['EACCES', 'EPERM']);

const backUp = ({ target }: Staged): string => {
  const backup = join(dirname(target), temporaryName(basename(target)));
  try {
    linkSync(target, backup);
  } catch {
    // Some file systems have no hard links.
    copyFileSync(target, backup);
  }
  return backup;
};

const putInPlace = ({ target, content, part }: Staged): void => {
  if (part === undefined) writeFileSync(target, content);
  else renameSync(part, target);
};

/** Undoes putInPlace, as far as it got. */
const restore = ({ target, part, old, before, backup }: Staged): void => {
  if (before !== undefined) writeFileSync(target, before);
  else if (backup !== undefined) renameSync(backup, target);
  else if (!old && part !== undefined) rmSync(target, { force: true });
};
