import { UserError } from '../core/model/errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file is larger than allowed there',
  EISDIR: 'it is a folder',
  ENXIO: 'nothing reads from it',
  ELOOP: 'it is a symbolic link to itself',
  ENAMETOOLONG: 'its name is too long',
};

/** Converts a file system error to a UserError that names the file and the reason. */
export const writeError = (displayName: string, error: unknown): UserError => {
  if (error instanceof UserError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new UserError(`cannot write ${displayName}: ${REASONS[code ?? ''] ?? message}`, 'choose a writable location');
};
