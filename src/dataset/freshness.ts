import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The state of the folders that a file was made from. It is kept inside the file, as the file's own times say nothing:
 * a copy is newer than everything that was copied before it.
 */
export interface Marks {
  /** The folders themselves, so that another one in the same place is noticed. */
  readonly folders: readonly string[];
  /** The time of the newest change in them, in milliseconds. */
  readonly newest: number;
  /** The time at which they began to be read, in milliseconds. */
  readonly began: number;
}

/** Milliseconds within which a file system may give two changes the same time. */
const TICK = 20;

/** The marks of folders that are about to be read. Throws where one cannot be. */
export const marksOf = (folders: readonly string[]): Marks => {
  const began = Date.now();
  const newest = Math.ceil(Math.max(...folders.map(newestChange)));
  // A change of this very moment cannot be told from one that comes after it: the file then counts as out of date.
  return { folders: folders.map(identify), newest: Math.min(newest, began - TICK), began };
};

/**
 * Whether nothing in the folders was added, removed or written since a file with these marks was made. A link to a folder
 * is followed. What counts is when something changed (ctime), which cannot be set back, and not when it was written, which
 * a copy takes from its original. Thousands of files take Node longer to look at than a question takes to answer, so
 * `find` looks meanwhile; where there is none that can do it, we look ourselves.
 */
export const isNewest = async (file: string, marks: Marks, folders: readonly string[]): Promise<boolean> => {
  try {
    // A clock that was put back says nothing about what came before what.
    if (marks.began > Date.now()) return false;
    if (folders.map(identify).join() !== marks.folders.join()) return false;
    const { execFile } = await import('node:child_process');
    const since = `@${(marks.newest / 1000).toFixed(3)}`;
    const found = await new Promise<string>((resolve) => {
      // The file itself is newer than its marks: a `find` that does not find it cannot be trusted.
      const args = ['-H', ...folders, file, '-newerct', since, '-print', '-quit'];
      execFile('find', args, (error, out) => resolve(error ? '' : out.trimEnd()));
    });
    if (found !== '') return found === file;
    return Math.max(...folders.map(newestChange)) <= marks.newest;
  } catch {
    return false;
  }
};

/** A folder, told from any other that has been or will be in its place. */
const identify = (folder: string): string => {
  const { ino, birthtimeMs } = statSync(folder);
  return `${ino} ${birthtimeMs}`;
};

/** When a folder, or anything in it, last changed, in milliseconds. A removal changes the folder. */
const newestChange = (folder: string): number => {
  let newest = statSync(folder).ctimeMs;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const time = entry.isDirectory() ? newestChange(path) : lstatSync(path).ctimeMs;
    newest = Math.max(newest, time);
  }
  return newest;
};
