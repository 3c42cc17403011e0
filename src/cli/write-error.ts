import { UserError } from '../model/errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  ENXIO: 'nothing reads from it',
  ELOOP: 'it is a link that leads to itself',
  ENAMETOOLONG: 'its name is too long',
};

/** An error of the file system as a UserError that says what could not be written and why. */
export const writeError = (named: string, error: unknown): UserError => {
  if (error instanceof UserError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new UserError(
    `${named} cannot be written: ${REASONS[code ?? ''] ?? message}`,
    'name a place that you may write to',
  );
};
