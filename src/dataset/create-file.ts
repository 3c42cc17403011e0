import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../model/errors.ts';

/** Writes a file that must not exist yet, and its folder where that is missing. */
export const createFile = (path: string, text: string): void => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'EEXIST'
      ? new UserError(`${path} exists already`, 'take another id')
      : new UserError(`${path} cannot be written: ${message}`, 'see who owns the folder');
  }
};
