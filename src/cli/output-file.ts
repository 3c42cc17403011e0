import { closeSync, constants, existsSync, openSync, type Stats, statSync, writeSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { runInterruptibly } from '../node/interruptible.ts';
import { replaceFiles } from '../node/replace-file.ts';
import { removeAbandoned } from '../node/temporary-files.ts';
import { UserError } from '../core/model/errors.ts';
import { writeError } from './write-error.ts';

/**
 * Writes a text to the file of `--output`. A regular file is replaced when the new one is complete, and keeps its mode
 * and owner. Links are followed; devices, pipes and open descriptors under /dev/fd are written to.
 */
export const writeOutput = async (folder: string, displayName: string, text: string): Promise<void> => {
  if (displayName === '') throw new UserError('--output needs the name of a file', 'omit it to print the output');
  const path = resolve(folder, displayName);
  const descriptor = openDescriptor(path);
  try {
    if (descriptor !== undefined) {
      await writeAll(descriptor, text);
      return;
    }
    const stats = statSync(path, { throwIfNoEntry: false });
    if (/[/\\]$/.test(displayName) || stats?.isDirectory())
      throw new UserError(`cannot write ${displayName}: it is a folder`, 'choose a file');
    if (stats && !stats.isFile()) await writeSpecial(path, stats, text);
    else
      await runInterruptibly([
        () => {
          removeAbandoned(dirname(path), basename(path));
          replaceFiles([{ path, content: text }]);
        },
      ]);
  } catch (error) {
    throw writeError(displayName, error);
  }
};

/** Paths of open descriptors on Linux, macOS and BSD. */
const DESCRIPTOR = /^\/(?:dev\/(stdout|stderr)|(?:dev|proc\/self)\/fd\/(\d{1,9}))$/;

/** Number of the open descriptor at a path. Opening the path again would truncate a file that is appended to. */
const openDescriptor = (path: string): number | undefined => {
  const [, stream, number] = DESCRIPTOR.exec(path) ?? [];
  if (stream !== undefined && existsSync(path)) return stream === 'stdout' ? 1 : 2;
  if (number === undefined || !existsSync(path)) return undefined;
  return Number(number);
};

/** Milliseconds to wait for the reader of a named pipe. */
const PIPE_TIMEOUT = 5000;
const RETRY_INTERVAL = 20;

const writeSpecial = async (path: string, stats: Stats, text: string): Promise<void> => {
  const descriptor = stats.isFIFO() ? await openPipe(path) : openSync(path, constants.O_WRONLY);
  try {
    await writeAll(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
};

/** Opens a named pipe when it has a reader. */
const openPipe = async (path: string): Promise<number> => {
  for (let waited = 0; ; waited += RETRY_INTERVAL) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      if (waited >= PIPE_TIMEOUT) throw new UserError(`nothing reads from the pipe ${path}`, 'start its reader first');
      await pause();
    }
  }
};

const pause = async (): Promise<void> => new Promise((wake) => setTimeout(wake, RETRY_INTERVAL));

/** Writes the whole text, waiting while a pipe is full. A reader that stops early is no error. */
const writeAll = async (descriptor: number, text: string): Promise<void> => {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      await pause();
    }
  }
};
