import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { runSteps } from '../dataset/interruptible.ts';
import { replaceFiles } from '../dataset/replace-file.ts';
import { isTemporaryName, removeAbandoned, removeQuietly, temporaryName } from '../dataset/temporary-files.ts';
import { UserError } from '../model/errors.ts';
import type { FileOutput } from '../model/result.ts';
import { writeError } from './write-error.ts';

/**
 * Writes files into a folder, all or none: they are written under temporary names first and moved when all are complete.
 * Throws UserError if the folder is not empty, unless files of the same names are to be replaced, and if it is not writable.
 */
export const writeFiles = async (writing: FileOutput): Promise<void> => {
  try {
    await runSteps([() => writeAtOnce(writing)]);
  } catch (error) {
    throw writeError(writing.named, error);
  }
};

const writeAtOnce = ({ folder, named, files, replace }: FileOutput): void => {
  const exists = existsSync(folder);
  if (exists && !statSync(folder).isDirectory()) throw new UserError(`${named} is a file`, 'name a folder');
  if (exists && !replace && readdirSync(folder).some((name) => !isTemporaryName(name)))
    throw new UserError(`${named} is not empty`, 'name another folder, or replace its files with --force');
  removeAbandoned(exists ? folder : dirname(folder), exists ? undefined : basename(folder));
  if (exists) replaceFiles(Array.from(files, ([name, content]) => ({ path: join(folder, name), content })));
  else createFolder(folder, files);
};

const createFolder = (folder: string, files: FileOutput['files']): void => {
  const draft = join(dirname(folder), temporaryName(basename(folder)));
  mkdirSync(draft);
  try {
    for (const [name, content] of files) writeFileSync(join(draft, name), content);
    renameSync(draft, folder);
  } finally {
    removeQuietly(draft);
  }
};
