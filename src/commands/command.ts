import type { Dataset } from '../core/index/dataset.ts';
import type { DatasetLocation } from '../node/open.ts';
import type { Formatter } from '../format/formatter.ts';
import type { Result } from '../core/model/result.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import type { AskPrompt } from './prompt.ts';

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

/** Declaration of a command's option. */
export interface CommandOption {
  /** Flags in commander's syntax: `--since <date>`. */
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
  /** Takes a date, which may be relative to today: 30d, yesterday, last month. */
  readonly isDate?: boolean;
  readonly completer?: Completer;
}

/** Declaration of a command's argument. */
export interface CommandArgument {
  /** Name in commander's syntax: `<ref>`, `[field]`. */
  readonly name: string;
  readonly description: string;
  /** May contain spaces, which need quotes in a shell. */
  readonly allowsSpaces?: true;
  readonly completer?: Completer;
}

export interface CommandExample {
  readonly command: string;
  readonly description: string;
}

/** Parsed option values by camel-cased option name. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** The environment that a command runs in. */
export interface CommandContext {
  readonly catalog: Catalog;
  readonly location: DatasetLocation;
  /** Opens the dataset once; later calls return the same one. */
  readonly dataset: () => Promise<Dataset>;
  /** Language of names in the output. */
  readonly language: string | undefined;
  /** Current date, YYYY-MM-DD. */
  readonly today: string;
  /** Version of the built-in dataset; undefined for any other dataset. */
  readonly version: string | undefined;
  /** Folder that relative paths start from. */
  readonly workingFolder: string;
  /** Folder for cached results; undefined if nothing is cached. */
  readonly cacheFolder: string | undefined;
  /** The user's own cache folder, shared by all datasets; undefined if there is none. */
  readonly userCacheFolder: string | undefined;
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Prints the progress of a long task to stderr. */
  readonly reportProgress: (text: string) => void;
  /** Stops a command that runs until interrupted. */
  readonly interruptSignal?: AbortSignal | undefined;
  /** Returns a function that prompts the person; undefined without a terminal. */
  readonly openPrompt: () => Promise<AskPrompt | undefined>;
  /** Reads stdin to its end; undefined if it is a terminal. */
  readonly readInput: () => Promise<Uint8Array | undefined>;
  /** Parses the words of another command's command line. */
  readonly parseWords: (
    command: Command,
    words: readonly string[],
  ) => { readonly args: readonly string[]; readonly options: OptionValues };
}

/** A subcommand: its declaration as data, and a function from a dataset to a result. */
export interface Command {
  readonly name: string;
  readonly arguments: readonly CommandArgument[];
  readonly summary: string;
  readonly options: (catalog: () => Catalog) => readonly CommandOption[];
  readonly examples: readonly CommandExample[];
  /** Output formats, if they are not the common ones; the first is the default. */
  readonly formats?: Readonly<Record<string, () => Promise<Formatter>>>;
  /** Works on files or describes the program itself, and never opens the dataset. */
  readonly usesNoDataset?: true;
  readonly run: (context: CommandContext, args: readonly string[], options: OptionValues) => Promise<Result>;
}
