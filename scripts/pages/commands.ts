import { join } from 'node:path';
import type { Command, CommandOption } from '../../src/commands/command.ts';
import { commands as all } from '../../src/commands/index.ts';
import { formats } from '../../src/format/index.ts';
import { readCatalog } from '../../src/schema/catalog.ts';
import type { Page } from './page.ts';

/** The reference of the commands. */
export const commands: Page = {
  file: 'docs/commands.md',
  text: (root) => {
    const catalog = readCatalog(join(root, 'schemas'));
    return `# Commands

Generated from the program by \`npm run generate\`; \`minerals <command> --help\` says the same.

Every command takes \`--format\`, \`--json\`, \`--lang en|de|es|pt\`, \`--dataset <folder>\` and \`--no-color\`. Exit status:
0 it worked, 1 the answer is no, 2 asked wrongly, 3 the dataset cannot be read.

${all
  .map((command) =>
    section(
      command,
      command.options(() => catalog),
    ),
  )
  .join('\n')}`;
  },
};

const section = (
  { name, arguments: given, summary, examples, formats: own }: Command,
  options: readonly CommandOption[],
): string =>
  [
    `## minerals ${[name, ...given.map((each) => each.name)].join(' ')}`,
    '',
    `${summary}.`,
    '',
    ...rows(
      'argument',
      given.map((each) => [`\`${each.name}\``, each.description]),
    ),
    ...rows(
      'option',
      options.map((option) => [`\`${option.flags}\``, described(option)]),
    ),
    `Formats: ${Object.keys(own ?? formats).join(', ')}.`,
    '',
    '```sh',
    ...examples.map(({ command, description: says }) => `${command}   # ${says}`),
    '```',
    '',
  ].join('\n');

const described = ({ description, choices, isList: list, keepCommas: whole }: CommandOption): string =>
  [
    description,
    choices ? `one of ${choices.join(', ')}` : '',
    list ? 'several with commas, or given again' : '',
    whole ? 'all of several with plus signs' : '',
  ]
    .filter(Boolean)
    .join('; ');

const rows = (head: string, lines: readonly (readonly string[])[]): string[] =>
  lines.length === 0
    ? []
    : [`| ${head} | |`, '| --- | --- |', ...lines.map((cells) => `| ${cells.map(escape).join(' | ')} |`), ''];

const escape = (text: string): string => text.replaceAll('|', String.raw`\|`);
