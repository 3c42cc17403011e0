import { join } from 'node:path';
import type { Streams } from '../src/cli/streams.ts';
import { main } from '../src/main.ts';

/** The repository, and the example package of the tests: a bookshop with schemas of its own. */
export const REPOSITORY = join(import.meta.dirname, '..');
export const BOOKSHOP = join(import.meta.dirname, 'bookshop');

export interface RunResult {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

/** Replacements for the terminal, the package's root folder and the package's dataset. */
export interface RunOptions extends Partial<Streams> {
  readonly root?: string;
  readonly dataset?: string;
}

/** Runs the program in this process, without a terminal and colours, on a fixed day. */
export const run = async (args: readonly string[], options: RunOptions = {}): Promise<RunResult> => {
  const { root = BOOKSHOP, dataset, ...streams } = options;
  let out = '';
  let err = '';
  const status = await main(
    dataset === undefined ? args : [...args, '--dataset', dataset],
    {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      outIsTerminal: false,
      errIsTerminal: false,
      width: undefined,
      env: { MINERALS_NOW: '2026-11-22' },
      workingFolder: root,
      ...streams,
    },
    root,
  );
  return { out, err, status };
};

/** Splits a command line into words like a shell: at spaces, outside of single and double quotes. */
export const splitWords = (line: string): string[] =>
  Array.from(
    line.matchAll(/'([^']*)'|"([^"]*)"|([^\s'"]+)/g),
    ([, singleQuoted, doubleQuoted, unquoted]) => singleQuoted ?? doubleQuoted ?? unquoted ?? '',
  );
