import { Option as CommanderOption } from 'commander';
import type { Command, CommandOption } from '../commands/command.ts';
import { formats } from '../format/index.ts';
import { UserError } from '../model/errors.ts';
import type { Catalog } from '../schema/catalog.ts';
import { described } from './help.ts';

const LANGUAGES = ['en', 'de', 'es', 'pt'];

/** What a command takes: its own options, and those that all have. */
export const readOptions = (command: Command, catalog: () => Catalog): readonly CommandOption[] => [
  ...command.options(catalog),
  ...common(Object.keys(command.formats ?? formats)),
];

const common = (printers: readonly string[]): CommandOption[] => [
  { flags: '--format <format>', description: 'how to print it; the first unless told', choices: printers },
  { flags: '--json', description: 'the same as --format json' },
  { flags: '--lang <language>', description: 'names in this language', choices: LANGUAGES },
  { flags: '--dataset <folder>', description: 'another dataset of the same schemas' },
  { flags: '--no-color', description: 'no colours' },
  { flags: '--no-pager', description: 'never through a pager' },
];

/** An option as commander reads it; what it was given is checked and put into its form. */
export const toCommanderOption = (declared: CommandOption): CommanderOption => {
  const { flags, choices, list, keepCommas: whole, many, repeatableFlag: either, number } = declared;
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
