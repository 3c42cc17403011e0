import { Command as Commander, Option as CommanderOption } from 'commander';
import { UserError } from '../core/model/errors.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import { flag, type InputValues, negatedFlag, type OptionDeclaration, text } from '../operations/input.ts';
import type { Operation } from '../operations/operation.ts';
import { describeOption } from './help.ts';

const LANGUAGES = ['en', 'de', 'es', 'pt'] as const;

/** Option that names another dataset. */
const datasetOption = text({ value: 'folder', description: 'another dataset with the same schemas' });

/** Options that every operation has on the command line. */
const commonOptions = {
  format: text({ value: 'format', description: 'output format' }),
  json: flag('short for --format json'),
  lang: text({ value: 'language', description: 'language of names', choices: LANGUAGES }),
  dataset: datasetOption,
  output: text({ value: 'file', description: 'output file (default: print)' }),
  notes: text({ value: 'file', description: 'file for the notes as JSON: code, message, count, refs' }),
  color: negatedFlag('no colours'),
  pager: negatedFlag("don't use a pager"),
};

/** Lists an operation's own options and the common ones. */
export const listOptions = (operation: Operation, catalog: () => Catalog): readonly OptionDeclaration[] => [
  ...operation.options(catalog),
  ...Object.entries(commonOptions)
    .flatMap(([name, option]) => option.declare(name, catalog()))
    .map((option) => {
      if (option.name !== 'format') return option;
      const choices = operation.formatNames;
      return { ...option, choices, description: `${option.description} (default: ${choices[0]})` };
    }),
];

/** Reads the common options, and returns the other values as the input of the operation. */
export const readCommonOptions = (
  values: InputValues,
  context: { readonly catalog: Catalog; readonly today: string },
) => {
  const { format, json, lang, dataset, output, notes, color, pager } = commonOptions;
  const input = Object.fromEntries(Object.entries(values).filter(([name]) => !Object.hasOwn(commonOptions, name)));
  return {
    input,
    format: format.read(values, 'format', context),
    wantsJson: json.read(values, 'json', context),
    language: lang.read(values, 'lang', context),
    folder: dataset.read(values, 'dataset', context),
    outputFile: output.read(values, 'output', context),
    notesFile: notes.read(values, 'notes', context),
    allowsColour: color.read(values, 'color', context),
    allowsPager: pager.read(values, 'pager', context),
  };
};

/** The long flag of an option: `--since` of `--since <date>`. */
export const longFlag = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

/** Converts one of a command's options for commander; its values are checked and parsed. */
export const toCommanderOption = (
  declaration: OptionDeclaration,
  allOptions: readonly OptionDeclaration[],
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

/** Parses the words of another operation as the command line does. */
export const parseWords = (operation: Operation, words: readonly string[], catalog: () => Catalog): InputValues => {
  const parser = new Commander(operation.name).exitOverride().configureOutput({ outputError: () => {} });
  const options = operation.options(catalog);
  for (const option of options) parser.addOption(toCommanderOption(option, options));
  for (const { usage, description } of operation.arguments) parser.argument(usage, description);
  parser.parse([...words], { from: 'user' });
  return { ...parser.opts<InputValues>(), ...toArgumentValues(operation, parser.processedArgs) };
};

/** The values of arguments by their names, from those that commander passes in their order. */
export const toArgumentValues = (
  { arguments: declared }: Pick<Operation, 'arguments'>,
  parsed: readonly unknown[],
): InputValues => Object.fromEntries(declared.map(({ name }, index) => [name, parsed[index]]));
