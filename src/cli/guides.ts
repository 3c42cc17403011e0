import { commands } from '../commands/index.ts';
import { openFiles, openStored } from '../dataset/open.ts';
import { formats } from '../format/index.ts';
import { UserError } from '../model/errors.ts';
import { meant } from '../model/near.ts';
import { complete } from './complete.ts';
import type { Surroundings } from './execute.ts';
import { HELP_WIDTH } from './help.ts';
import type { Asked } from './mistake.ts';
import { optionsOf } from './option.ts';
import { placeOf } from './package.ts';
import { shells } from './shells.ts';
import { wantsColour } from './streams.ts';
import { topics } from './topics.ts';
import { ownValue } from '../model/own.ts';

/** A command that tells of the program and asks no dataset: what it is given are words, and it prints by itself. */
export interface Guide extends Asked {
  readonly summary: string;
  readonly isHidden?: true;
  /** `help` prints the help of a command, or of the program; false where there is no such command. */
  readonly run: (words: readonly string[], around: Surroundings, help: (command?: string) => boolean) => Promise<void>;
}

const help: Guide = {
  name: 'help',
  arguments: [
    {
      name: '[topic]',
      description: `a command, or ${Object.keys(topics).join(', ')}`,
      completes: async () => [
        ...Object.keys(topics).map((value) => ({ value, says: 'a topic' })),
        ...commands.map(({ name, summary }) => ({ value: name, says: summary })),
      ],
    },
  ],
  summary: 'Tell more of a command or a topic',
  examples: [
    { command: 'minerals help query', says: 'the same as minerals query --help' },
    { command: 'minerals help formats', says: 'what can be printed, and for whom' },
  ],
  run: async ([topic], { streams }, told) => {
    const view = ownValue(topics, topic ?? '');
    if (view) {
      const print = await formats.table();
      const style = { colour: wantsColour(streams, undefined), hyperlinks: false, width: streams.width ?? HELP_WIDTH };
      return streams.out(print({ data: null, view }, style));
    }
    if (told(topic)) return;
    const near = meant(topic ?? '', [...Object.keys(topics), ...commands.map(({ name }) => name)]);
    throw new UserError(
      `there is no help on "${topic}"`,
      near ? `did you mean ${near}?` : `there are ${Object.keys(topics).join(', ')}, and the commands`,
    );
  },
};

/** What a shell is given to ask `complete`. */
const completion: Guide = {
  name: 'completion',
  arguments: [
    {
      name: '<shell>',
      description: Object.keys(shells).join(', '),
      completes: async () => Object.keys(shells).map((value) => ({ value, says: '' })),
    },
  ],
  summary: 'Print what a shell needs to complete commands, options and names',
  examples: [
    { command: 'source <(minerals completion bash)', says: 'in ~/.bashrc' },
    { command: 'source <(minerals completion zsh)', says: 'in ~/.zshrc, after compinit' },
    { command: 'minerals completion fish | source', says: 'in ~/.config/fish/config.fish' },
  ],
  run: async ([shell = ''], { streams }) => {
    const script = ownValue(shells, shell);
    if (script === undefined)
      throw new UserError(`there is no completion for "${shell}"`, `there are ${Object.keys(shells).join(', ')}`);
    streams.out(script);
  },
};

const completing: Guide = {
  name: 'complete',
  isHidden: true,
  arguments: [{ name: '[words...]', description: 'what is typed after minerals' }],
  summary: 'Tell what the last of some words may go on as',
  examples: [],
  run: async (words, { own, streams, catalog }) => {
    const place = placeOf(own, streams, undefined);
    const known = {
      commands: [...commands, ...guides.filter(({ isHidden }) => !isHidden)],
      options: (name: string | undefined) => [
        ...commands.filter((command) => command.name === name).flatMap((command) => optionsOf(command, catalog)),
        ...(name === undefined ? [{ flags: '--version', description: 'the version' }] : []),
        { flags: '--help', description: 'what there is, with examples' },
      ],
      catalog,
      // Whoever types waits: a snapshot of a moment ago will do.
      dataset: async () => {
        const stored = await openStored(catalog(), place);
        return stored && (await stored.isIntact()) ? stored.dataset : openFiles(catalog(), place);
      },
    };
    const found = await complete(words, known, streams.env['MINERALS_COMPLETE']);
    streams.out(found.map(({ value, says }) => `${value}\t${says}\n`).join(''));
  },
};

export const guides: readonly Guide[] = [help, completion, completing];
