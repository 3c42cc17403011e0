import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, Entry, Referrer } from './core/index/dataset.ts';
import { openDataset } from './node/open.ts';
import { definedOnly, mapDefined } from './core/model/defined-only.ts';
import { NotFoundError, UserError } from './core/model/errors.ts';
import { refOf, toPlainObject } from './core/model/record.ts';
import { type AssertedField, evidenceForField } from './core/query/evidence.ts';
import type { Inferred } from './core/query/condition.ts';
import { runQuery, type QueryConditions, resolveType } from './core/query/filter.ts';
import { resolveRecord } from './core/query/resolve.ts';
import { searchRecords } from './core/query/search.ts';
import { byTypeAndDate } from './core/query/sort.ts';
import { readCatalog } from './node/read-catalog.ts';
import { type Filter, readFilters } from './core/schema/filters.ts';
import type { Filters, Records, TypeName } from './types.ts';

export { DatasetError, NotFoundError, UserError } from './core/model/errors.ts';
export type { EvidenceItem as Evidence } from './core/query/evidence.ts';
export type * from './types.ts';
export type { AssertedField as Assertion, Inferred, Referrer };

/** A record of any type; see its `type`. */
export type AnyRecord = Records[TypeName];

/** Parameters of `query`: filters, dates (YYYY, YYYY-MM or YYYY-MM-DD), types, and text that must occur. */
export interface QueryParams<T extends TypeName = TypeName> extends Filters {
  type?: T | readonly T[];
  since?: string;
  until?: string;
  text?: string;
}

/** The queries of the command line. Promises are rejected with a UserError for invalid input; its hint says how to fix it. */
export interface Library {
  /** Record types, in display order. */
  readonly types: readonly TypeName[];
  /** All records of a type, newest first. */
  readonly list: <T extends TypeName>(type: T) => Promise<Records[T][]>;
  /**
   * One record by reference, id, code, symbol or a name in any language. Rejected with a NotFoundError if no record has
   * that name, with a UserError if several do; the hint suggests similar names.
   */
  readonly get: {
    <T extends TypeName>(name: `${T}/${string}`): Promise<Records[T]>;
    (name: string): Promise<AnyRecord>;
  };
  /** Records that match all parameters; `inferred` names the group or member through which a record matches. */
  readonly query: <T extends TypeName = TypeName>(
    params?: QueryParams<T>,
  ) => Promise<(Records[T] & { inferred?: Inferred })[]>;
  /** Records that match words, best first. */
  readonly search: (words: string) => Promise<(AnyRecord & { score: number })[]>;
  /** Evidence of a record's fields, or of one field. */
  readonly why: (name: string, field?: string) => Promise<{ ref: string; fields: AssertedField[] }>;
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
  const location = folder === undefined ? builtIn : { folder, schemas };
  return createLibrary(await openDataset(readCatalog(schemas), location));
};

const createLibrary = (dataset: Dataset): Library => {
  const compareEntries = byTypeAndDate(dataset);
  // src/types.ts is generated from the schemas, so valid records have these types.
  const toTypedRecord = (entry: Entry, extraData: object = {}): never =>
    ({ ...toPlainObject(dataset.record(entry)), ...extraData }) as never;
  const findEntry = async (nameValue: unknown): Promise<Entry> => {
    const name = assertString('name', nameValue);
    const { entry, note } = await resolveRecord(dataset, name);
    // A guess is an error here, because a caller would not see the note.
    if (note !== undefined) throw new NotFoundError(`no record is called "${name}"`, `did you mean ${refOf(entry)}?`);
    return entry;
  };
  return {
    types: dataset.catalog.types.map(({ name }) => name as TypeName),
    list: async (typeName) => {
      const { name: type } = resolveType(dataset, assertString('type', typeName));
      const entries = dataset.entriesOfType(type).toSorted(compareEntries);
      return entries.map((entry) => toTypedRecord(entry));
    },
    get: async (name: string) => toTypedRecord(await findEntry(name)),
    query: async (params = {}) => {
      const { matches, notes } = await runQuery(dataset, toConditions(dataset, params));
      const guess = notes.find(({ code }) => code === 'near-name');
      const [message, suggestion] = guess?.message.split('; assuming ') ?? [];
      if (message !== undefined) throw new UserError(message, `did you mean ${suggestion}?`);
      return matches
        .toSorted((a, b) => compareEntries(a.entry, b.entry))
        .map(({ entry, inferred }) => toTypedRecord(entry, inferred && { inferred }));
    },
    search: async (words) => {
      const matches = await searchRecords(dataset, assertString('words', words));
      return matches.map(({ entry, score }) => toTypedRecord(entry, { score }));
    },
    why: async (name, field) => {
      const entry = await findEntry(name);
      const fieldName = mapDefined(field, (value) => assertString('field', value));
      return { ref: refOf(entry), fields: evidenceForField(dataset, dataset.record(entry), fieldName) };
    },
    referrers: async (name) => dataset.referrers(refOf(await findEntry(name))).map(({ ref, path }) => ({ ref, path })),
  };
};

/** Converts an object, which an untyped caller may fill with anything, to query conditions. */
const toConditions = (dataset: Dataset, params: unknown): QueryConditions => {
  if (typeof params !== 'object' || params === null || Array.isArray(params))
    throw new UserError('query needs an object', "for example { country: 'Peru' }");
  const { type, since, until, text, ...filterParams } = params as { readonly [name: string]: unknown };
  const filtersByName = readFilters(dataset.catalog);
  const filters = new Map<Filter, readonly string[]>();
  for (const [name, value] of Object.entries(filterParams)) {
    const filter = filtersByName.get(name);
    if (!filter) throw new UserError(`unknown filter "${name}"`, `filters: ${[...filtersByName.keys()].join(', ')}`);
    if (value !== undefined)
      filters.set(
        filter,
        [value].flat().map((item) => toFilterValue(filter, item)),
      );
  }
  return {
    filters,
    ...definedOnly({
      types: mapDefined(type, (value) => [value].flat().map((item) => assertString('type', item))),
      since: assertOptionalString('since', since),
      until: assertOptionalString('until', until),
      text: assertOptionalString('text', text),
    }),
  };
};

const toFilterValue = ({ name, isBoolean }: Filter, value: unknown): string =>
  isBoolean && typeof value === 'boolean' ? String(value) : assertString(name, value);

const assertOptionalString = (name: string, value: unknown): string | undefined =>
  mapDefined(value, (text) => assertString(name, text));

/** Returns a string. Throws UserError for any other value. */
const assertString = (name: string, value: unknown): string => {
  if (typeof value === 'string') return value;
  const typeName = value === null ? 'null' : typeof value;
  throw new UserError(`${name} must be a string, not ${typeName}`, 'put it in quotes');
};
