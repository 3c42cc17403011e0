import { basename, dirname, join, resolve } from 'node:path';
import { Command as Commander, Option as CommanderOption } from 'commander';
import type { Command, Context, Option, Options } from '../commands/command.ts';
import { commands } from '../commands/index.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { freshness, openFiles, openStored, type Place, type Stored } from '../dataset/open.ts';
import { formats } from '../format/index.ts';
import { UserError } from '../model/errors.ts';
import { meant } from '../model/near.ts';
import type { Result } from '../model/result.ts';
import { inOneLine } from '../model/text.ts';
import { type Catalog, readCatalog } from '../schema/catalog.ts';
import { browse } from './browse.ts';
import { complete } from './complete.ts';
import { described, examplesOf, HELP_WIDTH, overview, type Wrap } from './help.ts';
import { wantsHyperlinks } from './hyperlinks.ts';
import { type Asked, mistake } from './mistake.ts';
import { paged } from './paged.ts';
import { shells } from './shells.ts';
import { cachesOf, type Streams, wantsColour } from './streams.ts';
import { topics } from './topics.ts';

/** The package as it lies on disk: where its parts are, and what it is. */
export interface Package {
  readonly root: string;
  readonly version: string;
  /** Whether its files never change, as those of an installed package. */
  readonly frozen: boolean;
}

const LANGUAGES = ['en', 'de', 'es', 'pt'];

/** The commands as a commander program. `exit` receives the status of the command that ran. */
export const program = (own: Package, streams: Streams, exit: (code: number) => void): Commander => {
  const width = streams.width ?? HELP_WIDTH;
  const root = new Commander('minerals')
    .description(
      'Critical-mineral diplomacy: who agreed what with whom, over which minerals, who said what about it, and how we know.',
    )
    .version(own.version, '-V, --version', 'the version of the tool and of its dataset')
    .helpOption('-h, --help', 'this help')
    .showSuggestionAfterError(false)
    .configureHelp(NARROW)
    .configureOutput({
      writeOut: streams.out,
      writeErr: streams.err,
      outputError: () => {},
      getOutHelpWidth: () => width,
    });
  root.addHelpText('after', () => `\n${overview(width, wrapOf(root))}`);
  let schemas: Catalog | undefined;
  const catalog = (): Catalog => (schemas ??= readCatalog(join(own.root, 'schemas')));
  let fresh: Promise<boolean> | undefined;
  const isFresh = (): Promise<boolean> => (fresh ??= freshness(placeOf(own, streams, undefined)));
  const around = { own, streams, catalog, isFresh, exit };
  refusing(root, undefined, around);
  // Commander would show its help before it looks whether there is such a command.
  root.on('beforeHelp', () => {
    const [first] = root.args;
    if (first !== undefined && !first.startsWith('-') && !root.commands.some((command) => command.name() === first))
      root.error(first, { code: 'commander.unknownCommand' });
  });
  for (const command of commands) add(root, command, around);
  addHelp(root, around);
  addCompletion(root, around);
  return root;
};

/** The help wraps on narrow terminals too. */
const NARROW = { minWidthToWrap: 20 };

const wrapOf =
  (command: Commander): Wrap =>
  (text, width) =>
    command.createHelp().boxWrap(text, width);

/** Puts what commander finds wrong with a command line into our words. */
const refusing = (commander: Commander, asked: Asked | undefined, { catalog }: Surroundings): void => {
  commander.exitOverride((error) => {
    if (error.exitCode === 0 || error.code === 'commander.help') throw error;
    throw mistake(error, {
      asked,
      words: commander.args,
      commands: [...commands, HELP, COMPLETION].map(({ name }) => name),
      optionsOf: (name) =>
        commands
          .filter((command) => command.name === name)
          .flatMap((command) => optionsOf(command, catalog).map(({ flags }) => /--[\w-]+/.exec(flags)?.[0] ?? flags)),
    });
  });
};

/** A command with its arguments, its examples, and its mistakes in our words. */
const begun = (root: Commander, described: Asked & { readonly summary: string }, around: Surroundings): Commander => {
  const { name, summary, arguments: takes, examples } = described;
  const sub = root.command(name).description(summary);
  const width = around.streams.width ?? HELP_WIDTH;
  sub.addHelpText('before', () => `${examplesOf(examples, width, wrapOf(sub))}\n`);
  sub.configureHelp(NARROW);
  for (const argument of takes) sub.argument(argument.name, argument.description);
  refusing(sub, described, around);
  return sub;
};

const HELP = {
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
};

/** `help`: of the program, of a command, or of a topic. */
const addHelp = (root: Commander, around: Surroundings): void => {
  const { streams } = around;
  root.helpCommand(false);
  begun(root, HELP, around).action(async (topic?: string) => {
    const view = topics[topic ?? ''];
    const named = root.commands.find((command) => command.name() === topic);
    if (view) {
      const print = await formats.table();
      const style = { colour: wantsColour(streams, undefined), hyperlinks: false, width: streams.width ?? HELP_WIDTH };
      streams.out(print({ data: null, view }, style));
    } else if (topic === undefined || named) (named ?? root).help();
    else {
      const near = meant(topic, [...Object.keys(topics), ...commands.map(({ name }) => name)]);
      throw new UserError(
        `there is no help on "${topic}"`,
        near ? `did you mean ${near}?` : `there are ${Object.keys(topics).join(', ')}, and the commands`,
      );
    }
  });
};

const COMPLETION = {
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
};

/** `completion`, which a shell is given, and `complete`, which that asks. */
const addCompletion = (root: Commander, around: Surroundings): void => {
  const { own, streams, catalog } = around;
  begun(root, COMPLETION, around).action((shell: string) => {
    const script = shells[shell];
    if (script === undefined)
      throw new UserError(`there is no completion for "${shell}"`, `there are ${Object.keys(shells).join(', ')}`);
    streams.out(script);
  });
  root
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: readonly string[]) => {
      const place = placeOf(own, streams, undefined);
      const found = await complete(words, {
        commands: [...commands, HELP, COMPLETION],
        options: (name) => [
          ...commands.filter((command) => command.name === name).flatMap((command) => optionsOf(command, catalog)),
          ...(name === undefined ? [{ flags: '--version', description: 'the version' }] : []),
          { flags: '--help', description: 'what there is, with examples' },
        ],
        catalog,
        // Whoever types waits: a snapshot of a moment ago will do.
        dataset: async () => openStored(catalog(), place)?.dataset ?? openFiles(catalog(), place),
      });
      streams.out(found.map(({ value, says }) => `${value}\t${says}\n`).join(''));
    });
};

interface Surroundings {
  readonly own: Package;
  readonly streams: Streams;
  readonly catalog: () => Catalog;
  /** Whether the snapshot of the package's own dataset is fresh; looked up once, and early. */
  readonly isFresh: () => Promise<boolean>;
  readonly exit: (code: number) => void;
}

const add = (root: Commander, command: Command, around: Surroundings): void => {
  const sub = begun(root, command, around);
  // Options may come from the schemas, which only the command that is asked for need read.
  lazily(sub, () => {
    if (!command.aside) void around.isFresh();
    for (const option of optionsOf(command, around.catalog)) sub.addOption(toCommander(option));
  });
  sub.action(async (...given: unknown[]) => {
    const args = given
      .slice(0, command.arguments.length)
      .flatMap((arg) => (arg === undefined ? [] : Array.isArray(arg) ? arg.map(String) : [arg as string]));
    const options = sub.opts<Options>();
    await execute(command, args, options, around);
  });
};

/** Declares the options of a command when it is parsed or when its help is asked for. */
const lazily = (sub: Commander, declare: () => void): void => {
  let declared = false;
  const once = (): void => {
    if (!declared) declare();
    declared = true;
  };
  const parse = sub.parseOptions.bind(sub);
  sub.parseOptions = (args) => {
    once();
    return parse(args);
  };
  sub.on('beforeHelp', once);
};

const optionsOf = (command: Command, catalog: () => Catalog): readonly Option[] => [
  ...command.options(catalog),
  ...common(Object.keys(command.formats ?? formats)),
];

const common = (printers: readonly string[]): Option[] => [
  { flags: '--format <format>', description: 'how to print it; the first unless told', choices: printers },
  { flags: '--json', description: 'the same as --format json' },
  { flags: '--lang <language>', description: 'names in this language', choices: LANGUAGES },
  { flags: '--dataset <folder>', description: 'another dataset of the same schemas' },
  { flags: '--no-color', description: 'no colours' },
  { flags: '--no-pager', description: 'never through a pager' },
];

const toCommander = (declared: Option): CommanderOption => {
  const { flags, choices, list, whole, many, either, number } = declared;
  const option = new CommanderOption(flags, described(declared));
  const several = (values: readonly string[], before: readonly string[] = []): readonly string[] => {
    if (values.length === 0) throw new UserError(`${option.long} needs a value`);
    return [...before, ...values];
  };
  const one = (value: string): string | number => {
    if (choices && !choices.includes(value))
      throw new UserError(`${option.long} cannot be "${value}"`, `there are ${choices.join(', ')}`);
    if (number && !/^\d+$/.test(value))
      throw new UserError(`${option.long} cannot be "${value}"`, 'give a whole number from 0');
    return number ? Number(value) : value;
  };
  if (either) option.argParser((_, before?: readonly string[]) => several([String(!option.negate)], before));
  else if (many || whole) option.argParser((value, before?: readonly string[]) => several([value], before));
  else if (list)
    option.argParser((value, before?: readonly string[]) =>
      several(
        value.split(',').flatMap((each) => each.trim() || []),
        before,
      ),
    );
  else if (option.required)
    option.argParser((value, before?: string | number) => {
      const only = one(value);
      if (before !== undefined && before !== only)
        throw new UserError(`${option.long} cannot be both ${before} and ${only}`, 'give it once');
      return only;
    });
  // `--no-x` alone must not mean that x is true unless told.
  if (option.negate && option.attributeName() !== 'color') option.default(undefined);
  return option;
};

const execute = async (
  command: Command,
  args: readonly string[],
  options: Options,
  { own, streams, catalog, isFresh, exit }: Surroundings,
): Promise<void> => {
  const {
    format,
    json,
    lang,
    dataset: folder,
    color,
    knownOn,
  } = options as {
    format?: string;
    json?: boolean;
    lang?: string;
    dataset?: string;
    color?: boolean;
    knownOn?: string;
  };
  if (json && format !== undefined && format !== 'json')
    throw new UserError(`--json and --format ${format} contradict each other`, 'give one of the two');
  const printers = command.formats ?? formats;
  const [first = 'table'] = Object.keys(printers);
  const wanted = json ? 'json' : (format ?? first);
  const printer = (printers as Record<string, (typeof formats)['json']>)[wanted];
  if (!printer)
    throw new UserError(`${command.name} has no format "${format}"`, `there are ${Object.keys(printers).join(', ')}`);
  if (folder === '') throw new UserError('--dataset needs a folder', 'without it the packaged dataset is asked');
  const place = placeOf(own, streams, folder);
  const context: Omit<Context, 'dataset'> = {
    catalog: catalog(),
    place,
    language: lang,
    today: streams.env['MINERALS_NOW']?.slice(0, 10) ?? new Date().toISOString().slice(0, 10),
    version: folder === undefined ? own.version : undefined,
    folder: streams.folder,
    caches: folder === undefined ? join(own.root, 'dist') : cachesOf(streams),
    progress: progressOn(streams),
    interrupted: streams.interrupted,
    ask: asking(streams),
  };
  const print = await printer();
  const colour = wantsColour(streams, color);
  const style = { colour, hyperlinks: wantsHyperlinks(streams, colour), width: streams.width };
  const ask = (dataset: () => Promise<Dataset>): Promise<Result> => command.run({ ...context, dataset }, args, options);
  const { answer, unread } = answering(catalog(), place, folder === undefined ? isFresh : undefined);
  try {
    let result: Result | undefined = await (knownOn === undefined
      ? answer(ask)
      : ask(() => known(catalog(), place, knownOn)));
    while (result) {
      if (result.writing) (await import('./folder.ts')).writeFolder(result.writing);
      const text = print(result, style);
      if (result.output === undefined) await paged(streams, text, options['pager'] !== false);
      else await writeFile(streams.folder, result.output, text);
      // Below the answer, where a long one does not scroll them away.
      for (const note of result.notes ?? []) streams.err(`note: ${inOneLine(note)}\n`);
      if (result.opens !== undefined) await browse(streams, result.opens);
      exit(result.exitCode ?? 0);
      result = await result.next?.();
    }
  } finally {
    const [first, ...others] = await unread();
    if (first !== undefined)
      streams.err(
        `warning: ${others.length === 0 ? '1 file holds' : `${others.length + 1} files hold`} no readable record (${inOneLine(first)}); minerals validate tells why\n`,
      );
  }
};

const asking =
  ({ terminal }: Streams): Context['ask'] =>
  async () => {
    const asked = terminal?.();
    return asked && (await import('./ask-on.ts')).askOn(asked);
  };

const writeFile = async (folder: string, named: string, text: string): Promise<void> => {
  const path = resolve(folder, named);
  const files = new Map([[basename(path), text]]);
  (await import('./folder.ts')).writeFolder({ folder: dirname(path), named, files, replace: true });
};

const placeOf = (own: Package, streams: Streams, folder: string | undefined): Place => {
  const schemas = join(own.root, 'schemas');
  if (folder !== undefined) return { folder: resolve(streams.folder, folder), schemas, isNamed: true };
  return {
    folder: join(own.root, 'dataset'),
    schemas,
    snapshot: join(own.root, 'dist', 'dataset.snapshot'),
    frozen: own.frozen,
  };
};

/** The dataset of a day that is past. */
const known = async (catalog: Catalog, place: Place, date: string): Promise<Dataset> =>
  (await import('../dataset/known.ts')).openKnown(catalog, place, date);

interface Answering {
  /** What a command answers: at once from the snapshot; if that proves to be out of date meanwhile, anew from the files. */
  readonly answer: (ask: (dataset: () => Promise<Dataset>) => Promise<Result>) => Promise<Result>;
  /** The files of the dataset that was asked that hold no readable record. */
  readonly unread: () => Promise<readonly string[]>;
}

const answering = (catalog: Catalog, place: Place, isFresh: (() => Promise<boolean>) | undefined): Answering => {
  let stored: Stored | undefined;
  let files: Promise<Dataset> | undefined;
  const fromFiles = (): Promise<Dataset> => (files ??= openFiles(catalog, place));
  const fromSnapshot = (): Promise<Dataset> => {
    stored ??= files ? undefined : openStored(catalog, place, isFresh);
    return stored ? Promise.resolve(stored.dataset) : fromFiles();
  };
  const isStale = async (): Promise<boolean> => stored !== undefined && !(await stored.isFresh);
  return {
    answer: async (ask) => {
      const result = await ask(fromSnapshot).catch(async (error: unknown) => {
        if (await isStale()) return undefined;
        throw error;
      });
      return result && !(await isStale()) ? result : ask(fromFiles);
    },
    unread: async () => ((await files) ?? stored?.dataset)?.unread ?? [],
  };
};

/** Progress on stderr for work over a second, at most five times a second; a single line on a terminal. */
const progressOn = (streams: Streams): ((text: string) => void) => {
  const start = Date.now();
  let last = start + 800;
  return (text) => {
    const now = Date.now();
    if (now - last < 200) return;
    last = now;
    streams.err(streams.errIsTerminal ? `\r\u001b[K${text}\r` : `${text}\n`);
  };
};
