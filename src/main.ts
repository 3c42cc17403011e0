import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { START_PAGE } from './cli/help.ts';
import { createProgram } from './cli/program.ts';
import type { Streams } from './cli/streams.ts';
import { DatasetError, NotFoundError, UserError } from './core/model/errors.ts';
import { sanitize, truncateMiddle } from './core/model/text.ts';

/** Runs the program. `args` follow its name, `root` is the package folder. Resolves to the exit status. */
export const main = async (args: readonly string[], streams: Streams, root: string): Promise<number> => {
  if (args.length === 0) {
    streams.out(START_PAGE);
    return 0;
  }
  let status = 0;
  try {
    const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageJson;
    const { version, homepage } = packageJson;
    const packageInfo = { root, version, homepage, isReadOnly: !existsSync(join(root, 'src')) };
    const program = createProgram(packageInfo, streams, (code) => {
      status = code;
    });
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    return reportError(error, streams);
  }
};

interface PackageJson {
  readonly version: string;
  readonly homepage?: string;
}

/** Prints what went wrong and how to fix it, and returns the exit status. Rethrows unexpected errors. */
const reportError = (error: unknown, { err }: Streams): number => {
  // Commander throws after it showed the help: on request, or because the command is missing.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof UserError || error instanceof DatasetError)) throw error;
  const lines = [`error: ${truncateMiddle(error.message, MAX_MESSAGE_LENGTH)}`];
  if (error.hint) lines.push(truncateMiddle(error.hint, MAX_MESSAGE_LENGTH).replaceAll(/^/gm, '  '));
  err(`${sanitize(lines.join('\n'))}\n`);
  if (error instanceof DatasetError) return 3;
  return error instanceof NotFoundError ? 1 : 2;
};

/** Maximum characters of a message, because user input may be as long as a file. */
const MAX_MESSAGE_LENGTH = 1500;
