import { join } from 'node:path';
import type { Streams } from '../src/cli/streams.ts';
import { main } from '../src/main.ts';

/** The repository, and the toy library that stands beside the tests. */
export const REPOSITORY = join(import.meta.dirname, '..');
export const LIBRARY = join(import.meta.dirname, 'library');

export interface Run {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

/** How to run it: what stands in the place of the terminal, the package, and a dataset other than the package's. */
export interface Surroundings extends Partial<Streams> {
  readonly root?: string;
  readonly dataset?: string;
}

/** Runs the program in this process, as if from a folder with nothing around it: no terminal, no colours, a fixed day. */
export const run = async (args: readonly string[], more: Surroundings = {}): Promise<Run> => {
  const { root = LIBRARY, dataset, ...streams } = more;
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

/** Words of a command line as a shell splits them: blanks, single and double quotes. */
export const words = (line: string): string[] =>
  Array.from(
    line.matchAll(/'([^']*)'|"([^"]*)"|([^\s'"]+)/g),
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
