import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, Entry, Referrer } from './dataset/dataset.ts';
import { openDataset } from './dataset/open.ts';
import { NotFoundError, UserError } from './model/errors.ts';
import { refOf, toPlainObject } from './model/record.ts';
import { type AssertedField, evidenceForField } from './query/evidence.ts';
import type { Inferred } from './query/condition.ts';
import { runQuery, type QueryParams as Asked, typeByName } from './query/filter.ts';
import { resolveRecord } from './query/resolve.ts';
import { searchRecords } from './query/search.ts';
import { byTypeAndDate } from './query/sort.ts';
import { readCatalog } from './schema/catalog.ts';
import { type Filter, readFilters } from './schema/filters.ts';
import type { Filters, Records } from './types.ts';

export { DatasetError, NotFoundError, UserError } from './model/errors.ts';
export type { EvidenceItem as Evidence } from './query/evidence.ts';
export type * from './types.ts';
export type { AssertedField as Assertion, Inferred, Referrer };

/** The name of a type: `agreement`. */
export type TypeName = keyof Records;

/** A record of any type; `type` tells which. */
export type AnyRecord = Records[TypeName];

/** What `query` asks: filters, dates (YYYY, YYYY-MM or YYYY-MM-DD), types, and text that must occur. */
export interface QueryParams<T extends TypeName = TypeName> extends Filters {
  type?: T | readonly T[];
  since?: string;
  until?: string;
  text?: string;
}

/** The questions of the command line. Each promise is rejected with a UserError where it is asked wrongly, with a hint. */
export interface Library {
  /** The types, in the order in which they are shown. */
  readonly types: readonly TypeName[];
  /** All records of a type, the newest first. */
  readonly list: <T extends TypeName>(type: T) => Promise<Records[T][]>;
  /**
   * One record by reference, id, code, symbol or a name in any language. Rejected with a NotFoundError where nothing is
   * called so, with a UserError where several records are; the hint names what is near.
   */
  readonly get: {
    <T extends TypeName>(name: `${T}/${string}`): Promise<Records[T]>;
    (name: string): Promise<AnyRecord>;
  };
  /** The records that meet every condition; `inferred` tells which group or member made one match that does not say so itself. */
  readonly query: <T extends TypeName = TypeName>(
    question?: QueryParams<T>,
  ) => Promise<(Records[T] & { inferred?: Inferred })[]>;
  /** The records that words lead to, the best first. */
  readonly search: (words: string) => Promise<(AnyRecord & { score: number })[]>;
  /** The evidence of a record's asserting fields, or of one. */
  readonly why: (name: string, field?: string) => Promise<{ ref: string; fields: AssertedField[] }>;
  /** The places in other records that name this one. */
  readonly referrers: (name: string) => Promise<Referrer[]>;
}

/** Opens the packaged dataset, or another one of the same schemas. Rejected with a DatasetError where it cannot be read. */
export const open = async (folder?: string): Promise<Library> => {
  if (folder !== undefined && textOf('a folder', folder) === '')
    throw new UserError('a folder needs a name', 'without one the packaged dataset is opened');
  const root = join(__dirname, '..');
  const schemas = join(root, 'schemas');
  const packaged = {
    folder: join(root, 'dataset'),
    schemas,
    snapshot: join(root, 'dist', 'dataset.snapshot'),
    frozen: !existsSync(join(root, 'src')),
  };
  return libraryOf(await openDataset(readCatalog(schemas), folder === undefined ? packaged : { folder, schemas }));
};

const libraryOf = (dataset: Dataset): Library => {
  const order = byTypeAndDate(dataset);
  // What the schemas allow is what src/types.ts says: it is generated from them.
  const record = (entry: Entry, added: object = {}): never =>
    ({ ...toPlainObject(dataset.record(entry)), ...added }) as never;
  const named = async (given: unknown): Promise<Entry> => {
    const name = textOf('a name', given);
    const { entry, note } = await resolveRecord(dataset, name);
    // Nobody would hear what was taken to be meant.
    if (note !== undefined) throw new NotFoundError(`no record is called "${name}"`, `did you mean ${refOf(entry)}?`);
    return entry;
  };
  return {
    types: dataset.catalog.types.map(({ name }) => name as TypeName),
    list: async (name) => {
      const { name: type } = typeByName(dataset, textOf('a type', name));
      const found = dataset.entriesOfType(type).toSorted(order);
      return found.map((entry) => record(entry));
    },
    get: async (name: string) => record(await named(name)),
    query: async (question = {}) => {
      const { matches, guesses } = await runQuery(dataset, questionOf(dataset, question));
      const [message, meant] = guesses[0]?.split('; taken to mean ') ?? [];
      if (message !== undefined) throw new UserError(message, `did you mean ${meant}?`);
      return matches
        .toSorted((a, b) => order(a.entry, b.entry))
        .map(({ entry, inferred }) => record(entry, inferred && { inferred }));
    },
    search: async (words) => {
      const hits = await searchRecords(dataset, textOf('what is searched', words));
      return hits.map(({ entry, score }) => record(entry, { score }));
    },
    why: async (name, field) => {
      const entry = await named(name);
      const asked = field === undefined ? undefined : textOf('a field', field);
      return { ref: refOf(entry), fields: evidenceForField(dataset, dataset.record(entry), asked) };
    },
    referrers: async (name) => dataset.referrers(refOf(await named(name))).map(({ ref, path }) => ({ ref, path })),
  };
};

/** What was asked by an object, which a caller without types may have filled with anything. */
const questionOf = (dataset: Dataset, question: unknown): Asked => {
  if (typeof question !== 'object' || question === null || Array.isArray(question))
    throw new UserError('a question must be an object', "for example { country: 'Peru' }");
  const { type, since, until, text, ...filters } = question as { readonly [name: string]: unknown };
  const known = readFilters(dataset.catalog);
  const given = (name: string, value: unknown): object => (value === undefined ? {} : { [name]: textOf(name, value) });
  return {
    filters: new Map(
      Object.entries(filters).flatMap(([name, value]): [Filter, readonly string[]][] => {
        const by = known.get(name);
        if (!by) throw new UserError(`there is no filter "${name}"`, `there are ${[...known.keys()].join(', ')}`);
        return value === undefined ? [] : [[by, [value].flat().map((each) => valueOf(by, each))]];
      }),
    ),
    ...(type === undefined ? {} : { types: [type].flat().map((each) => textOf('type', each)) }),
    ...given('since', since),
    ...given('until', until),
    ...given('text', text),
  };
};

const valueOf = ({ name, isBoolean }: Filter, value: unknown): string =>
  isBoolean && typeof value === 'boolean' ? String(value) : textOf(name, value);

/** A text. Throws UserError where it is none. */
const textOf = (what: string, value: unknown): string => {
  if (typeof value === 'string') return value;
  throw new UserError(
    `${what} must be a text, not ${value === null ? 'null' : typeof value}`,
    'put it in quotation marks',
  );
};
