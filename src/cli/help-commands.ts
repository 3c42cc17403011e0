import { commands } from '../commands/index.ts';
import { openFromFiles, openSnapshotDataset } from '../dataset/open.ts';
import { formats } from '../format/index.ts';
import { UserError } from '../model/errors.ts';
import { closestMatch } from '../model/fuzzy.ts';
import { completeWords } from './complete.ts';
import type { CliContext } from './execute.ts';
import { HELP_WIDTH } from './help.ts';
import type { CommandInfo } from './usage-errors.ts';
import { readOptions } from './option.ts';
import { datasetLocation } from './package-paths.ts';
import { completionScripts } from './shells.ts';
import { wantsColour } from './streams.ts';
import { helpTopics } from './help-topics.ts';

/** A command that tells of the program and asks no dataset: what it is given are words, and it prints by itself. */
export interface HelpCommand extends CommandInfo {
  readonly summary: string;
  readonly isHidden?: true;
  /** `help` prints the help of a command, or of the program; false where there is no such command. */
  readonly run: (words: readonly string[], around: CliContext, help: (command?: string) => boolean) => Promise<void>;
}

const help: HelpCommand = {
  name: 'help',
  arguments: [
    {
      name: '[topic]',
      description: `a command, or ${Object.keys(helpTopics).join(', ')}`,
      completes: async () => [
        ...Object.keys(helpTopics).map((value) => ({ value, says: 'a topic' })),
        ...commands.map(({ name, summary }) => ({ value: name, says: summary })),
      ],
    },
  ],
  summary: 'Tell more of a command or a topic',
  examples: [
    { command: 'minerals help query', description: 'the same as minerals query --help' },
    { command: 'minerals help formats', description: 'what can be printed, and for whom' },
  ],
  run: async ([topic], { streams }, told) => {
    const view = helpTopics[topic ?? ''];
    if (view) {
      const print = await formats.table();
      const style = { colour: wantsColour(streams, undefined), hyperlinks: false, width: streams.width ?? HELP_WIDTH };
      return streams.out(print({ data: null, view }, style));
    }
    if (told(topic)) return;
    const near = closestMatch(topic ?? '', [...Object.keys(helpTopics), ...commands.map(({ name }) => name)]);
    throw new UserError(
      `there is no help on "${topic}"`,
      near ? `did you mean ${near}?` : `there are ${Object.keys(helpTopics).join(', ')}, and the commands`,
    );
  },
};

/** What a shell is given to ask `complete`. */
const completion: HelpCommand = {
  name: 'completion',
  arguments: [
    {
      name: '<shell>',
      description: Object.keys(completionScripts).join(', '),
      completes: async () => Object.keys(completionScripts).map((value) => ({ value, says: '' })),
    },
  ],
  summary: 'Print what a shell needs to complete commands, options and names',
  examples: [
    { command: 'source <(minerals completion bash)', description: 'in ~/.bashrc' },
    { command: 'source <(minerals completion zsh)', description: 'in ~/.zshrc, after compinit' },
    { command: 'minerals completion fish | source', description: 'in ~/.config/fish/config.fish' },
  ],
  run: async ([shell = ''], { streams }) => {
    const script = completionScripts[shell];
    if (script === undefined)
      throw new UserError(
        `there is no completion for "${shell}"`,
        `there are ${Object.keys(completionScripts).join(', ')}`,
      );
    streams.out(script);
  },
};

const completing: HelpCommand = {
  name: 'complete',
  isHidden: true,
  arguments: [{ name: '[words...]', description: 'what is typed after minerals' }],
  summary: 'Tell what the last of some words may go on as',
  examples: [],
  run: async (words, { own, streams, catalog }) => {
    const place = datasetLocation(own, streams, undefined);
    const found = await completeWords(words, {
      commands: [...commands, ...helpCommands.filter(({ isHidden }) => !isHidden)],
      options: (name) => [
        ...commands.filter((command) => command.name === name).flatMap((command) => readOptions(command, catalog)),
        ...(name === undefined ? [{ flags: '--version', description: 'the version' }] : []),
        { flags: '--help', description: 'what there is, with examples' },
      ],
      catalog,
      // Whoever types waits: a snapshot of a moment ago will do.
      dataset: async () => {
        const stored = await openSnapshotDataset(catalog(), place);
        return stored?.isIntact() ? stored.dataset : openFromFiles(catalog(), place);
      },
    });
    streams.out(found.map(({ value, says }) => `${value}\t${says}\n`).join(''));
  },
};

export const helpCommands: readonly HelpCommand[] = [help, completion, completing];
