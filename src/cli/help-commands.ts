import { join } from 'node:path';
import { toCandidates } from '../operations/completions.ts';
import { operations } from '../operations/index.ts';
import type { InputValues, OptionDeclaration } from '../operations/input.ts';
import { openFromFiles, openSnapshotDataset } from '../node/open.ts';
import { formats } from '../format/index.ts';
import { UserError } from '../core/model/errors.ts';
import { closestMatch, suggestOr } from '../core/model/fuzzy.ts';
import { sanitizeLine, truncateMiddle } from '../core/model/text.ts';
import { completeWords } from './complete.ts';
import { type CliContext, createAnswerer } from './execute.ts';
import { HELP_WIDTH } from './help.ts';
import type { CommandInfo } from './usage-errors.ts';
import { listOptions, readCommonOptions } from './option.ts';
import { locateDataset } from './package-paths.ts';
import { completionScripts } from './shells.ts';
import { wantsColour } from './streams.ts';
import { helpTopics } from './help-topics.ts';
import { ownValue } from '../core/model/own.ts';

/** A command about the program itself: it opens no dataset and prints its own output. */
export interface HelpCommand extends CommandInfo {
  readonly summary: string;
  readonly isHidden?: true;
  readonly options?: readonly OptionDeclaration[];
  /** Runs with the arguments; `showHelp` prints the help of a command or of the program, or returns false if unknown. */
  readonly run: (
    words: readonly string[],
    context: CliContext,
    showHelp: (command?: string) => boolean,
    options: InputValues,
  ) => Promise<void>;
}

const topicNames = Object.keys(helpTopics);

const helpCommand: HelpCommand = {
  name: 'help',
  arguments: [
    {
      name: 'topic',
      usage: '[topic]',
      description: `a command, or ${topicNames.join(', ')}`,
      completer: async () => [
        ...topicNames.map((value) => ({ value, description: 'help topic' })),
        ...operations.map(({ name, summary }) => ({ value: name, description: summary })),
      ],
    },
  ],
  summary: 'Show help for a command or topic',
  examples: [
    { command: 'minerals help query', description: 'the same as minerals query --help' },
    { command: 'minerals help formats', description: 'the output formats' },
  ],
  run: async ([topic], { streams }, showHelp) => {
    const blocks = ownValue(helpTopics, topic ?? '');
    if (blocks) {
      const formatTable = await formats.table();
      const style = { colour: wantsColour(streams, undefined), hyperlinks: false, width: streams.width ?? HELP_WIDTH };
      return streams.out(formatTable({ answer: { output: null }, blocks, table: undefined }, style));
    }
    if (showHelp(topic)) return;
    const suggestion = closestMatch(topic ?? '', [...topicNames, ...operations.map(({ name }) => name)]);
    throw new UserError(
      `no help for "${topic}"`,
      suggestOr(suggestion, `topics: ${topicNames.join(', ')}, and the commands`),
    );
  },
};

const shellNames = Object.keys(completionScripts);

/** Prints the completion script for a shell. */
const completionCommand: HelpCommand = {
  name: 'completion',
  arguments: [
    {
      name: 'shell',
      usage: '<shell>',
      description: shellNames.join(', '),
      completer: async () => toCandidates(shellNames),
    },
  ],
  summary: 'Print a shell completion script for commands, options and names',
  examples: [
    { command: 'source <(minerals completion bash)', description: 'in ~/.bashrc' },
    { command: 'source <(minerals completion zsh)', description: 'in ~/.zshrc, after compinit' },
    { command: 'minerals completion fish | source', description: 'in ~/.config/fish/config.fish' },
  ],
  run: async ([shell = ''], { streams }) => {
    const script = ownValue(completionScripts, shell);
    if (script === undefined)
      throw new UserError(`no completion script for "${shell}"`, `shells: ${shellNames.join(', ')}`);
    streams.out(script);
  },
};

const completeCommand: HelpCommand = {
  name: 'complete',
  isHidden: true,
  arguments: [{ name: 'words', usage: '[words...]', description: 'the words typed after minerals' }],
  summary: 'Complete the last of the typed words',
  examples: [],
  run: async (words, { packageInfo, streams, catalog }) => {
    const location = locateDataset(packageInfo, streams, undefined);
    const sources = {
      commands: [...operations, ...helpCommands.filter(({ isHidden }) => !isHidden)],
      options: (name: string | undefined) => {
        const command = operations.find((candidate) => candidate.name === name);
        const helpOptions = helpCommands.find((candidate) => candidate.name === name)?.options ?? [];
        const options: OptionDeclaration[] = [...helpOptions];
        if (command) options.push(...listOptions(command, catalog));
        if (name === undefined) options.push({ name: 'version', flags: '--version', description: 'show the version' });
        options.push({ name: 'help', flags: '--help', description: 'show help and examples' });
        return options;
      },
      catalog,
      // Completion must be fast; a slightly stale snapshot is fine.
      dataset: async () => {
        const snapshot = await openSnapshotDataset(catalog(), location);
        return snapshot && (await snapshot.isIntact()) ? snapshot.dataset : openFromFiles(catalog(), location);
      },
    };
    const candidates = await completeWords(words, sources, streams.env['MINERALS_COMPLETE']);
    streams.out(candidates.map(({ value, description }) => `${value}\t${description}\n`).join(''));
  },
};

const mcpCommand: HelpCommand = {
  name: 'mcp',
  arguments: [],
  options: [{ name: 'dataset', flags: '--dataset <folder>', description: 'another dataset with the same schemas' }],
  summary: 'Serve the dataset to an assistant over stdin and stdout (Model Context Protocol)',
  examples: [
    { command: 'minerals mcp', description: 'run by the assistant, not by hand' },
    { command: 'claude mcp add minerals -- minerals mcp', description: 'add it to Claude Code' },
  ],
  run: async (_, { packageInfo, streams, catalog }, _showHelp, options) => {
    const pipes = streams.openPipes?.();
    if (!pipes)
      throw new UserError(
        'mcp is a server for assistants and needs a pipe as stdin',
        'add "minerals mcp" to the servers of your assistant',
      );
    const { folder } = readCommonOptions(options, { catalog: catalog(), today: '' });
    if (folder === '') throw new UserError('--dataset needs the name of a folder');
    const { serve } = await import('../mcp/serve.ts');
    await serve({
      version: packageInfo.version,
      catalog: catalog(),
      schemasFolder: join(packageInfo.root, 'schemas'),
      ...createAnswerer({ packageInfo, streams, catalog }, folder),
      ...pipes,
      reportProblem: (text) => streams.err(`warning: ${sanitizeLine(truncateMiddle(text, MAX_PROBLEM_LENGTH))}\n`),
    });
  },
};

/** Maximum characters of a problem that is reported, because a message from outside may be part of it. */
const MAX_PROBLEM_LENGTH = 300;

export const helpCommands: readonly HelpCommand[] = [helpCommand, completionCommand, completeCommand, mcpCommand];
