import type { OptionDeclaration } from '../operations/input.ts';
import type { Example } from '../operations/operation.ts';
import { helpTopics } from './help-topics.ts';

/** Wraps text between words to a width. */
export type Wrap = (text: string, width: number) => string;

/** Width of the help without a terminal. */
export const HELP_WIDTH = 100;

/** Maximum number of choices listed in the help. */
const MAX_CHOICES = 30;

/** Lists examples; descriptions stand next to the commands, or below them if the terminal is narrow. */
export const formatExamples = (examples: readonly Example[], width: number, wrap: Wrap): string => {
  const commandWidth = Math.max(...examples.map(({ command }) => command.length));
  const fitsWidth = examples.every(({ description }) => commandWidth + description.length + 7 <= width);
  const lines = examples.map(({ command, description }) => {
    if (fitsWidth) return `  $ ${command.padEnd(commandWidth)}   ${description}`;
    return `  $ ${command}\n${wrap(description, width - 6).replaceAll(/^/gm, '      ')}`;
  });
  return `Examples:\n${lines.join('\n')}\n`;
};

/** Description of an option, with its choices. */
export const describeOption = ({ description, choices = [] }: OptionDeclaration): string => {
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

/** Shown for `minerals` without arguments: at most 24 lines of 80 columns. */
export const START_PAGE = `Critical-mineral diplomacy: who agreed what with whom, who said what about it,
and how we know.

Ask
  minerals query --country Peru           records that involve Peru
  minerals search seltene erden           names and texts, in any language
  minerals show lithium                   a record and what refers to it
  minerals rank lithium                   who mines and holds most
Check
  minerals why us-pe-mou-2026 binding     who says so, and the words
  minerals conflicts --country Peru       where sources disagree
  minerals timeline forge                 events in order
  minerals compare PE CL AR               records side by side
Use
  minerals cite us-pe-mou-2026            a reference for a footnote
  minerals report Peru                    a briefing with sources
  minerals export data --to csv           everything, for other programs
Contribute
  minerals new, validate, fmt, diff, explain

minerals --help lists all commands; minerals <command> --help explains one.
`;

const FIRST_EXAMPLES: readonly Example[] = [
  { command: 'minerals query --country Peru', description: 'all records that involve Peru' },
  { command: 'minerals show lithium', description: 'one record and all records that refer to it' },
  { command: 'minerals why us-pe-mou-2026 binding', description: 'who says that the memorandum is not binding' },
  { command: 'minerals search seltene erden', description: 'rare earths, in German' },
];
