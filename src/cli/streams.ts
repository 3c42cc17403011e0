import { platform } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Input and output of the program; tests pass their own. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Columns of the terminal; undefined if stdout is not a terminal. */
  readonly width: number | undefined;
  /** Lines of the terminal; undefined if stdout is not a terminal. */
  readonly height?: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly workingFolder: string;
  /** Stops a command that runs until interrupted; without it, only the end of the process does. */
  readonly interruptSignal?: AbortSignal;
  /** Shows a text in a pager; resolves to true if it was shown. */
  readonly showInPager?: (command: string, text: string) => Promise<boolean>;
  /** Opens a URL; resolves to true if a browser was started. */
  readonly openBrowser?: (url: string) => Promise<boolean>;
  /** Returns the terminal for prompts; undefined if there is none. */
  readonly openTerminal?: () => Terminal | undefined;
  /** Returns stdin and stdout as streams, for a protocol; undefined if stdin is a terminal. */
  readonly openPipes?: () => { readonly input: Readable; readonly output: Writable } | undefined;
}

/** An interactive terminal. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** The user's cache folder for this program, by the conventions of the system; undefined if the environment sets none. */
export const cacheFolder = ({ env }: Streams): string | undefined => {
  const home = env['HOME'];
  const parent =
    env['XDG_CACHE_HOME'] ||
    env['LOCALAPPDATA'] ||
    (home && join(home, ...(platform() === 'darwin' ? ['Library', 'Caches'] : ['.cache'])));
  return parent && isAbsolute(parent) ? join(parent, 'minerals') : undefined;
};

/** Decides if stdout is coloured: by the option, else the environment, else if it is a terminal (no-color.org). */
export const wantsColour = ({ env, outIsTerminal }: Streams, option: boolean | undefined): boolean => {
  if (option === false) return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false') return true;
  if (env['NO_COLOR'] || env['FORCE_COLOR'] !== undefined || env['TERM'] === 'dumb') return false;
  return outIsTerminal;
};
