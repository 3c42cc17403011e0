import type { CommandExample, CommandOption } from '../commands/command.ts';
import { helpTopics } from './help-topics.ts';

/** Breaks text between words so that no line is longer. */
export type Wrap = (text: string, width: number) => string;

/** Columns of the help where there is no terminal. */
export const HELP_WIDTH = 100;

/** Closed lists of more values are not told in the help. */
const MOST = 30;

/** The examples of a command, each beside what it shows, or above it where there is no room. */
export const examplesOf = (examples: readonly CommandExample[], width: number, wrap: Wrap): string => {
  const longest = Math.max(...examples.map(({ command }) => command.length));
  const fits = examples.every(({ description: says }) => longest + says.length + 7 <= width);
  const lines = examples.map(({ command, description: says }) =>
    fits
      ? `  $ ${command.padEnd(longest)}   ${says}`
      : `  $ ${command}\n${wrap(says, width - 6).replaceAll(/^/gm, '      ')}`,
  );
  return `Examples:\n${lines.join('\n')}\n`;
};

/** What an option is, with the values that it takes where they are a closed list. */
export const described = ({ description, choices = [] }: CommandOption): string =>
  choices.length > 0 && choices.length <= MOST ? `${description} (${choices.join(', ')})` : description;

/** What stands below the list of commands. */
export const overview = (width: number, wrap: Wrap): string =>
  [
    examplesOf(FIRST, width, wrap),
    wrap(
      'Records are named by reference (agreement/us-pe-mou-2026), id, code, symbol or a name in English, German, Spanish or Portuguese. Exit status: 0 it worked, 1 the answer is no, 2 asked wrongly, 3 the dataset cannot be read.',
      width,
    ),
    '',
    wrap(
      `minerals <command> --help shows what each takes; minerals help <topic> tells of ${Object.keys(helpTopics).join(', ')}.`,
      width,
    ),
  ].join('\n');

const FIRST: readonly CommandExample[] = [
  { command: 'minerals query --country Peru', description: 'all that Peru is involved in' },
  { command: 'minerals show lithium', description: 'one record and everything that points at it' },
  { command: 'minerals why us-pe-mou-2026 binding', description: 'on whose word the memorandum binds nobody' },
  { command: 'minerals search seltene erden', description: 'rare earths, asked for in German' },
];
