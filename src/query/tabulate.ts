import type { Dataset, Entry } from '../dataset/dataset.ts';
import { UserError } from '../model/errors.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { groupBy } from '../model/group-by.ts';
import { type JsonObject, type JsonValue, toPlainObject } from '../model/record.ts';
import type { Block, Cell, Column, Table } from '../model/result.ts';
import { capitalize } from '../model/text.ts';
import { fieldAt, type Schema, type RecordType } from '../schema/catalog.ts';
import { suggestionHint } from '../model/fuzzy.ts';
import { ownValue } from '../model/own.ts';

/** A record as it is shown: its entry, and its whole data with what the question added. */
export interface TableRow {
  readonly entry: Entry;
  readonly data: JsonObject;
}

/** A record as it is shown: under its name in the language asked for, with what the question added. */
export const toTableRow = (
  dataset: Dataset,
  entry: Entry,
  language: string | undefined,
  added: JsonObject = {},
): TableRow => ({
  entry,
  data: { ...displayValue(dataset, entry, language), ...added },
});

/** A whole record under its name in the language asked for. */
export const displayValue = (dataset: Dataset, entry: Entry, language: string | undefined): JsonObject => {
  const data = toPlainObject(dataset.record(entry));
  return language === undefined || data['name'] === undefined
    ? data
    : { ...data, name: nameInLanguage(entry, language) };
};

/** The name of a record: in the language asked for, where there is one, else as it stands. */
export const nameInLanguage = (entry: Entry, language: string | undefined): string =>
  (language === undefined ? undefined : ownValue(entry.names, language)) ?? entry.name;

/** What a row says in a field; `date` is the record's own date, whatever its field is called. */
export const fieldValue = ({ entry, data }: TableRow, field: string): JsonValue | undefined =>
  (field === 'date' ? entry.date : undefined) ?? valueAt(data, fromDotted(field));

/** Fields that a question adds to a record. */
const ADDED = ['score', 'inferred', 'valid'] as const;

/** The names of a record's fields that exist in every type's view. */
const EVERYWHERE = ['type', 'id', 'name', 'date'] as const;

/** What `--fields` takes for all the fields of the records asked for. */
const ALL = 'all';

/** What can be asked for though no type declares it. */
const BESIDE: readonly string[] = [...EVERYWHERE, ...ADDED, 'valid_facts'];

/** What `--fields` takes: the fields that records have, and what questions add to them. */
export const knownFieldNames = (types: readonly RecordType[]): string[] => [
  ...new Set([...BESIDE, ...types.flatMap(({ schema }) => Object.keys(schema.properties ?? {})), ALL]),
];

/** The names of the fields asked for; `all` stands for every field of some types. */
export const parseFieldList = (
  fields: readonly string[],
  types: readonly RecordType[],
  rows: readonly TableRow[],
): string[] => {
  const all = ['type', 'id', ...types.flatMap(({ schema }) => Object.keys(schema.properties ?? {})), ...addedOf(rows)];
  return [...new Set(fields.flatMap((field) => (field === ALL ? all : [field])))];
};

/** A column for each field asked for; where two would be titled alike, by their paths. Throws UserError where no type has one. */
export const selectColumns = (dataset: Dataset, fields: readonly string[]): Column[] => {
  const columns = fields.map((name) => ({ name, title: titleOfAny(dataset, name) }));
  const times = groupBy(columns, ({ title }) => [title.toLowerCase()]);
  return columns.map(({ name, title }) => ({
    name,
    title: (times.get(title.toLowerCase())?.length ?? 0) > 1 ? name : title,
  }));
};

/** The title of a field that a type has or a question adds. */
const titleOfAny = ({ catalog: { types } }: Dataset, name: string): string => {
  if (BESIDE.includes(name)) return titled(name);
  const field = types.map(({ schema }) => fieldAt(schema, fromDotted(name))).find((found) => found !== undefined);
  if (field) return field.title ?? titled(name);
  throw new UserError(`no record has a field "${name}"`, suggestionHint(name, knownFieldNames(types)));
};

const addedOf = (rows: readonly TableRow[]): string[] =>
  ADDED.filter((name) => rows.some(({ data }) => data[name] !== undefined));

/** The default columns of a type. */
const columnsOf = (type: RecordType, rows: readonly TableRow[]): Column[] => {
  const names = type.schema['x-columns'] ?? ['id', 'name'];
  return [...new Set([...names, ...addedOf(rows)])].map((name) => ({ name, title: titleOf(type.schema, name) }));
};

const titleOf = (schema: Schema, name: string): string => {
  const path = fromDotted(name);
  const field = fieldAt(schema, path);
  // A part of a field is called as the whole, where that tells more: "Speaker", not "Name".
  const whole = path.length > 1 && path.at(-1) === 'name' ? fieldAt(schema, path.slice(0, -1)) : field;
  return whole?.title ?? titled(name);
};

const titled = (name: string): string => capitalize(name.replaceAll('_', ' '));

const tableOf = (columns: readonly Column[], rows: readonly TableRow[]): Table => ({
  columns,
  rows: rows.map((row) => columns.map(({ name }): Cell => fieldValue(row, name))),
});

/** What was asked for: columns, records of some types, or the best matches of any. */
export interface TableShape {
  readonly columns: readonly Column[] | undefined;
  readonly types: readonly RecordType[];
  readonly isRanked: boolean;
  /** What to say where there is no row. */
  readonly emptyMessage: string;
}

/** Rows for people: a table for each type, in the columns that its schema names, or one table of the fields asked for. */
export const tabulate = (
  rows: readonly TableRow[],
  { columns, types, isRanked, emptyMessage: nothing }: TableShape,
): Block[] => {
  if (columns) return [{ table: { ...tableOf(columns, rows), hasChosenColumns: true }, empty: nothing }];
  if (isRanked) return [{ table: tableOf(EVERYWHERE.map(titledColumn), rows), empty: nothing }];
  const groups = types
    .map((type) => ({ type, own: rows.filter(({ entry }) => entry.type === type.name) }))
    .filter(({ own }) => own.length > 0);
  if (groups.length === 0) return [{ table: { columns: [], rows: [] }, empty: nothing }];
  return groups.flatMap(({ type, own }): Block[] => [
    ...(groups.length > 1
      ? [{ heading: `${capitalize(type.folder.replaceAll('-', ' '))} (${own.length})`, level: 2 } as const]
      : []),
    { table: tableOf(columnsOf(type, own), own) },
  ]);
};

const titledColumn = (name: string): Column => ({ name, title: titled(name) });

/** Rows for spreadsheets: one table, whose columns follow what was asked rather than what was found. */
export const flattenRow = (rows: readonly TableRow[], { columns, types, isRanked }: TableShape): Table => {
  if (columns) return tableOf(columns, rows);
  const [type, ...others] = types;
  const names =
    type && others.length === 0
      ? ['type', 'id', 'name', ...columnsOf(type, rows).map(({ name }) => name)]
      : [...EVERYWHERE, ...(isRanked ? ['score'] : []), ...addedOf(rows)];
  return tableOf(
    [...new Set(names)].map((name) => ({ name, title: name })),
    rows,
  );
};
