import { join } from 'node:path';
import { operations } from '../../src/operations/index.ts';
import type { OptionDeclaration } from '../../src/operations/input.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { readCatalog } from '../../src/node/read-catalog.ts';
import { escapeCell, type Page } from './page.ts';

/** Reference page of the commands. */
export const commandsPage: Page = {
  file: 'docs/commands.md',
  text: (root) => {
    const catalog = readCatalog(join(root, 'schemas'));
    const sections = operations.map((operation) =>
      formatOperation(
        operation,
        operation.options(() => catalog),
      ),
    );
    return `# Commands

Generated from the program by \`npm run generate\`; \`minerals <command> --help\` shows the same.

Every command has \`--format\`, \`--json\`, \`--lang en|de|es|pt\`, \`--dataset <folder>\`, \`--output <file>\`,
\`--notes <file>\`, \`--no-color\` and \`--no-pager\`. Exit status: 0 success, 1 not found or invalid,
2 usage error, 3 dataset unreadable.

${sections.join('\n')}`;
  },
};

const formatOperation = (operation: Operation, options: readonly OptionDeclaration[]): string => {
  const { name, arguments: operationArguments, summary, examples, formatNames } = operation;
  return [
    `## minerals ${[name, ...operationArguments.map((argument) => argument.usage)].join(' ')}`,
    '',
    `${summary}.`,
    '',
    ...formatTable(
      'argument',
      operationArguments.map((argument) => [`\`${argument.usage}\``, argument.description]),
    ),
    ...formatTable(
      'option',
      options.map((option) => [`\`${option.flags}\``, describeOption(option)]),
    ),
    `Formats: ${formatNames.join(', ')}.`,
    '',
    '```sh',
    ...examples.map((example) => `${example.command}   # ${example.description}`),
    '```',
    '',
  ].join('\n');
};

const describeOption = ({ description, choices, isList, keepCommas }: OptionDeclaration): string =>
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
