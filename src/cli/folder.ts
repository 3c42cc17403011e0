import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { Writing } from '../model/result.ts';

/**
 * Writes files into a folder, all or none: they are written beside it first and moved when they are complete. Throws
 * UserError where the folder holds anything, unless told to replace what has the same name, and where it can't be written.
 */
export const writeFolder = ({ folder, named, files, replace }: Writing): void => {
  let draft: string | undefined;
  try {
    const exists = existsSync(folder);
    if (exists && !statSync(folder).isDirectory()) throw new UserError(`${named} is a file`, 'name a folder');
    if (exists && !replace && readdirSync(folder).length > 0)
      throw new UserError(`${named} is not empty`, 'name another folder, or replace what is there with --force');
    const beside = join(exists ? folder : dirname(folder), `.minerals-${randomUUID()}`);
    mkdirSync(beside);
    draft = beside;
    for (const [name, content] of files) writeFileSync(join(beside, name), content);
    if (exists) for (const name of files.keys()) renameSync(join(beside, name), join(folder, name));
    else renameSync(beside, folder);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${named} cannot be written: ${reason(error as NodeJS.ErrnoException)}`,
      'name a folder of your own',
    );
  } finally {
    if (draft !== undefined) rmSync(draft, { recursive: true, force: true });
  }
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the folder that it is to stand in does not exist',
  ENOTDIR: 'what it is to stand in is no folder',
  EACCES: 'it belongs to somebody else',
  EPERM: 'it belongs to somebody else',
  EROFS: 'it stands on a disk that is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'a folder has the name of one of the files',
};

const reason = ({ code, message }: NodeJS.ErrnoException): string => REASONS[code ?? ''] ?? message;
