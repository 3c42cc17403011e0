import type { Dataset } from '../core/index/dataset.ts';
import { parseEnumValues } from '../core/model/enum-values.ts';
import { UserError } from '../core/model/errors.ts';
import { parseRelativeDate } from '../core/model/relative-date.ts';
import type { Catalog } from '../core/schema/catalog.ts';

/** Values of arguments and options by name, from a command line, a program or an assistant. */
export type InputValues = Readonly<Record<string, unknown>>;

/** A suggestion for the word being completed. */
export interface CompletionCandidate {
  readonly value: string;
  readonly description: string;
}

/** Input of a completer. */
interface CompletionContext {
  readonly catalog: Catalog;
  readonly dataset: () => Promise<Dataset>;
  /** Arguments before the word being completed. */
  readonly previousArguments: readonly string[];
}

/** Source of suggestions: records of one type, of any type (`*`), or a function. */
export type Completer = string | ((context: CompletionContext) => Promise<readonly CompletionCandidate[]>);

/** An option of the command line. */
export interface OptionDeclaration {
  /** Name of its value: `validOn`. */
  readonly name: string;
  /** Flags in commander's syntax: `--valid-on <date>`. */
  readonly flags: string;
  readonly description: string;
  /** The only accepted values. */
  readonly choices?: readonly string[];
  /** Takes several values, comma-separated or repeated. */
  readonly isList?: boolean;
  /** With `isList`: commas are not split here, because names may contain them. */
  readonly keepCommas?: boolean;
  /** Value of an option that is given without one; `--no-x` always has it. */
  readonly impliedValue?: string;
  /** May be repeated; values are not split. */
  readonly isRepeatable?: boolean;
  /** Takes a whole number, 0 or more. */
  readonly isNumber?: boolean;
  readonly completer?: Completer;
}

/** An argument of the command line. */
export interface ArgumentDeclaration {
  /** Name of its value: `ref`. */
  readonly name: string;
  /** Usage in commander's syntax: `<ref>`, `[field]`, `<ref...>`. */
  readonly usage: string;
  readonly description: string;
  /** May contain spaces, which need quotes in a shell. */
  readonly allowsSpaces?: boolean;
  readonly completer?: Completer;
}

/** The environment in which values are read. */
interface ReadContext {
  readonly catalog: Catalog;
  /** Current date, YYYY-MM-DD. */
  readonly today: string;
}

/** An option of an operation, or several that are read together. */
export interface Option<Value> {
  readonly declare: (name: string, catalog: Catalog) => readonly OptionDeclaration[];
  /** Reads its value. Throws UserError for a value of the wrong type. */
  readonly read: (values: InputValues, name: string, context: ReadContext) => Value;
}

/** An argument of an operation. */
export interface Argument<Value> {
  readonly declare: (name: string) => ArgumentDeclaration;
  /** Reads its value. Throws UserError for a value of the wrong type. */
  readonly read: (value: unknown, name: string) => Value;
}

type ArgumentText = Omit<ArgumentDeclaration, 'name' | 'usage'>;

/** A text that must be given. */
export const requiredText = (text: ArgumentText): Argument<string> => ({
  declare: (name) => ({ ...text, name, usage: `<${name}>` }),
  read: (value, name) => assertString(name, value),
});

/** A text that may be left out. */
export const optionalText = (text: ArgumentText): Argument<string | undefined> => ({
  declare: (name) => ({ ...text, name, usage: `[${name}]` }),
  read: (value, name) => assertOptionalString(name, value),
});

/** One or more texts. */
export const severalTexts = (text: ArgumentText): Argument<readonly string[]> => ({
  declare: (name) => ({ ...text, name, usage: `<${name}...>` }),
  read: (value, name) => {
    const texts = readTexts(name, value) ?? [];
    if (texts.length === 0) throw new UserError(`${name} needs a value`, 'give one or more');
    return texts;
  },
});

/** Any number of texts. */
export const anyTexts = (text: ArgumentText): Argument<readonly string[] | undefined> => ({
  declare: (name) => ({ ...text, name, usage: `[${name}...]` }),
  read: (value, name) => readTexts(name, value),
});

interface OptionText<Choice extends string = string> {
  /** Name of the value in the help: `date` of `--since <date>`. */
  readonly value: string;
  readonly description: string | ((catalog: Catalog) => string);
  /** The only accepted values. */
  readonly choices?: readonly Choice[];
  readonly completer?: Completer;
  /** Noun for a value in error messages, if the name of the option is none. */
  readonly noun?: string;
}

/** A switch that is off unless it is given. */
export const flag = (description: string): Option<boolean> => ({
  declare: (name) => [{ name, flags: `--${toKebabCase(name)}`, description }],
  read: (values, name) => readFlag(name, values[name]) ?? false,
});

/** A switch that is on unless `--no-x` is given. */
export const negatedFlag = (description: string): Option<boolean> => ({
  declare: (name) => [{ name, flags: `--no-${toKebabCase(name)}`, description }],
  read: (values, name) => readFlag(name, values[name]) ?? true,
});

/** A text, or one of several choices. */
export const text = <const Choice extends string = string>(given: OptionText<Choice>): Option<Choice | undefined> => ({
  declare: (name, catalog) => [declareValue(name, given, catalog)],
  read: (values, name) => {
    const value = assertOptionalString(name, values[name]);
    return value === undefined ? undefined : readChoices(name, [value], given)[0];
  },
});

/** A whole number, 0 or more. */
export const number = (given: OptionText): Option<number | undefined> => ({
  declare: (name, catalog) => [{ ...declareValue(name, given, catalog), isNumber: true }],
  read: (values, name) => {
    const value = values[name];
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
    throw new UserError(`${name} cannot be ${describeValue(value)}`, 'use a whole number, 0 or more');
  },
});

/** A date, which may be relative to today: 30d, yesterday, last month. */
export const date = (given: OptionText): Option<string | undefined> => ({
  declare: (name, catalog) => [declareValue(name, given, catalog)],
  read: (values, name, { today }) => {
    const value = assertOptionalString(name, values[name]);
    return value === undefined ? undefined : (parseRelativeDate(value, today) ?? value);
  },
});

/** Several values, comma-separated or repeated. */
export const list = <const Choice extends string = string>(
  given: OptionText<Choice>,
): Option<readonly Choice[] | undefined> => ({
  declare: (name, catalog) => [{ ...declareValue(name, given, catalog), isList: true }],
  read: (values, name) => {
    const texts = readTexts(name, values[name]);
    return (
      texts &&
      readChoices(
        name,
        texts.flatMap((value) => value.split(',').flatMap((item) => item.trim() || [])),
        given,
      )
    );
  },
});

/** Several values that may contain commas. */
export const repeated = (given: OptionText): Option<readonly string[] | undefined> => ({
  declare: (name, catalog) => [{ ...declareValue(name, given, catalog), isRepeatable: true }],
  read: (values, name) => readTexts(name, values[name]),
});

const declareValue = (
  name: string,
  { value, description, choices, completer }: OptionText,
  catalog: Catalog,
): OptionDeclaration => ({
  name,
  flags: `--${toKebabCase(name)} <${value}>`,
  description: typeof description === 'string' ? description : description(catalog),
  ...(choices && { choices }),
  ...(completer !== undefined && { completer }),
});

/** `valid-on` of `validOn`. */
const toKebabCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `validOn` of `valid-on`. */
export const toCamelCase = (name: string): string =>
  name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** Matches texts to the choices, if there are any. Throws UserError for an unknown one. */
const readChoices = <Choice extends string>(
  name: string,
  texts: readonly string[],
  { choices, noun = name }: OptionText<Choice>,
): readonly Choice[] => {
  if (choices) return parseEnumValues(noun, texts, choices);
  // Without choices, Choice is string.
  return texts as readonly Choice[];
};

/** Reads a text or a list of texts. Throws UserError for any other value. */
export const readTexts = (name: string, value: unknown): readonly string[] | undefined => {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return [assertString(name, value)];
  return value.map((item) => assertString(name, item));
};

const readFlag = (name: string, value: unknown): boolean | undefined => {
  if (value === undefined || typeof value === 'boolean') return value;
  throw new UserError(`${name} must be true or false, not ${describeValue(value)}`, 'leave it out for false');
};

const assertOptionalString = (name: string, value: unknown): string | undefined =>
  value === undefined ? undefined : assertString(name, value);

/** Returns a string. Throws UserError for any other value. */
const assertString = (name: string, value: unknown): string => {
  if (typeof value !== 'string')
    throw new UserError(`${name} must be a string, not ${typeName(value)}`, 'put it in quotes');
  // No path has one, and no record.
  if (value.includes('\0')) throw new UserError(`${name} has a null character`, 'take it out');
  return value;
};

const typeName = (value: unknown): string => (value === null ? 'null' : typeof value);

const describeValue = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value) : typeName(value);
