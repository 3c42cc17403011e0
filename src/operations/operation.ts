import type { Dataset } from '../core/index/dataset.ts';
import type { Note } from '../core/model/note.ts';
import type { Block, Table } from '../core/model/block.ts';
import { UserError } from '../core/model/errors.ts';
import { ownValue } from '../core/model/own.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import type { Formatter, Presentation, Style } from '../format/formatter.ts';
import { formats as commonFormats } from '../format/index.ts';
import type { DatasetLocation } from '../node/open.ts';
import type { Argument, ArgumentDeclaration, InputValues, Option, OptionDeclaration } from './input.ts';
import type { AskPrompt } from './prompt.ts';

/** An example of the command line, and what it answers. */
export interface Example {
  readonly command: string;
  readonly description: string;
}

/** The environment that an operation runs in. */
export interface OperationContext {
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
  /** Version of the program, and a page about it. */
  readonly program: { readonly version: string; readonly homepage?: string | undefined };
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
  /** Stops an operation that runs until interrupted. */
  readonly interruptSignal?: AbortSignal | undefined;
  /** Returns a function that prompts the person; undefined without a terminal. */
  readonly openPrompt: () => Promise<AskPrompt | undefined>;
  /** Reads stdin to its end; undefined if it is a terminal. */
  readonly readInput: () => Promise<Uint8Array | undefined>;
  /** Parses the words of another operation's command line. */
  readonly parseWords: (operation: Operation, words: readonly string[]) => InputValues;
}

/** The environment of an operation that works on files or describes the program itself. */
export type FileContext = Omit<OperationContext, 'dataset'>;

/** The environment of an operation on a dataset. */
export interface DatasetContext extends FileContext {
  readonly dataset: Dataset;
}

/** Files that an operation writes. */
export interface FileOutput {
  readonly folder: string;
  /** The folder as it was entered. */
  readonly displayName: string;
  /** Contents by file name. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** True if existing files of the same names may be replaced. */
  readonly replace: boolean;
  /** File that shows that the folder is an earlier output, which is replaced as a whole. */
  readonly marker?: string;
}

/** Answer of an operation, which adds the values that its view needs beside the output. */
export interface OperationAnswer<Output = unknown> {
  /** The answer for programs, as its schema in schemas/output describes it. */
  readonly output: Output;
  readonly notes?: readonly Note[];
  /** Exit status; default: 0. */
  readonly exitCode?: number;
}

type Arguments = Readonly<Record<string, Argument<unknown>>>;
type Options = Readonly<Record<string, Option<unknown>>>;

/** The input of an operation, as its arguments and options declare it. */
type InputOf<A extends Arguments, O extends Options> = {
  readonly [Name in keyof A]: A[Name] extends Argument<infer Value> ? Value : never;
} & { readonly [Name in keyof O]: O[Name] extends Option<infer Value> ? Value : never };

interface Declaration<Context, A extends Arguments, O extends Options, Result extends OperationAnswer> {
  readonly name: string;
  readonly summary: string;
  readonly arguments: A;
  readonly options: O;
  readonly examples: readonly Example[];
  /** Output formats, if they are not the common ones; the first is the default. */
  readonly formats?: Readonly<Record<string, () => Promise<Formatter<Result>>>>;
  readonly run: (context: Context, input: InputOf<A, O>) => Promise<Result>;
  /** The answer for people. */
  readonly view: (answer: Result, context: Context) => readonly Block[];
  /** The answer for spreadsheets; default: the first table of the view. */
  readonly table?: (answer: Result, context: Context) => Table | undefined;
  /** Files to write before the answer is printed. */
  readonly files?: (answer: Result) => FileOutput;
  /** Address to open in the browser: null if one was requested and none exists, undefined if none was requested. */
  readonly page?: (answer: Result) => string | null | undefined;
  /** Formats that can show an answer; default: all. */
  readonly formatsOf?: (answer: Result) => readonly string[] | undefined;
  /** Further answers of an operation that keeps answering. */
  readonly follow?: (answer: Result) => AsyncIterable<Result> | undefined;
}

/** An operation as the command line, the library, assistants and the reference see it. */
export interface Operation<Output = unknown> {
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly ArgumentDeclaration[];
  /** Options, some of which the schemas declare. */
  readonly options: (catalog: () => Catalog) => readonly OptionDeclaration[];
  readonly examples: readonly Example[];
  readonly formatNames: readonly string[];
  /** True if it works on files or describes the program itself, and never opens the dataset. */
  readonly usesNoDataset: boolean;
  /** Checks the values and runs. Throws UserError for a value that is not valid. */
  readonly run: (context: OperationContext, values: InputValues) => Promise<Outcome<Output>>;
}

/** An answer that can be printed. */
export interface Outcome<Output = unknown> {
  readonly output: Output;
  readonly notes: readonly Note[];
  readonly exitCode: number;
  readonly files: FileOutput | undefined;
  readonly page: string | null | undefined;
  readonly presentation: Presentation;
  /** Formats the answer; the format is one of `formatNames`. */
  readonly format: (name: string, style: Style) => Promise<string>;
  readonly following: AsyncIterable<Outcome<Output>> | undefined;
}

/** Defines an operation on a dataset. */
export const defineOperation = <const A extends Arguments, const O extends Options, Result extends OperationAnswer>(
  declaration: Declaration<DatasetContext, A, O, Result>,
): Operation<Result['output']> =>
  toOperation(declaration, false, async (context) => ({ ...context, dataset: await context.dataset() }));

/** Defines an operation that works on files or describes the program itself, and never opens the dataset. */
export const defineFileOperation = <const A extends Arguments, const O extends Options, Result extends OperationAnswer>(
  declaration: Declaration<FileContext, A, O, Result>,
): Operation<Result['output']> => toOperation(declaration, true, async (context) => context);

const toOperation = <Context, A extends Arguments, O extends Options, Result extends OperationAnswer>(
  declaration: Declaration<Context, A, O, Result>,
  usesNoDataset: boolean,
  openContext: (context: OperationContext) => Promise<Context>,
): Operation<Result['output']> => {
  const { name, summary, examples, formats = commonFormats } = declaration;
  const argumentList = Object.entries(declaration.arguments);
  const optionList = Object.entries(declaration.options);
  const declareOptions = (catalog: Catalog): OptionDeclaration[] =>
    optionList.flatMap(([optionName, option]) => option.declare(optionName, catalog));
  const readInput = (context: OperationContext, values: InputValues): InputOf<A, O> => {
    const known = [
      ...Object.keys(declaration.arguments),
      ...declareOptions(context.catalog).map((option) => option.name),
    ];
    const unknown = Object.keys(values).find((key) => !known.includes(key) && values[key] !== undefined);
    if (unknown !== undefined)
      throw new UserError(`${name} has no parameter "${unknown}"`, `parameters: ${[...new Set(known)].join(', ')}`);
    // The declarations read what their types say, one by one.
    return Object.fromEntries([
      ...argumentList.map(([key, argument]) => [key, argument.read(ownValue(values, key), key)]),
      ...optionList.map(([key, option]) => [key, option.read(values, key, context)]),
    ]) as InputOf<A, O>;
  };
  const toOutcome = (answer: Result, context: Context): Outcome<Result['output']> => {
    const presentation: Presentation<Result> = {
      answer,
      // Computed on demand, because JSON needs neither.
      get blocks() {
        return declaration.view(answer, context);
      },
      get table() {
        return declaration.table?.(answer, context);
      },
    };
    const following = declaration.follow?.(answer);
    return {
      output: answer.output,
      notes: answer.notes ?? [],
      exitCode: answer.exitCode ?? 0,
      files: declaration.files?.(answer),
      page: declaration.page?.(answer),
      presentation,
      format: async (formatName, style) => {
        const load = ownValue<() => Promise<Formatter<Result>>>(formats, formatName);
        const suited = declaration.formatsOf?.(answer);
        if (suited?.includes(formatName) === false)
          throw new UserError(`this cannot be printed as ${formatName}`, `formats: ${suited.join(', ')}`);
        if (!load) throw new Error(`${name} has no format ${formatName}`);
        return (await load())(presentation, style);
      },
      following: following && toOutcomes(following, context),
    };
  };
  const toOutcomes = async function* (answers: AsyncIterable<Result>, context: Context) {
    for await (const answer of answers) yield toOutcome(answer, context);
  };
  return {
    name,
    summary,
    examples,
    usesNoDataset,
    arguments: argumentList.map(([argumentName, argument]) => argument.declare(argumentName)),
    options: (catalog) => declareOptions(catalog()),
    formatNames: Object.keys(formats),
    run: async (context, values) => {
      const input = readInput(context, values);
      const ownContext = await openContext(context);
      return toOutcome(await declaration.run(ownContext, input), ownContext);
    },
  };
};
