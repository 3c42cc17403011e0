import { join } from 'node:path';
import { Command as Commander } from 'commander';
import type { Command, Options } from '../commands/command.ts';
import { commands } from '../commands/index.ts';
import { startFreshnessCheck } from '../dataset/open.ts';
import { type Catalog, readCatalog } from '../schema/catalog.ts';
import { runCommand, type CliContext } from './execute.ts';
import { type HelpCommand, helpCommands } from './help-commands.ts';
import { examplesOf, HELP_WIDTH, overview, type Wrap } from './help.ts';
import { type CommandInfo, explainUsageError } from './usage-errors.ts';
import { readOptions, toCommanderOption } from './option.ts';
import { type Package, datasetLocation } from './package-paths.ts';
import type { Streams } from './streams.ts';

/** The commands as a commander program. `exit` receives the status of the command that ran. */
export const createProgram = (own: Package, streams: Streams, exit: (code: number) => void): Commander => {
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
  const isFresh = (): Promise<boolean> => (fresh ??= startFreshnessCheck(datasetLocation(own, streams, undefined)));
  const around = { own, streams, catalog, isFresh, exit };
  refusing(root, undefined, around);
  // Commander would show its help before it looks whether there is such a command.
  root.on('beforeHelp', () => {
    const [first] = root.args;
    if (first !== undefined && !first.startsWith('-') && !root.commands.some((command) => command.name() === first))
      root.error(first, { code: 'commander.unknownCommand' });
  });
  for (const command of commands) add(root, command, around);
  root.helpCommand(false);
  for (const guide of helpCommands) addGuide(root, guide, around);
  return root;
};

const wrapOf =
  (command: Commander): Wrap =>
  (text, width) =>
    command.createHelp().boxWrap(text, width);

/** The help wraps on narrow terminals too. */
const NARROW = { minWidthToWrap: 20 };

/** Puts what commander finds wrong with a command line into our words. */
const refusing = (commander: Commander, asked: CommandInfo | undefined, { catalog }: CliContext): void => {
  commander.exitOverride((error) => {
    if (error.exitCode === 0 || error.code === 'commander.help') throw error;
    throw explainUsageError(error, {
      asked,
      words: commander.args,
      commands: [...commands, ...helpCommands].map(({ name }) => name),
      optionsOf: (name) =>
        commands
          .filter((command) => command.name === name)
          .flatMap((command) => readOptions(command, catalog).map(({ flags }) => /--[\w-]+/.exec(flags)?.[0] ?? flags)),
    });
  });
};

/** A command with its arguments, its examples, and its mistakes in our words. */
const begun = (root: Commander, described: Command | HelpCommand, around: CliContext): Commander => {
  const { name, summary, arguments: takes, examples } = described;
  const sub = root.command(name, { hidden: 'isHidden' in described }).description(summary);
  const width = around.streams.width ?? HELP_WIDTH;
  sub.addHelpText('before', () => `${examplesOf(examples, width, wrapOf(sub))}\n`);
  sub.configureHelp(NARROW);
  for (const argument of takes) sub.argument(argument.name, argument.description);
  refusing(sub, described, around);
  return sub;
};

const add = (root: Commander, command: Command, around: CliContext): void => {
  const sub = begun(root, command, around);
  // Options may come from the schemas, which only the command that is asked for need read.
  lazily(sub, () => {
    if (!command.usesNoDataset) void around.isFresh();
    for (const option of readOptions(command, around.catalog)) sub.addOption(toCommanderOption(option));
  });
  sub.action((...given: unknown[]) => runCommand(command, wordsIn(command, given), sub.opts<Options>(), around));
};

const addGuide = (root: Commander, guide: HelpCommand, around: CliContext): void => {
  const help = (name?: string): boolean => {
    const named = root.commands.find((command) => command.name() === name);
    if (name === undefined || named) (named ?? root).help();
    return false;
  };
  const sub = begun(root, guide, around);
  sub.action((...given: unknown[]) => guide.run(wordsIn(guide, given), around, help));
};

/** The words that commander found to be arguments. */
const wordsIn = ({ arguments: takes }: CommandInfo, given: readonly unknown[]): string[] =>
  given
    .slice(0, takes.length)
    .flatMap((arg) => (arg === undefined ? [] : Array.isArray(arg) ? arg.map(String) : [arg as string]));

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
