import { randomUUID } from 'node:crypto';
import { chmodSync, lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../model/errors.ts';

/** Writes a file in one step, so that nobody ever reads half of it. Keeps its mode; refuses what is no plain file. */
export const replaceFile = (path: string, text: string): void => {
  const stats = lstatSync(path);
  if (!stats.isFile())
    throw new UserError(`${path} is no plain file`, 'put the file itself there; links are not followed');
  const part = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    writeFileSync(part, text, { flag: 'wx' });
    chmodSync(part, stats.mode);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw new UserError(`${path} cannot be written: ${(error as Error).message}`, 'see who owns it and its folder');
  }
};
