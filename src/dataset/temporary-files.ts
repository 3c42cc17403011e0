import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Names of temporary files: a dot, the name of the file, the process that writes it, a random UUID. */
const TEMPORARY = /^\.(.+?)\.(?:(\d{1,10})\.)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Characters of the file's name that its temporary name keeps: file systems allow 255 bytes. */
const KEPT_LENGTH = 50;

/** Age in milliseconds from which a temporary file is abandoned, even if a process has the number of its writer. */
const ABANDONED_AFTER = 3_600_000;

/** A name for the temporary file beside the file that it will replace. */
export const temporaryName = (fileName: string): string =>
  `.${fileName.slice(0, KEPT_LENGTH)}.${process.pid}.${randomUUID()}`;

/** Whether a name is that of a temporary file of this program, of any version of it. */
export const isTemporaryName = (name: string): boolean => TEMPORARY.test(name);

/** Removes and lists temporary files, of the named file or of all, that a writer who was killed left in a folder. */
export const removeAbandoned = (folder: string, fileName?: string): readonly string[] => {
  const removed: string[] = [];
  for (const name of namesIn(folder)) {
    const [, replaced] = TEMPORARY.exec(name) ?? [];
    const isWanted = fileName === undefined || replaced === fileName.slice(0, KEPT_LENGTH);
    if (replaced === undefined || !isWanted || !isAbandoned(folder, name)) continue;
    removeQuietly(join(folder, name));
    removed.push(join(folder, name));
  }
  return removed;
};

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const isAbandoned = (folder: string, name: string): boolean => {
  const [, , writer] = TEMPORARY.exec(name) ?? [];
  if (writer === undefined) return true;
  if (Number(writer) === process.pid) return false;
  return !isRunning(Number(writer)) || ageOf(join(folder, name)) > ABANDONED_AFTER;
};

const isRunning = (processNumber: number): boolean => {
  try {
    return process.kill(processNumber, 0);
  } catch (error) {
    // Another user's process may not be asked, so it runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const ageOf = (path: string): number => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? Date.now() - stats.mtimeMs : 0;
};

/** Removes a file or folder; one that may not be removed is left to a later run. */
export const removeQuietly = (path: string): void => {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Nothing depends on it.
  }
};
