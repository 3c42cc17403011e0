import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../model/errors.ts';

/** Changes within this time in milliseconds count as one: editors write a file in several steps. */
const SETTLE = 100;

/** Milliseconds between two looks at whether the watched folders are still the same folders. */
const RECHECK = 1000;

interface Watched {
  readonly watcher: FSWatcher;
  readonly identity: string;
}

/**
 * Waits for changes in a dataset, its folders and its exceptions: each call resolves to true once something has changed
 * since the call before, or to false when it is interrupted. A folder that is removed and created again is watched anew.
 */
export const watchChanges = (folder: string, interrupted?: AbortSignal): (() => Promise<boolean>) => {
  let changed = false;
  let tell: (() => void) | undefined;
  const note = (): void => {
    changed = true;
    tell?.();
  };
  const watched = new Map<string, Watched>();
  const forget = (path: string): void => {
    watched.get(path)?.watcher.close();
    watched.delete(path);
  };
  const follow = (path: string, matters: (name: string) => boolean): void => {
    const identity = identityOf(path);
    if (identity === undefined || watched.has(path)) return;
    const watcher = watching(path, (name) => {
      if (name === null || matters(name)) note();
    });
    // A folder that goes away is a change of the folder around it.
    watcher?.on('error', () => forget(path));
    if (watcher) watched.set(path, { watcher, identity });
  };
  /** Stops watching folders that are gone or replaced; tells whether there are any. */
  const forgetReplaced = (): boolean => {
    const replaced = [...watched].filter(([path, { identity }]) => identityOf(path) !== identity);
    for (const [path] of replaced) forget(path);
    return replaced.length > 0;
  };
  const followAll = (): void => {
    forgetReplaced();
    follow(dirname(folder), (name) => name === basename(folder) || name === `${basename(folder)}-exceptions.yaml`);
    follow(folder, () => true);
    for (const path of foldersIn(folder)) follow(path, (name) => !name.startsWith('.'));
  };
  // The system tells nothing of a folder that replaces one further up, or of all that happens at once.
  const timer = setInterval(() => {
    const around = dirname(folder);
    const isBack = !watched.has(around) && identityOf(around) !== undefined;
    if (forgetReplaced() || isBack) note();
  }, RECHECK);
  const stop = (): void => {
    clearInterval(timer);
    for (const path of watched.keys()) forget(path);
    tell?.();
  };
  interrupted?.addEventListener('abort', stop);
  try {
    followAll();
  } catch (error) {
    stop();
    throw error;
  }
  return async () => {
    if (!changed && !interrupted?.aborted) await new Promise<void>((resolve) => (tell = resolve));
    if (interrupted?.aborted) return false;
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
    changed = false;
    followAll();
    return true;
  };
};

/** Tells a folder from another that has its path later, even if it is given the same inode; undefined if there is none. */
const identityOf = (path: string): string | undefined => {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats?.isDirectory() ? `${stats.dev} ${stats.ino} ${stats.birthtimeNs}` : undefined;
};

const foldersIn = (folder: string): readonly string[] => {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  } catch {
    // It may be gone at any time.
    return [];
  }
};

/** A watcher of a folder; undefined if the folder is gone meanwhile. */
const watching = (path: string, tell: (name: string | null) => void): FSWatcher | undefined => {
  try {
    return watch(path, (_, name) => tell(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(`${path} cannot be watched: ${(error as Error).message}`, 'run it without --watch');
  }
};
