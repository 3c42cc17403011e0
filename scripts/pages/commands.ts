import { join } from 'node:path';
import type { Command, CommandOption } from '../../src/commands/command.ts';
import { commands } from '../../src/commands/index.ts';
import { formats } from '../../src/format/index.ts';
import { readCatalog } from '../../src/node/read-catalog.ts';
import { escapeCell, type Page } from './page.ts';

/** Reference page of the commands. */
export const commandsPage: Page = {
  file: 'docs/commands.md',
  text: (root) => {
    const catalog = readCatalog(join(root, 'schemas'));
    const sections = commands.map((command) =>
      formatCommand(
        command,
        command.options(() => catalog),
      ),
    );
    return `# Commands

Generated from the program by \`npm run generate\`; \`minerals <command> --help\` shows the same.

Every command has \`--format\`, \`--json\`, \`--lang en|de|es|pt\`, \`--dataset <folder>\` and \`--no-color\`. Exit status:
0 success, 1 not found or invalid, 2 usage error, 3 dataset unreadable.

${sections.join('\n')}`;
  },
};

const formatCommand = (command: Command, options: readonly CommandOption[]): string => {
  const { name, arguments: commandArguments, summary, examples, formats: ownFormats } = command;
  return [
    `## minerals ${[name, ...commandArguments.map((argument) => argument.name)].join(' ')}`,
    '',
    `${summary}.`,
    '',
    ...formatTable(
      'argument',
      commandArguments.map((argument) => [`\`${argument.name}\``, argument.description]),
    ),
    ...formatTable(
      'option',
      options.map((option) => [`\`${option.flags}\``, describeOption(option)]),
    ),
    `Formats: ${Object.keys(ownFormats ?? formats).join(', ')}.`,
    '',
    '```sh',
    ...examples.map((example) => `${example.command}   # ${example.description}`),
    '```',
    '',
  ].join('\n');
};

const describeOption = ({ description, choices, isList, keepCommas }: CommandOption): string =>
  [
    description,
    choices && `one of ${choices.join(', ')}`,
    isList && 'comma-separated or repeated',
    keepCommas && 'join values with plus signs to require all of them',
  ]
    .filter(Boolean)
    .join('; ');

const formatTable = (heading: string, rows: readonly (readonly string[])[]): string[] => {
  if (rows.length === 0) return [];
  return [`| ${heading} | |`, '| --- | --- |', ...rows.map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`), ''];
};
