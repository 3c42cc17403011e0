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
import { UserError } from '../core/model/errors.ts';
import { removeQuietly, temporaryName } from './temporary-files.ts';

/** A file to write, and its new content. */
interface Replacement {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Replaces a file in one step, so that no reader sees half of it. Throws UserError for links and other special files. */
export const replaceFile = (path: string, text: string): void => {
  if (!lstatSync(path).isFile())
    throw new UserError(`${path} is not a regular file`, 'replace it with the file itself; links are not followed');
  try {
    replaceFiles([{ path, content: text }]);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`cannot write ${path}: ${(error as Error).message}`, 'check who owns the file and its folder');
  }
};

/**
 * Replaces or creates files, all or none. Follows links; keeps mode, owner and hard links. Throws UserError for read-only and
 * special files, and errors of the file system.
 */
export const replaceFiles = (files: readonly Replacement[]): void => {
  const staged: StagedFile[] = [];
  const started: StagedFile[] = [];
  try {
    for (const file of files) staged.push(stageFile(file));
    if (files.length > 1)
      for (const file of staged) if (file.oldStats && file.temporaryPath !== undefined) file.backupPath = backUp(file);
    for (const file of staged) {
      started.push(file);
      putInPlace(file);
    }
  } catch (error) {
    for (const file of started) restoreFile(file);
    throw error;
  } finally {
    for (const { temporaryPath, backupPath } of staged)
      for (const path of [temporaryPath, backupPath]) if (path !== undefined) removeQuietly(path);
  }
};

/** A file that is ready to be put in place. */
interface StagedFile {
  /** Path of the file itself, with links followed. */
  readonly target: string;
  readonly content: string | Uint8Array;
  /** Temporary file that will be renamed; undefined if the target is overwritten in place. */
  readonly temporaryPath: string | undefined;
  /** Metadata of the file to be replaced; undefined for a new file. */
  readonly oldStats: Stats | undefined;
  /** Old content of a target that is overwritten in place. */
  readonly oldContent: Uint8Array | undefined;
  /** Hard link to, or copy of, the old target, from which it can be restored. */
  backupPath?: string;
}

const stageFile = ({ path, content }: Replacement): StagedFile => {
  const oldStats = statSync(path, { throwIfNoEntry: false });
  if (!oldStats) {
    const temporaryPath = isLink(path) ? undefined : writeTemporary(path, content);
    return { target: path, content, temporaryPath, oldStats, oldContent: undefined };
  }
  checkWritable(path, oldStats);
  const target = realpathSync(path);
  // Renaming would separate the file from its other hard links.
  const temporaryPath = oldStats.nlink > 1 ? undefined : writeTemporaryLike(target, content, oldStats);
  const oldContent = temporaryPath === undefined ? readFileSync(target) : undefined;
  return { target, content, temporaryPath, oldStats, oldContent };
};

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** Throws UserError for special and read-only files. For the superuser too, whom the system would let write. */
const checkWritable = (path: string, stats: Stats): void => {
  if (stats.isDirectory()) throw new UserError(`cannot write ${path}: it is a folder`, 'choose a file');
  if (!stats.isFile()) throw new UserError(`cannot write ${path}: it is not a regular file`, 'choose another file');
  if ((stats.mode & 0o222) === 0)
    throw new UserError(`cannot write ${path}: it is read-only`, 'make it writable, or choose another file');
  accessSync(path, constants.W_OK);
};

const writeTemporary = (target: string, content: string | Uint8Array, mode = 0o666): string => {
  const temporaryPath = join(dirname(target), temporaryName(basename(target)));
  try {
    writeFileSync(temporaryPath, content, { flag: 'wx', mode });
    return temporaryPath;
  } catch (error) {
    removeQuietly(temporaryPath);
    throw error;
  }
};

/** Writes a temporary file with the owner and mode of another file; undefined if that is not permitted. */
const writeTemporaryLike = (
  target: string,
  content: string | Uint8Array,
  { mode, uid, gid }: Stats,
): string | undefined => {
  let temporaryPath: string | undefined;
  try {
    temporaryPath = writeTemporary(target, content, 0o600);
    const created = statSync(temporaryPath);
    if (created.uid !== uid || created.gid !== gid) chownSync(temporaryPath, uid, gid);
    chmodSync(temporaryPath, mode & 0o7777);
    return temporaryPath;
  } catch (error) {
    if (temporaryPath !== undefined) removeQuietly(temporaryPath);
    if (NOT_PERMITTED.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
};

const NOT_PERMITTED = new Set(['EACCES', 'EPERM']);

const backUp = ({ target }: StagedFile): string => {
  const backupPath = join(dirname(target), temporaryName(basename(target)));
  try {
    linkSync(target, backupPath);
  } catch {
    // Some file systems have no hard links.
    copyFileSync(target, backupPath);
  }
  return backupPath;
};

const putInPlace = ({ target, content, temporaryPath }: StagedFile): void => {
  if (temporaryPath === undefined) writeFileSync(target, content);
  else renameSync(temporaryPath, target);
};

/** Undoes putInPlace, also if it failed midway. */
const restoreFile = ({ target, temporaryPath, oldStats, oldContent, backupPath }: StagedFile): void => {
  if (oldContent !== undefined) writeFileSync(target, oldContent);
  else if (backupPath !== undefined) renameSync(backupPath, target);
  else if (!oldStats && temporaryPath !== undefined) rmSync(target, { force: true });
};
