import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeFiles } from './cli/write-files.ts';
import { parseWords } from './cli/option.ts';
import type { Dataset, Entry, Referrer } from './core/index/dataset.ts';
import { NotFoundError, UserError } from './core/model/errors.ts';
import type { Note } from './core/model/note.ts';
import { refOf, toPlainObject } from './core/model/record.ts';
import { parseRelativeDate } from './core/model/relative-date.ts';
import type { Inferred } from './core/query/condition.ts';
import { resolveRecord } from './core/query/resolve.ts';
import { openDataset } from './node/open.ts';
import { openAsOf } from './node/open-as-of.ts';
import { readCatalog } from './node/read-catalog.ts';
import { operations } from './operations/index.ts';
import type { Operation, OperationContext, Outcome } from './operations/operation.ts';
import type { Language, ListRequest, Outputs, QueryRequest, Requests, SearchRequest } from './operation-types.ts';
import type { Records, TypeName } from './types.ts';

export { AmbiguousNameError, DatasetError, NotFoundError, UserError } from './core/model/errors.ts';
export type { Note, NoteCode } from './core/model/note.ts';
export type * from './operation-types.ts';
export type * from './types.ts';
export type { Inferred, Referrer };

/** Evidence of a field: a passage of a source that supports or contradicts it. */
export type Evidence = Outputs['why']['fields'][number]['evidence'][number];

/** A record of any type; see its `type`. */
export type AnyRecord = Records[TypeName];

/** The answer of an operation. */
export interface Answer<Output> {
  /** The same as the JSON of the command line. */
  readonly output: Output;
  /** Remarks: corrected names, records that were left out, sources that disagree. */
  readonly notes: readonly Note[];
  /** Exit status of the command line: 1 if checks failed or nothing was understood. */
  readonly exitCode: number;
  /** Formats the answer as the command line does. Rejected with a UserError for an unknown format. */
  readonly format: (name: string) => Promise<string>;
}

/** An answer that lists records. */
export interface RecordsAnswer<RecordType> extends Omit<Answer<unknown>, 'output'> {
  readonly records: RecordType[];
}

/** Operations that list records. */
type RecordOperation = 'query' | 'search' | 'list';

/** Options that only make sense on a command line: they open a browser, run until interrupted, or replace the records. */
const COMMAND_LINE_OPTIONS = { open: true, watch: true } as const;

type OwnRequest<Request> = Omit<Request, keyof typeof COMMAND_LINE_OPTIONS>;

/** The input may be left out if all of it is optional. */
type Call<Request, Output> =
  // oxlint-disable-next-line typescript/no-generated-empty-object-type -- the object without fields is what is meant
  Record<never, never> extends Request
    ? (request?: Request) => Promise<Answer<Output>>
    : (request: Request) => Promise<Answer<Output>>;

/** The operations of the command line but those that list records. */
export type Operations = {
  readonly [Name in Exclude<keyof Requests, RecordOperation>]: Call<OwnRequest<Requests[Name]>, Outputs[Name]>;
};

/** Without `fields`, whole records are listed. */
type WholeRecords = { readonly fields?: undefined };

/** Fields that an operation adds to a record. */
export interface FoundRecord {
  /** The group or member through which the record matches. */
  inferred?: Inferred;
  /** The part of the record's text that matched. */
  passage?: string;
}

/** The operations of the command line. Promises are rejected with a UserError for invalid input; its hint says how to fix it. */
export interface Library extends Operations {
  /** Record types, in display order. */
  readonly types: readonly TypeName[];
  /** Records that match all filters. */
  readonly query: {
    <T extends TypeName = TypeName>(
      request?: Omit<QueryRequest, 'count' | 'fields' | 'type'> & WholeRecords & { readonly type?: T | readonly T[] },
    ): Promise<RecordsAnswer<Records[T] & FoundRecord>>;
    (request: Omit<QueryRequest, 'count'>): Promise<RecordsAnswer<Record<string, unknown>>>;
  };
  /** Records that match words, best first. */
  readonly search: {
    (
      request: Omit<SearchRequest, 'count' | 'fields'> & WholeRecords,
    ): Promise<RecordsAnswer<AnyRecord & FoundRecord & { score: number }>>;
    (request: Omit<SearchRequest, 'count'>): Promise<RecordsAnswer<Record<string, unknown>>>;
  };
  /** Records of a type, newest first; or the types, the values of a filter, or the fields of a type, with counts. */
  readonly list: {
    <T extends TypeName>(
      request: Omit<ListRequest, 'count' | 'fields' | 'type' | 'of'> & WholeRecords & { readonly type: T },
    ): Promise<RecordsAnswer<Records[T] & FoundRecord>>;
    (request?: Omit<ListRequest, 'count'>): Promise<RecordsAnswer<Record<string, unknown>>>;
  };
  /**
   * One record by reference, id, code, symbol or a name in any language. Rejected with a NotFoundError if no record has
   * that name, with a UserError if several do; the hint suggests similar names.
   */
  readonly get: {
    <T extends TypeName>(name: `${T}/${string}`): Promise<Records[T]>;
    (name: string): Promise<AnyRecord>;
  };
  /** Fields of other records that refer to this one. */
  readonly referrers: (name: string) => Promise<Referrer[]>;
}

/** Opens the built-in dataset, or another one with the same schemas. Rejected with a DatasetError if it is unreadable. */
export const open = async (folder?: string): Promise<Library> => {
  if (folder !== undefined && assertString('folder', folder) === '')
    throw new UserError('folder must not be empty', 'omit it to use the built-in dataset');
  const root = join(__dirname, '..');
  const schemas = join(root, 'schemas');
  const builtIn = {
    folder: join(root, 'dataset'),
    schemas,
    snapshot: join(root, 'dist', 'dataset.snapshot'),
    isReadOnly: !existsSync(join(root, 'src')),
  };
  const isBuiltIn = folder === undefined;
  const location = isBuiltIn ? builtIn : { folder: resolve(folder), schemas, isExplicit: true };
  const catalog = readCatalog(schemas);
  const dataset = await openDataset(catalog, location);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const today = new Date().toISOString().slice(0, 10);
  const program = { version };
  const toOperationContext = (language: string | undefined, openOther: () => Promise<Dataset>): OperationContext => ({
    catalog,
    location,
    dataset: openOther,
    language,
    today,
    version: isBuiltIn ? version : undefined,
    program,
    workingFolder: resolve('.'),
    cacheFolder: undefined,
    userCacheFolder: undefined,
    env: {},
    reportProgress: () => {},
    openPrompt: () => Promise.resolve(undefined),
    readInput: () => Promise.resolve(undefined),
    parseWords: (operation, words) => parseWords(operation, words, () => catalog),
  });
  const answer = async (operation: Operation, request: unknown): Promise<Outcome> => {
    const { lang, ...input } = readRequest(operation, request);
    const { knownOn } = input;
    const openOther = (): Promise<Dataset> => {
      if (typeof knownOn !== 'string') return Promise.resolve(dataset);
      return openAsOf(catalog, location, parseRelativeDate(knownOn, today) ?? knownOn);
    };
    const outcome = await operation.run(toOperationContext(readLanguage(lang), openOther), input);
    if (outcome.files) await writeFiles(outcome.files);
    return outcome;
  };
  return createLibrary(dataset, answer);
};

const createLibrary = (
  dataset: Dataset,
  answer: (operation: Operation, request: unknown) => Promise<Outcome>,
): Library => {
  // src/types.ts is generated from the schemas, so valid records have these types.
  const toTypedRecord = (entry: Entry): never => toPlainObject(dataset.record(entry)) as never;
  const findEntry = async (nameValue: unknown): Promise<Entry> => {
    const { entry, note } = await resolveRecord(dataset, assertString('name', nameValue));
    // A guess is an error here, because there is no place for a note.
    if (note?.code === 'near-name')
      throw new NotFoundError(`no record is called "${String(nameValue)}"`, `did you mean ${refOf(entry)}?`);
    return entry;
  };
  const methods = operations.map((operation) => {
    const call = async (request?: unknown): Promise<object> => {
      const { output, notes, exitCode, format } = await answer(operation, request);
      const style = { colour: false, hyperlinks: false, width: undefined };
      const result = {
        notes,
        exitCode,
        format: (name: string) => format(assertFormat(operation, name), style),
      };
      return RECORD_OPERATIONS.has(operation.name) ? { records: output, ...result } : { output, ...result };
    };
    return [operation.name, call] as const;
  });
  return {
    // src/operation-types.ts is generated from the operations, so these are the methods that it declares.
    ...(Object.fromEntries(methods) as Pick<Library, keyof Operations | RecordOperation>),
    types: dataset.catalog.types.map(({ name }) => name as TypeName),
    get: async (name: string) => toTypedRecord(await findEntry(name)),
    referrers: async (name) => dataset.referrers(refOf(await findEntry(name))).map(({ ref, path }) => ({ ref, path })),
  };
};

const RECORD_OPERATIONS: ReadonlySet<string> = new Set<RecordOperation>(['query', 'search', 'list']);

/** Reads the input, which an untyped caller may fill with anything. */
const readRequest = ({ name }: Operation, request: unknown = {}): Readonly<Record<string, unknown>> => {
  if (typeof request !== 'object' || request === null || Array.isArray(request))
    throw new UserError(`${name} needs an object`, "for example { country: 'Peru' }");
  const input: Readonly<Record<string, unknown>> = { ...request };
  const refused = [...Object.keys(COMMAND_LINE_OPTIONS), ...(RECORD_OPERATIONS.has(name) ? ['count'] : [])];
  for (const option of refused)
    if (input[option] !== undefined)
      throw new UserError(
        `${option} is an option of the command line`,
        'leave it out; records are counted by their length',
      );
  return input;
};

const LANGUAGES: readonly Language[] = ['en', 'de', 'es', 'pt'];

const readLanguage = (value: unknown): Language | undefined => {
  if (value === undefined) return undefined;
  const language = LANGUAGES.find((candidate) => candidate === value);
  if (language === undefined)
    throw new UserError(`lang cannot be ${JSON.stringify(value)}`, `languages: ${LANGUAGES.join(', ')}`);
  return language;
};

const assertFormat = ({ name, formatNames }: Operation, format: string): string => {
  if (formatNames.includes(format)) return format;
  throw new UserError(`${name} has no format "${format}"`, `formats: ${formatNames.join(', ')}`);
};

/** Returns a string. Throws UserError for any other value. */
const assertString = (name: string, value: unknown): string => {
  if (typeof value === 'string') return value;
  const typeName = value === null ? 'null' : typeof value;
  throw new UserError(`${name} must be a string, not ${typeName}`, 'put it in quotes');
};
