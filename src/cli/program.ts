import { join } from 'node:path';
import { Command as Commander } from 'commander';
import { operations } from '../operations/index.ts';
import type { InputValues } from '../operations/input.ts';
import type { Operation } from '../operations/operation.ts';
import { startFreshnessCheck } from '../node/open.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import { readCatalog } from '../node/read-catalog.ts';
import { runOperation, type CliContext } from './execute.ts';
import { type HelpCommand, helpCommands } from './help-commands.ts';
import { formatExamples, HELP_WIDTH, formatOverview, type Wrap } from './help.ts';
import { type CommandInfo, explainUsageError } from './usage-errors.ts';
import { listOptions, longFlag, toArgumentValues, toCommanderOption } from './option.ts';
import { type PackageInfo, locateDataset } from './package-paths.ts';
import type { Streams } from './streams.ts';

/** Creates the commander program; `setExitCode` receives the status of the command that ran. */
export const createProgram = (
  packageInfo: PackageInfo,
  streams: Streams,
  setExitCode: (code: number) => void,
): Commander => {
  const width = streams.width ?? HELP_WIDTH;
  const program = new Commander('minerals')
    .description(
      'Critical-mineral diplomacy: who agreed what with whom, over which minerals, who said what about it, and how we know.',
    )
    .version(packageInfo.version, '-V, --version', 'show the version of the tool and its dataset')
    .helpOption('-h, --help', 'show this help')
    .showSuggestionAfterError(false)
    .configureHelp(HELP_CONFIGURATION)
    .configureOutput({
      writeOut: streams.out,
      writeErr: streams.err,
      outputError: () => {},
      getOutHelpWidth: () => width,
    });
  program.addHelpText('after', () => `\n${formatOverview(width, createWrap(program))}`);
  let loadedCatalog: Catalog | undefined;
  const { root, isReadOnly } = packageInfo;
  const kept = { file: join(root, 'dist', 'catalog.json'), isReadOnly };
  const catalog = (): Catalog => (loadedCatalog ??= readCatalog(join(root, 'schemas'), kept));
  let freshness: Promise<boolean> | undefined;
  const isFresh = (): Promise<boolean> =>
    (freshness ??= startFreshnessCheck(locateDataset(packageInfo, streams, undefined)));
  const context = { packageInfo, streams, catalog, isFresh, setExitCode };
  rewordErrors(program, undefined, context);
  // Reports an unknown command, for which commander would show the help.
  program.on('beforeHelp', () => {
    const [firstWord] = program.args;
    const isCommand = program.commands.some((command) => command.name() === firstWord);
    if (firstWord !== undefined && !firstWord.startsWith('-') && !isCommand)
      program.error(firstWord, { code: 'commander.unknownCommand' });
  });
  for (const operation of operations) addOperation(program, operation, context);
  program.helpCommand(false);
  for (const helpCommand of helpCommands) addHelpCommand(program, helpCommand, context);
  return program;
};

const createWrap =
  (command: Commander): Wrap =>
  (text, width) =>
    command.createHelp().boxWrap(text, width);

/** Wraps the help on narrow terminals too. */
const HELP_CONFIGURATION = { minWidthToWrap: 20 };

/** Replaces the usage errors of commander with our own. */
const rewordErrors = (commander: Commander, command: CommandInfo | undefined, { catalog }: CliContext): void => {
  commander.exitOverride((error) => {
    if (error.exitCode === 0 || error.code === 'commander.help') throw error;
    throw explainUsageError(error, {
      command,
      words: commander.args,
      commandNames: [...operations, ...helpCommands].map(({ name }) => name),
      optionsOf: (name) =>
        operations
          .filter((candidate) => candidate.name === name)
          .flatMap((candidate) => listOptions(candidate, catalog).map(({ flags }) => longFlag(flags))),
    });
  });
};

/** Adds a command with its arguments, examples and usage errors. */
const addSubcommand = (program: Commander, command: Operation | HelpCommand, context: CliContext): Commander => {
  const { name, summary, arguments: declared, examples } = command;
  const subcommand = program.command(name, { hidden: 'isHidden' in command }).description(summary);
  const width = context.streams.width ?? HELP_WIDTH;
  subcommand.addHelpText('before', () => `${formatExamples(examples, width, createWrap(subcommand))}\n`);
  subcommand.configureHelp(HELP_CONFIGURATION);
  for (const argument of declared) subcommand.argument(argument.usage, argument.description);
  rewordErrors(subcommand, command, context);
  return subcommand;
};

const addOperation = (program: Commander, operation: Operation, context: CliContext): void => {
  const subcommand = addSubcommand(program, operation, context);
  // Options may come from the schemas, so only the requested command declares them.
  declareLazily(subcommand, () => {
    if (!operation.usesNoDataset) void context.isFresh();
    const options = listOptions(operation, context.catalog);
    for (const option of options) subcommand.addOption(toCommanderOption(option, options));
  });
  subcommand.action((...parsed: unknown[]) =>
    runOperation(operation, { ...subcommand.opts<InputValues>(), ...toArgumentValues(operation, parsed) }, context),
  );
};

const addHelpCommand = (program: Commander, helpCommand: HelpCommand, context: CliContext): void => {
  const showHelp = (name?: string): boolean => {
    const command = name === undefined ? program : program.commands.find((candidate) => candidate.name() === name);
    command?.help();
    return false;
  };
  const subcommand = addSubcommand(program, helpCommand, context);
  const options = helpCommand.options ?? [];
  for (const option of options) subcommand.addOption(toCommanderOption(option, options));
  subcommand.action((...parsed: unknown[]) =>
    helpCommand.run(toArguments(helpCommand, parsed), context, showHelp, subcommand.opts<InputValues>()),
  );
};

/** The arguments among the values that commander passes to an action. */
const toArguments = ({ arguments: declared }: CommandInfo, parsed: readonly unknown[]): string[] =>
  parsed
    .slice(0, declared.length)
    .flat()
    .filter((word) => word !== undefined)
    .map(String);

/** Declares the options of a command when it is parsed or its help is shown. */
const declareLazily = (subcommand: Commander, declare: () => void): void => {
  let isDeclared = false;
  const declareOnce = (): void => {
    if (!isDeclared) declare();
    isDeclared = true;
  };
  const parseOptions = subcommand.parseOptions.bind(subcommand);
  subcommand.parseOptions = (args) => {
    declareOnce();
    return parseOptions(args);
  };
  subcommand.on('beforeHelp', declareOnce);
};
