import type { Dataset } from '../core/index/dataset.ts';
import { UserError } from '../core/model/errors.ts';
import { fromDotted } from '../core/model/pointer.ts';
import { groupBy } from '../core/model/group-by.ts';
import { isList } from '../core/model/record.ts';
import type { Block, Cell, Column, Table } from '../core/model/block.ts';
import { capitalize } from '../core/model/text.ts';
import { derivedFieldNames } from '../core/query/derived-fields.ts';
import { fieldAt, type Schema, type RecordType } from '../core/schema/catalog.ts';
import { suggestionHint } from '../core/model/fuzzy.ts';
import {
  addedFieldsIn,
  COMMON_FIELDS,
  fieldValue,
  knownFieldNames,
  type TableRow,
  UNDECLARED_FIELDS,
} from '../core/query/row-fields.ts';
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
