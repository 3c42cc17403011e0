import { existsSync, readdirSync, statSync } from 'node:fs';

/**
 * Whether nothing in the folders was added, removed or written since a file was, by the times at which they changed: when
 * they were written may be told by what they were copied from. Thousands of files take Node longer to
 * look at than a question takes to answer, so `find` looks meanwhile; where there is none, we look ourselves.
 */
export const isNewest = async (file: string, folders: readonly string[]): Promise<boolean> => {
  if (!existsSync(file)) return false;
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile('find', [...folders, '-cnewer', file, '-print', '-quit'], (error, found) => {
      const own = error ? statSync(file, { throwIfNoEntry: false }) : undefined;
      resolve(error ? own !== undefined && !folders.some((folder) => hasNewer(folder, own.mtimeMs)) : found === '');
    });
  });
};

/** Whether a folder, or anything in it, changed after a time in milliseconds. A removal changes the folder. */
const hasNewer = (folder: string, time: number): boolean =>
  statSync(folder).ctimeMs > time ||
  readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return hasNewer(path, time);
    return entry.isFile() && statSync(path).ctimeMs > time;
  });
