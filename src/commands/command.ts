import type { Dataset } from '../dataset/dataset.ts';
import type { DatasetLocation } from '../dataset/open.ts';
import type { Formatter } from '../format/formatter.ts';
import type { Result } from '../model/result.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { AskPrompt } from './ask.ts';

/** What a word may go on as, and what that is. */
export interface CompletionCandidate {
  readonly value: string;
  readonly says: string;
}

/** What bears on how a word may go on. */
interface Typing {
  readonly catalog: Catalog;
  readonly dataset: () => Promise<Dataset>;
  /** The arguments before it. */
  readonly before: readonly string[];
}

/** What completes a word: the names of records, of one type or of any (`*`), or what a function finds. */
export type Completer = string | ((typing: Typing) => Promise<readonly CompletionCandidate[]>);

/** An option of a command, as data. */
export interface CommandOption {
  /** As commander reads it: `--since <date>`. */
  readonly flags: string;
  readonly description: string;
  /** The only values that it takes. */
  readonly choices?: readonly string[];
  /** Given twice, or with commas, it means any of several. */
  readonly list?: boolean;
  /** With `list`: commas are left to the command, for a name may have one. */
  readonly keepCommas?: boolean;
  /** A flag that may be given with its opposite: either will do. */
  readonly repeatableFlag?: boolean;
  /** May be given again; each value stands as it is. */
  readonly many?: boolean;
  /** A whole number from 0. */
  readonly number?: boolean;
  readonly completes?: Completer;
}

/** An argument of a command, as data. */
export interface CommandArgument {
  /** As commander reads it: `<ref>`, `[field]`. */
  readonly name: string;
  readonly description: string;
  /** May hold blanks, for which a shell wants quotation marks. */
  readonly allowsSpaces?: true;
  readonly completes?: Completer;
}

export interface CommandExample {
  readonly command: string;
  readonly description: string;
}

/** What the person gave: values by the camel-cased name of the option. */
export type Options = Readonly<Record<string, unknown>>;

/** What a command may ask of its surroundings. */
export interface Context {
  readonly catalog: Catalog;
  readonly place: DatasetLocation;
  /** Opens the dataset; the same one each time. */
  readonly dataset: () => Promise<Dataset>;
  /** The language that names are asked for in. */
  readonly language: string | undefined;
  /** The day on which the answer is given, YYYY-MM-DD. */
  readonly today: string;
  /** The version of the packaged dataset; another one has none. */
  readonly version: string | undefined;
  /** The folder that paths are relative to. */
  readonly folder: string;
  /** A folder for what is worth keeping until the next run; undefined where there is none. */
  readonly caches: string | undefined;
  /** Says on stderr how far a long task is. */
  readonly progress: (text: string) => void;
  /** Ends what would go on. */
  readonly interrupted?: AbortSignal | undefined;
  /** What asks the person; undefined where nobody is at a terminal. */
  readonly ask: () => Promise<AskPrompt | undefined>;
}

/** A subcommand: a function from a dataset to a result, described as data. */
export interface Command {
  readonly name: string;
  readonly arguments: readonly CommandArgument[];
  readonly summary: string;
  readonly options: (catalog: () => Catalog) => readonly CommandOption[];
  readonly examples: readonly CommandExample[];
  /** The formats that it can print, where they are not the common ones; the first is the default. */
  readonly formats?: Readonly<Record<string, () => Promise<Formatter>>>;
  /** Works on files, or tells of the program itself: the records of a dataset are not asked for. */
  readonly usesNoDataset?: true;
  readonly run: (context: Context, args: readonly string[], options: Options) => Promise<Result>;
}
