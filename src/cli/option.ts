import { Command as Commander, Option as CommanderOption } from 'commander';
import type { Command, CommandOption, OptionValues } from '../commands/command.ts';
import { formats } from '../format/index.ts';
import { UserError } from '../core/model/errors.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import { describeOption } from './help.ts';

const LANGUAGES = ['en', 'de', 'es', 'pt'];

/** Lists a command's own options and the common ones. */
export const listOptions = (command: Command, catalog: () => Catalog): readonly CommandOption[] => [
  ...command.options(catalog),
  ...commonOptions(Object.keys(command.formats ?? formats)),
];

/** Option that names another dataset. */
export const DATASET_OPTION: CommandOption = {
  flags: '--dataset <folder>',
  description: 'another dataset with the same schemas',
};

const commonOptions = (formatNames: readonly string[]): CommandOption[] => [
  { flags: '--format <format>', description: `output format (default: ${formatNames[0]})`, choices: formatNames },
  { flags: '--json', description: 'short for --format json' },
  { flags: '--lang <language>', description: 'language of names', choices: LANGUAGES },
  DATASET_OPTION,
  { flags: '--no-color', description: 'no colours' },
  { flags: '--no-pager', description: "don't use a pager" },
];

/** The long flag of an option: `--since` of `--since <date>`. */
export const longFlag = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

/** Converts one of a command's options for commander; its values are checked and parsed. */
export const toCommanderOption = (
  declaration: CommandOption,
  allOptions: readonly CommandOption[],
): CommanderOption => {
  const { flags, choices, isList, keepCommas, isRepeatable, impliedValue, isNumber } = declaration;
  const option = new CommanderOption(flags, describeOption(declaration));
  const addValues = (values: readonly string[], previous: readonly string[] = []): readonly string[] => {
    if (values.length === 0) throw new UserError(`${option.long} needs a value`);
    return [...previous, ...values];
  };
  /** Throws UserError for an option in place of a value: the value was forgotten. */
  const assertValue = (value: string): string => {
    const [flag] = value.split('=');
    if (flag !== undefined && allOptions.some((other) => other.flags.split(/[ ,]+/).includes(flag)))
      throw new UserError(`${option.long} needs a value, but is followed by ${value}`, 'add a value, or remove it');
    return value;
  };
  const parseValue = (value: string): string | number => {
    if (choices && !choices.includes(value))
      throw new UserError(`${option.long} cannot be "${value}"`, `choices: ${choices.join(', ')}`);
    if (isNumber && !/^\d+$/.test(value))
      throw new UserError(`${option.long} cannot be "${value}"`, 'use a whole number, 0 or more');
    return isNumber ? Number(value) : value;
  };
  if (impliedValue !== undefined) {
    option.preset(impliedValue);
    option.argParser((value, previous?: readonly string[]) => addValues(assertValue(value).split(','), previous));
  } else if (isRepeatable || keepCommas)
    option.argParser((value, previous?: readonly string[]) => addValues([assertValue(value)], previous));
  else if (isList)
    option.argParser((value, previous?: readonly string[]) => {
      const items = assertValue(value).split(',');
      return addValues(
        items.flatMap((item) => item.trim() || []),
        previous,
      );
    });
  else if (option.required)
    option.argParser((text, previous?: string | number) => {
      const value = parseValue(assertValue(text));
      if (previous !== undefined && previous !== value)
        throw new UserError(`${option.long} cannot be both ${previous} and ${value}`, 'use it once');
      return value;
    });
  // Commander would set x to true by default if only `--no-x` is declared.
  if (option.negate && option.attributeName() !== 'color') option.default(undefined);
  return option;
};

/** Parses the words of another command as the command line does. */
export const parseWords = (
  command: Command,
  words: readonly string[],
  catalog: () => Catalog,
): { readonly args: readonly string[]; readonly options: OptionValues } => {
  const parser = new Commander(command.name).exitOverride().configureOutput({ outputError: () => {} });
  const options = command.options(catalog);
  for (const option of options) parser.addOption(toCommanderOption(option, options));
  for (const { name, description } of command.arguments) parser.argument(name, description);
  parser.parse([...words], { from: 'user' });
  return { args: parser.args, options: parser.opts<OptionValues>() };
};
