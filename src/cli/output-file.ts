import { closeSync, constants, existsSync, openSync, type Stats, statSync, writeSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { runSteps } from '../dataset/interruptible.ts';
import { replaceFiles } from '../dataset/replace-file.ts';
import { removeAbandoned } from '../dataset/temporary-files.ts';
import { UserError } from '../model/errors.ts';
import { writeError } from './write-error.ts';

/**
 * Writes a text to the file that `--output` names. A regular file is replaced when the new one is complete and keeps its
 * mode and owner; links are followed; devices, pipes and the open descriptors under /dev/fd are written to.
 */
export const writeOutput = async (folder: string, named: string, text: string): Promise<void> => {
  if (named === '') throw new UserError('--output needs a file', 'without it the answer is printed');
  const path = resolve(folder, named);
  const descriptor = openDescriptor(path);
  try {
    if (descriptor !== undefined) {
      await writeAll(descriptor, text);
      return;
    }
    const stats = statSync(path, { throwIfNoEntry: false });
    if (/[/\\]$/.test(named) || stats?.isDirectory())
      throw new UserError(`${named} cannot be written: it is a folder`, 'name a file');
    if (stats && !stats.isFile()) await writeSpecial(path, stats, text);
    else
      await runSteps([
        () => {
          removeAbandoned(dirname(path), basename(path));
          replaceFiles([{ path, content: text }]);
        },
      ]);
  } catch (error) {
    throw writeError(named, error);
  }
};

/** Names of descriptors that the process was given, under Linux, macOS and BSD. */
const DESCRIPTOR = /^\/(?:dev\/(stdout|stderr)|(?:dev|proc\/self)\/fd\/(\d{1,9}))$/;

/** The number of the open descriptor that a path names. Opening the path anew would cut off a file that is appended to. */
const openDescriptor = (path: string): number | undefined => {
  const [, stream, number] = DESCRIPTOR.exec(path) ?? [];
  if (stream !== undefined && existsSync(path)) return stream === 'stdout' ? 1 : 2;
  return number !== undefined && existsSync(path) ? Number(number) : undefined;
};

/** Time in milliseconds that a named pipe may stay without a reader. */
const PATIENCE = 5000;
const PAUSE = 20;

const writeSpecial = async (path: string, stats: Stats, text: string): Promise<void> => {
  const descriptor = stats.isFIFO() ? await openPipe(path) : openSync(path, constants.O_WRONLY);
  try {
    await writeAll(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
};

/** Opens a named pipe once it has a reader. */
const openPipe = async (path: string): Promise<number> => {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      if (waited >= PATIENCE) throw new UserError(`nothing reads from the pipe ${path}`, 'start its reader first');
      await pause();
    }
  }
};

const pause = async (): Promise<void> => new Promise((wake) => setTimeout(wake, PAUSE));

/** Writes all of a text, waiting while a pipe is full. A reader that stops early is no error. */
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
