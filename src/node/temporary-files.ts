import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Pattern of temporary names: a dot, the name of the target file, the id of the writing process, a random UUID. */
const TEMPORARY_NAME = /^\.(.+?)\.(?:(\d{1,10})\.)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Length of the target's name within a temporary name: file systems allow 255 bytes in all. */
const KEPT_LENGTH = 50;

/** Age in milliseconds from which a temporary file is abandoned, even if a process has its writer's id. */
const ABANDONED_AFTER = 3_600_000;

/** Creates a name for a temporary file, which goes into the folder of the file that it will replace. */
export const temporaryName = (fileName: string): string =>
  `.${fileName.slice(0, KEPT_LENGTH)}.${process.pid}.${randomUUID()}`;

/** True for names of temporary files of this program, of any version. */
export const isTemporaryName = (name: string): boolean => TEMPORARY_NAME.test(name);

/** Removes temporary files of killed processes from a folder, of one file or of all. Returns their paths. */
export const removeAbandoned = (folder: string, fileName?: string): readonly string[] => {
  const removed: string[] = [];
  for (const name of listNames(folder)) {
    const [, targetName] = TEMPORARY_NAME.exec(name) ?? [];
    const isSelected = fileName === undefined || targetName === fileName.slice(0, KEPT_LENGTH);
    if (targetName === undefined || !isSelected || !isAbandoned(folder, name)) continue;
    removeQuietly(join(folder, name));
    removed.push(join(folder, name));
  }
  return removed;
};

const listNames = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const isAbandoned = (folder: string, name: string): boolean => {
  const [, , processId] = TEMPORARY_NAME.exec(name) ?? [];
  if (processId === undefined) return true;
  if (Number(processId) === process.pid) return false;
  return !isRunning(Number(processId)) || measureAge(join(folder, name)) > ABANDONED_AFTER;
};

const isRunning = (processId: number): boolean => {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // EPERM: the process runs, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const measureAge = (path: string): number => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? Date.now() - stats.mtimeMs : 0;
};

/** Removes a file or folder, ignoring errors: a later run tries again. */
export const removeQuietly = (path: string): void => {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // No caller depends on the removal.
  }
};
