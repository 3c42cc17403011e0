import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../core/model/errors.ts';

/** Milliseconds within which changes count as one: editors write a file in several steps. */
const SETTLE_TIME = 100;

/** Milliseconds between two checks that the watched folders are still the same folders. */
const RECHECK_INTERVAL = 1000;

interface WatchedFolder {
  readonly watcher: FSWatcher;
  readonly identity: string;
}

/**
 * Watches a dataset: its folders and its exceptions file. Each call of the returned function resolves to true once
 * something has changed since the previous call, or to false on an interrupt. A folder that is removed and created again
 * is watched anew.
 */
export const watchChanges = (folder: string, interrupted?: AbortSignal): (() => Promise<boolean>) => {
  let hasChanged = false;
  let wakeUp: (() => void) | undefined;
  const reportChange = (): void => {
    hasChanged = true;
    wakeUp?.();
  };
  const watchedFolders = new Map<string, WatchedFolder>();
  const stopWatching = (path: string): void => {
    watchedFolders.get(path)?.watcher.close();
    watchedFolders.delete(path);
  };
  const startWatching = (path: string, isRelevant: (name: string) => boolean): void => {
    const identity = identifyPath(path);
    if (identity === undefined || watchedFolders.has(path)) return;
    const watcher = createWatcher(path, (name) => {
      if (name === null || isRelevant(name)) reportChange();
    });
    // The removal of a folder is reported as a change of its parent folder.
    watcher?.on('error', () => stopWatching(path));
    if (watcher) watchedFolders.set(path, { watcher, identity });
  };
  /** Stops watching folders that were removed or replaced. Returns true if there were any. */
  const dropReplaced = (): boolean => {
    const replaced = [...watchedFolders].filter(([path, { identity }]) => identifyPath(path) !== identity);
    for (const [path] of replaced) stopWatching(path);
    return replaced.length > 0;
  };
  const parent = dirname(folder);
  const datasetName = basename(folder);
  const watchAll = (): void => {
    dropReplaced();
    startWatching(parent, (name) => name === datasetName || name === `${datasetName}-exceptions.yaml`);
    startWatching(folder, () => true);
    for (const path of listFolders(folder)) startWatching(path, (name) => !name.startsWith('.'));
  };
  // Watchers miss folders that are replaced further up, and some changes that happen at the same time.
  const timer = setInterval(() => {
    const isParentBack = !watchedFolders.has(parent) && identifyPath(parent) !== undefined;
    if (dropReplaced() || isParentBack) reportChange();
  }, RECHECK_INTERVAL);
  const stop = (): void => {
    clearInterval(timer);
    for (const path of watchedFolders.keys()) stopWatching(path);
    wakeUp?.();
  };
  interrupted?.addEventListener('abort', stop);
  try {
    watchAll();
  } catch (error) {
    stop();
    throw error;
  }
  return async () => {
    if (!hasChanged && !interrupted?.aborted) await new Promise<void>((resolve) => (wakeUp = resolve));
    if (interrupted?.aborted) return false;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_TIME));
    hasChanged = false;
    watchAll();
    return true;
  };
};

/** Identity of a folder, different from a later folder at its path even with the same inode; undefined without a folder. */
const identifyPath = (path: string): string | undefined => {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats?.isDirectory() ? `${stats.dev} ${stats.ino} ${stats.birthtimeNs}` : undefined;
};

const listFolders = (folder: string): readonly string[] => {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  } catch {
    // The folder may disappear at any time.
    return [];
  }
};

/** Watches a folder; undefined if the folder has just been removed. */
const createWatcher = (path: string, onChange: (name: string | null) => void): FSWatcher | undefined => {
  try {
    return watch(path, (_, name) => onChange(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(`${path} cannot be watched: ${(error as Error).message}`, 'run the command without --watch');
  }
};
