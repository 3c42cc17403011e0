import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * State of the folders that a file was built from. Stored inside the file, because the file's own times are not reliable:
 * a copy is newer than everything that was copied before it.
 */
export interface SourceState {
  /** Identities of the folders, so that a different folder at the same path is noticed. */
  readonly folders: readonly string[];
  /** Time of the newest change in the folders, in milliseconds. */
  readonly newest: number;
  /** Time at which reading the folders began, in milliseconds. */
  readonly began: number;
}

/** Milliseconds within which a file system may give two changes the same time. */
const CLOCK_RESOLUTION = 20;

/** Captures the state of folders before they are read. Throws if one cannot be read. */
export const captureState = (folders: readonly string[]): SourceState => {
  const began = Date.now();
  const newest = Math.ceil(Math.max(...folders.map(findNewestChange)));
  // A change at this very moment looks like a later one, so the file built from it counts as out of date.
  return { folders: folders.map(identifyFolder), newest: Math.min(newest, began - CLOCK_RESOLUTION), began };
};

/**
 * True if nothing in the folders was added, removed or written since their state was captured. A link to a folder is
 * followed. Compares the change time (ctime), which cannot be set back, not the write time, which copies keep. Runs `find`
 * in the background, because Node takes longer to stat thousands of files than to answer a query; without a usable `find`,
 * Node does it.
 */
export const isUpToDate = async (file: string, state: SourceState, folders: readonly string[]): Promise<boolean> => {
  try {
    // With a clock that was set back, times cannot be compared.
    if (state.began > Date.now()) return false;
    if (folders.map(identifyFolder).join() !== state.folders.join()) return false;
    const { execFile } = await import('node:child_process');
    const since = `@${(state.newest / 1000).toFixed(3)}`;
    const firstNewer = await new Promise<string>((resolve) => {
      // The file itself is newer than the state in it: a `find` that does not report it cannot be trusted.
      const args = ['-H', ...folders, file, '-newerct', since, '-print', '-quit'];
      execFile('find', args, (error, output) => resolve(error ? '' : output.trimEnd()));
    });
    if (firstNewer !== '') return firstNewer === file;
    return Math.max(...folders.map(findNewestChange)) <= state.newest;
  } catch {
    return false;
  }
};

/** Identity of a folder, different from any other folder that was or will be at its path. */
const identifyFolder = (folder: string): string => {
  const { ino, birthtimeMs } = statSync(folder);
  return `${ino} ${birthtimeMs}`;
};

/** Time of the last change of a folder or anything in it, in milliseconds. A removal changes the folder. */
const findNewestChange = (folder: string): number => {
  let newest = statSync(folder).ctimeMs;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const time = entry.isDirectory() ? findNewestChange(path) : lstatSync(path).ctimeMs;
    newest = Math.max(newest, time);
  }
  return newest;
};
