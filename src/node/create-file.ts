import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../core/model/errors.ts';

/** Writes a new file, with its folder if needed. Throws UserError if the file exists or cannot be written. */
export const createFile = (path: string, text: string): void => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new UserError(`${path} already exists`, 'choose another id');
    throw new UserError(`cannot write ${path}: ${message}`, 'check who owns the folder');
  }
};
