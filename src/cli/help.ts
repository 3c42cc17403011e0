import type { CommandExample, CommandOption } from '../commands/command.ts';
import { helpTopics } from './help-topics.ts';

/** Wraps text between words to a width. */
export type Wrap = (text: string, width: number) => string;

/** Width of the help without a terminal. */
export const HELP_WIDTH = 100;

/** Maximum number of choices listed in the help. */
const MAX_CHOICES = 30;

/** Lists examples; descriptions stand next to the commands, or below them if the terminal is narrow. */
export const formatExamples = (examples: readonly CommandExample[], width: number, wrap: Wrap): string => {
  const commandWidth = Math.max(...examples.map(({ command }) => command.length));
  const fitsWidth = examples.every(({ description }) => commandWidth + description.length + 7 <= width);
  const lines = examples.map(({ command, description }) => {
    if (fitsWidth) return `  $ ${command.padEnd(commandWidth)}   ${description}`;
    return `  $ ${command}\n${wrap(description, width - 6).replaceAll(/^/gm, '      ')}`;
  });
  return `Examples:\n${lines.join('\n')}\n`;
};

/** Description of an option, with its choices. */
export const describeOption = ({ description, choices = [] }: CommandOption): string => {
  if (choices.length === 0 || choices.length > MAX_CHOICES) return description;
  return `${description} (${choices.join(', ')})`;
};

/** Text below the list of commands. */
export const formatOverview = (width: number, wrap: Wrap): string =>
  [
    formatExamples(FIRST_EXAMPLES, width, wrap),
    wrap(
      'Name records by reference (agreement/us-pe-mou-2026), id, code, symbol or a name in English, German, Spanish or Portuguese. Exit status: 0 success, 1 not found / checks failed, 2 usage error, 3 dataset unreadable.',
      width,
    ),
    '',
    wrap(
      `Help for a command: minerals <command> --help. Help topics: ${Object.keys(helpTopics).join(', ')} (minerals help <topic>).`,
      width,
    ),
  ].join('\n');

const FIRST_EXAMPLES: readonly CommandExample[] = [
  { command: 'minerals query --country Peru', description: 'all records that involve Peru' },
  { command: 'minerals show lithium', description: 'one record and all records that refer to it' },
  { command: 'minerals why us-pe-mou-2026 binding', description: 'who says that the memorandum is not binding' },
  { command: 'minerals search seltene erden', description: 'rare earths, in German' },
];
