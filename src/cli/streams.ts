import { platform } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** The terminal, or what stands in its place, as a value. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether stdout, stderr are terminals. */
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Columns of the terminal; undefined where stdout is none. */
  readonly width: number | undefined;
  /** Lines of the terminal; undefined where stdout is none. */
  readonly height?: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths are relative to. */
  readonly folder: string;
  /** Ends a command that would go on; without it, the end of the process does. */
  readonly interrupted?: AbortSignal;
  /** Shows a text in a pager until it is left; resolves to whether there is such a program. */
  readonly page?: (command: string, text: string) => Promise<boolean>;
  /** Opens an address; resolves to whether a browser could be asked to. */
  readonly browse?: (url: string) => Promise<boolean>;
  /** Where a person can be asked; undefined where nobody is at a terminal. */
  readonly terminal?: () => Terminal | undefined;
}

/** A terminal that answers can be typed at. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** The folder of this program among the person's caches, as the system has it; undefined where the environment tells none. */
export const cacheFolder = ({ env }: Streams): string | undefined => {
  const home = env['HOME'];
  const caches =
    env['XDG_CACHE_HOME'] ||
    env['LOCALAPPDATA'] ||
    (home && join(home, ...(platform() === 'darwin' ? ['Library', 'Caches'] : ['.cache'])));
  return caches && isAbsolute(caches) ? join(caches, 'minerals') : undefined;
};

/** Whether to colour what goes to stdout: as told, else as the environment says, else on a terminal (no-color.org). */
export const wantsColour = ({ env, outIsTerminal }: Streams, told: boolean | undefined): boolean => {
  if (told === false) return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false') return true;
  if (env['NO_COLOR'] || env['FORCE_COLOR'] !== undefined || env['TERM'] === 'dumb') return false;
  return outIsTerminal;
};
