import type { Dataset, Entry } from '../index/dataset.ts';
import { UserError } from '../model/errors.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { nestedValues } from '../model/nested-values.ts';
import { groupBy } from '../model/group-by.ts';
import { ownValue } from '../model/own.ts';
import {
  type DatasetRecord,
  isList,
  type JsonObject,
  type JsonValue,
  type PlainRecord,
  toPlainObject,
} from '../model/record.ts';
import type { Block, Cell, Column, Table } from '../model/result.ts';
import { capitalize } from '../model/text.ts';
import { addDerivedEntries } from './derived-maps.ts';
import { derivedFieldNames, derivedFields } from './derived-fields.ts';
import { findDisputedFields } from './conflicts.ts';
import { VIRTUAL_FIELD_NAMES, virtualValue } from './virtual-fields.ts';
import { fieldAt, type Schema, type RecordType } from '../schema/catalog.ts';
import { suggestionHint } from '../model/fuzzy.ts';

/** A row: the entry, and the record's data with the fields that the query added. */
export interface TableRow {
  readonly entry: Entry;
  readonly data: JsonObject;
  /** Value of a field about the record's evidence, such as `urls`; undefined for any other field. */
  readonly virtualValue: (field: string) => JsonValue | undefined;
  /** True if sources disagree about a field. */
  readonly isDisputed: (field: string) => boolean;
}

/** Creates a row with the name in the requested language and the fields that the query added. */
export const toTableRow = (
  dataset: Dataset,
  entry: Entry,
  language: string | undefined,
  addedFields: JsonObject = {},
): TableRow => {
  let disputedFields: readonly string[] | undefined;
  return {
    entry,
    data: { ...displayValue(dataset, entry, language), ...addedFields },
    virtualValue: (field) => virtualValue(dataset, entry, field),
    isDisputed: (field) => (disputedFields ??= findDisputedFields(dataset, entry)).includes(field),
  };
};

/** The whole record with its name in the requested language. */
export const displayValue = (dataset: Dataset, entry: Entry, language: string | undefined): PlainRecord => {
  const record = dataset.record(entry);
  const { type, id } = entry;
  const fields = { ...addDerivedEntries(dataset, entry, toPlainObject(record)), ...derivedFieldsOf(dataset, record) };
  const data = { ...fields, type, id };
  if (language === undefined || fields['name'] === undefined) return data;
  return { ...data, name: nameInLanguage(entry, language) };
};

const derivedFieldsOf = ({ catalog }: Dataset, { type, data }: DatasetRecord): JsonObject => {
  const recordType = catalog.type(type);
  return recordType ? derivedFields(recordType, data) : {};
};

/** Name of a record in a language; the English name if there is no translation. */
export const nameInLanguage = (entry: Entry, language: string | undefined): string => {
  if (language === undefined) return entry.name;
  return ownValue(entry.names, language) ?? entry.name;
};

/** Value of a field in a row. `date` is the record's own date, even if its field has another name. */
export const fieldValue = (row: TableRow, field: string): JsonValue | undefined => {
  const { entry, data } = row;
  if (field === 'date' && entry.date !== undefined) return entry.date;
  const path = fromDotted(field);
  const value = valueAt(data, path) ?? row.virtualValue(field);
  if (value !== undefined && value !== null) return value;
  if (path.length < 2) return undefined;
  // A path through lists and maps gives all the values there.
  const values = nestedValues(data, path);
  return values.length === 0 ? undefined : [...new Set(values)];
};

/** Fields that a query adds to records. */
const ADDED_FIELDS = ['score', 'inferred', 'valid', 'passage'] as const;

/** Fields of every record. */
const COMMON_FIELDS = ['type', 'id', 'name', 'date'] as const;

/** Value of `--fields` for all fields. */
const ALL_FIELDS = 'all';

/** Fields that no schema declares. */
const UNDECLARED_FIELDS: readonly string[] = [...COMMON_FIELDS, ...ADDED_FIELDS, ...VIRTUAL_FIELD_NAMES, 'valid_facts'];

/** Values that `--fields` accepts. */
export const knownFieldNames = (types: readonly RecordType[]): string[] => [
  ...new Set([...UNDECLARED_FIELDS, ...declaredFields(types), ALL_FIELDS]),
];

const declaredFields = (types: readonly RecordType[]): string[] =>
  types.flatMap(({ schema }) => [...Object.keys(schema.properties ?? {}), ...derivedFieldNames(schema)]);

/** Expands `all` in a list of fields to every field of the types. */
export const parseFieldList = (
  fields: readonly string[],
  types: readonly RecordType[],
  rows: readonly TableRow[],
): string[] => {
  const allFields = ['type', 'id', ...declaredFields(types), ...addedFieldsIn(rows)];
  const expanded = fields.flatMap((field) => {
    if (field === ALL_FIELDS) return allFields;
    return [field];
  });
  return [...new Set(expanded)];
};

/** Columns for the requested fields. Uses the path as title if two titles are equal. Throws UserError for an unknown field. */
export const selectColumns = (dataset: Dataset, fields: readonly string[]): Column[] => {
  const columns = fields.map((name) => ({ name, title: titleInAnyType(dataset, name) }));
  const columnsByTitle = groupBy(columns, ({ title }) => [title.toLowerCase()]);
  return columns.map(({ name, title }) => {
    const isUnique = columnsByTitle.get(title.toLowerCase())?.length === 1;
    return { name, title: isUnique ? title : name };
  });
};

const titleInAnyType = ({ catalog: { types } }: Dataset, name: string): string => {
  if (UNDECLARED_FIELDS.includes(name)) return titleFromName(name);
  if (types.some(({ schema }) => derivedFieldNames(schema).includes(name.split('.')[0] ?? '')))
    return titleFromName(name);
  const path = fromDotted(name);
  const owner = types.find((type) => fieldAt(type.schema, path));
  const schema = owner && fieldAt(owner.schema, path);
  const parentSchema = owner && fieldAt(owner.schema, path.slice(0, -1));
  // Within a list, the title of the item says less than the path.
  if (schema && path.length > 1 && parentSchema?.type === 'array') return titleFromName(name.replaceAll('.', ' '));
  if (schema) return schema.title ?? titleFromName(name);
  throw new UserError(`no record has a field "${name}"`, suggestionHint(name, knownFieldNames(types)));
};

const addedFieldsIn = (rows: readonly TableRow[]): string[] =>
  ADDED_FIELDS.filter((name) => rows.some(({ data }) => data[name] !== undefined));

/** The default columns of a type. */
const defaultColumns = (type: RecordType, rows: readonly TableRow[]): Column[] => {
  const names = type.schema['x-columns'] ?? ['id', 'name'];
  return [...new Set([...names, ...addedFieldsIn(rows)])].map((name) => ({
    name,
    title: columnTitle(type.schema, name),
  }));
};

const columnTitle = (schema: Schema, name: string): string => {
  const path = fromDotted(name);
  // The title of the parent says more than "Name": "Speaker".
  const isNamePart = path.length > 1 && path.at(-1) === 'name';
  const titledField = fieldAt(schema, isNamePart ? path.slice(0, -1) : path);
  return titledField?.title ?? titleFromName(name);
};

const titleFromName = (name: string): string => capitalize(name.replaceAll('_', ' '));

const buildTable = (columns: readonly Column[], rows: readonly TableRow[]): Table => ({
  columns,
  rows: rows.map((row) => columns.map(({ name }): Cell => fieldValue(row, name))),
});

/** Mark of a value that other sources contradict. */
export const DISPUTED_MARK = '≠';

/** A table for people: values about which sources disagree are marked. */
const buildMarkedTable = (columns: readonly Column[], rows: readonly TableRow[]): Table => ({
  columns,
  rows: rows.map((row) => columns.map(({ name }): Cell => markedValue(row, name))),
});

const markedValue = (row: TableRow, name: string): Cell => {
  const value = fieldValue(row, name);
  const source = name === 'date' ? row.data['date_of'] : undefined;
  if (!row.isDisputed(name) && !(typeof source === 'string' && row.isDisputed(source))) return value;
  if (typeof value === 'string') return `${value} ${DISPUTED_MARK}`;
  if (typeof value === 'boolean') return `${value ? 'yes' : 'no'} ${DISPUTED_MARK}`;
  if (isList(value) && value.every((item) => typeof item === 'string'))
    return [...value.slice(0, -1), `${value.at(-1)} ${DISPUTED_MARK}`];
  return value;
};

/** Layout of a table: requested columns, one table per type, or ranked records of any type. */
export interface TableShape {
  readonly columns: readonly Column[] | undefined;
  readonly types: readonly RecordType[];
  readonly isRanked: boolean;
  /** Text to show if there are no rows. */
  readonly emptyMessage: string;
}

/** Arranges rows for people: a table per type with its default columns, or one table with the requested columns. */
export const tabulate = (
  rows: readonly TableRow[],
  { columns, types, isRanked, emptyMessage }: TableShape,
): Block[] => {
  if (columns) return [{ table: { ...buildMarkedTable(columns, rows), hasChosenColumns: true }, empty: emptyMessage }];
  if (isRanked) {
    const rankedColumns = [...COMMON_FIELDS, 'passage'].map((name) => ({ name, title: titleFromName(name) }));
    return [{ table: buildMarkedTable(rankedColumns, rows), empty: emptyMessage }];
  }
  const groups = types
    .map((type) => ({ type, typeRows: rows.filter(({ entry }) => entry.type === type.name) }))
    .filter(({ typeRows }) => typeRows.length > 0);
  if (groups.length === 0) return [{ table: { columns: [], rows: [] }, empty: emptyMessage }];
  return groups.flatMap(({ type, typeRows }): Block[] => {
    const table: Block = { table: buildMarkedTable(defaultColumns(type, typeRows), typeRows) };
    if (groups.length === 1) return [table];
    return [{ heading: `${capitalize(type.folder.replaceAll('-', ' '))} (${typeRows.length})`, level: 2 }, table];
  });
};

/** Arranges rows for spreadsheets: one table, whose columns depend on the query rather than on its result. */
export const flattenRow = (rows: readonly TableRow[], { columns, types, isRanked }: TableShape): Table => {
  if (columns) return buildTable(columns, rows);
  const names = new Set(flatColumnNames(rows, types, isRanked));
  return buildTable(
    [...names].map((name) => ({ name, title: name })),
    rows,
  );
};

const flatColumnNames = (
  rows: readonly TableRow[],
  [type, ...otherTypes]: readonly RecordType[],
  isRanked: boolean,
): string[] => {
  if (type && otherTypes.length === 0)
    return [
      'type',
      'id',
      'name',
      ...defaultColumns(type, rows).map(({ name }) => name),
      ...flatFieldNames(type),
      'urls',
    ];
  if (isRanked) return [...COMMON_FIELDS, 'score', 'passage', ...addedFieldsIn(rows)];
  return [...COMMON_FIELDS, ...addedFieldsIn(rows)];
};

/** Fields of a type that fit a cell: single values, and lists of references. */
const flatFieldNames = ({ schema }: RecordType): string[] =>
  Object.entries(schema.properties ?? {})
    .filter(([, { type, items }]) => SCALAR_TYPES.has(String(type)) || items?.['x-ref'] !== undefined)
    .map(([name]) => name);

const SCALAR_TYPES: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean']);
