import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { runInterruptibly } from '../node/interruptible.ts';
import { replaceFiles } from '../node/replace-file.ts';
import { isTemporaryName, removeAbandoned, removeQuietly, temporaryName } from '../node/temporary-files.ts';
import { UserError } from '../core/model/errors.ts';
import type { FileOutput } from '../operations/operation.ts';
import { writeError } from './write-error.ts';

/**
 * Writes all files into a folder, or none: they get temporary names first and are renamed when all are complete.
 * Throws UserError if the folder is not writable, or not empty and `replace` is not set.
 */
export const writeFiles = async (output: FileOutput): Promise<void> => {
  try {
    await runInterruptibly([() => writeAtOnce(output)]);
  } catch (error) {
    throw writeError(output.displayName, error);
  }
};

const writeAtOnce = (output: FileOutput): void => {
  const { folder, displayName, files, replace, marker } = output;
  const exists = existsSync(folder);
  if (exists && !statSync(folder).isDirectory()) throw new UserError(`${displayName} is a file`, 'choose a folder');
  if (exists && marker !== undefined) return replaceFolder(output, marker);
  if (exists && !replace && readdirSync(folder).some((name) => !isTemporaryName(name)))
    throw new UserError(`${displayName} is not empty`, 'choose another folder, or replace its files with --force');
  if (exists) {
    removeAbandoned(folder);
    replaceFiles(Array.from(files, ([name, content]) => ({ path: join(folder, name), content })));
  } else {
    removeAbandoned(dirname(folder), basename(folder));
    createFolder(folder, files);
  }
};

/** Replaces an empty folder, or an earlier output. Throws UserError for any other folder. */
const replaceFolder = ({ folder, displayName, files }: FileOutput, marker: string): void => {
  const names = readdirSync(folder);
  if (names.length > 0 && !names.includes(marker))
    throw new UserError(`${displayName} is not empty, and not an earlier output`, 'choose another folder');
  const oldFolder = join(dirname(folder), temporaryName(basename(folder)));
  const newFolder = join(dirname(folder), temporaryName(basename(folder)));
  try {
    createFolder(newFolder, files);
    renameSync(folder, oldFolder);
    try {
      renameSync(newFolder, folder);
    } catch (error) {
      renameSync(oldFolder, folder);
      throw error;
    }
  } finally {
    removeQuietly(newFolder);
    removeQuietly(oldFolder);
  }
};

const createFolder = (folder: string, files: FileOutput['files']): void => {
  const temporaryFolder = join(dirname(folder), temporaryName(basename(folder)));
  mkdirSync(temporaryFolder);
  try {
    for (const [name, content] of files) {
      mkdirSync(dirname(join(temporaryFolder, name)), { recursive: true });
      writeFileSync(join(temporaryFolder, name), content);
    }
    renameSync(temporaryFolder, folder);
  } finally {
    removeQuietly(temporaryFolder);
  }
};
