import { existsSync, type FSWatcher, readdirSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../model/errors.ts';

/** Changes that come within this time are one, in milliseconds: editors write a file in several steps. */
const SETTLE = 100;

/**
 * Waits for changes in a dataset, its folders and its exceptions: each call resolves to true once something has changed
 * since the call before, or to false when it is interrupted.
 */
export const changes = (folder: string, interrupted?: AbortSignal): (() => Promise<boolean>) => {
  let changed = false;
  let tell: (() => void) | undefined;
  const note = (): void => {
    changed = true;
    tell?.();
  };
  const watchers = new Map<string, FSWatcher>();
  const follow = (path: string, matters: (name: string) => boolean): void => {
    if (watchers.has(path)) return;
    const watcher = watching(path, (name) => {
      if (name === null || matters(name)) note();
    });
    // A folder that goes away is a change of the folder around it.
    watcher.on('error', () => watchers.delete(path));
    watchers.set(path, watcher);
  };
  const followAll = (): void => {
    for (const [path, watcher] of watchers)
      if (!existsSync(path)) {
        watcher.close();
        watchers.delete(path);
      }
    follow(dirname(folder), (name) => name === basename(folder) || name === `${basename(folder)}-exceptions.yaml`);
    if (!existsSync(folder)) return;
    follow(folder, () => true);
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) follow(join(folder, entry.name), (name) => !name.startsWith('.'));
  };
  const stop = (): void => {
    for (const watcher of watchers.values()) watcher.close();
    tell?.();
  };
  interrupted?.addEventListener('abort', stop);
  followAll();
  return async () => {
    if (!changed && !interrupted?.aborted) await new Promise<void>((resolve) => (tell = resolve));
    if (interrupted?.aborted) return false;
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
    changed = false;
    followAll();
    return true;
  };
};

const watching = (path: string, tell: (name: string | null) => void): FSWatcher => {
  try {
    return watch(path, (_, name) => tell(name));
  } catch (error) {
    throw new UserError(`${path} cannot be watched: ${(error as Error).message}`, 'run it without --watch');
  }
};
