import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { createProgram } from './cli/program.ts';
import type { Streams } from './cli/streams.ts';
import { DatasetError, NotFoundError, UserError } from './model/errors.ts';
import { sanitize, truncateMiddle } from './model/text.ts';

/** Runs the program with the arguments after its name. `root` is the folder of the package. Resolves to the exit status. */
export const main = async (args: readonly string[], streams: Streams, root: string): Promise<number> => {
  let status = 0;
  try {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const own = { root, version, frozen: !existsSync(join(root, 'src')) };
    await createProgram(own, streams, (code) => {
      status = code;
    }).parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    return failed(error, streams);
  }
};

/** Says what went wrong in a sentence and what to do; anything that is not foreseen is ours and passes through. */
const failed = (error: unknown, { err }: Streams): number => {
  const say = (message: string, hint?: string): void =>
    err(
      sanitize(
        `error: ${truncateMiddle(message, LONG)}${hint ? `\n${truncateMiddle(hint, LONG).replaceAll(/^/gm, '  ')}` : ''}`,
      ) + '\n',
    );
  // Help was shown: because it was asked for, or because no command was.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    say(error.message, error.hint);
    return error instanceof NotFoundError ? 1 : 2;
  }
  if (error instanceof DatasetError) {
    say(error.message, error.hint);
    return 3;
  }
  throw error;
};

/** Characters in a message: what the person gave may be as long as a file. */
const LONG = 1500;
