import type { Dataset, Entry } from '../dataset/dataset.ts';
import { UserError } from '../model/errors.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { type Data, type Value } from '../model/record.ts';
import type { Block, Cell, Column, Table } from '../model/result.ts';
import { fieldAt, type Schema, type Type } from '../schema/catalog.ts';
import { nearest } from '../model/near.ts';

/** A record as it is shown: its entry, and its whole data with what the question added. */
export interface Row {
  readonly entry: Entry;
  readonly data: Data;
}

/** Fields that a question adds to a record. */
const ADDED = ['type', 'id', 'inferred', 'score', 'valid', 'valid_facts'] as const;

/** The names of a record's fields that exist in every type's view. */
const EVERYWHERE = ['type', 'id', 'name', 'date'] as const;

/** A column for each field asked for. Throws UserError where no type has it. */
export const chosenColumns = (dataset: Dataset, fields: readonly string[]): Column[] =>
  fields.map((name) => {
    if ((ADDED as readonly string[]).includes(name)) return { name, title: titled(name) };
    const field = dataset.catalog.types
      .map((type) => fieldAt(type.schema, fromDotted(name)))
      .find((found) => found !== undefined);
    if (field) return { name, title: field.title ?? titled(name) };
    const all = [
      ...new Set([...ADDED, ...dataset.catalog.types.flatMap((type) => Object.keys(type.schema.properties ?? {}))]),
    ];
    const [near] = nearest(name, all, 2);
    throw new UserError(
      `no record has a field "${name}"`,
      near ? `did you mean ${near}?` : `the fields are ${all.join(', ')}`,
    );
  });

/** What stands in a field of a row; a name in the language asked for. */
const cellOf = ({ entry, data }: Row, field: string, language: string): Value | undefined =>
  field === 'name'
    ? nameIn(entry, language)
    : field === 'date'
      ? (entry.date ?? valueAt(data, ['date']))
      : valueAt(data, fromDotted(field));

/** The name of a record in a language; in English where it has none in that. */
export const nameIn = (entry: Entry, language: string): string => entry.names?.[language] ?? entry.name;

/** The default columns of a type. */
const columnsOf = (type: Type, rows: readonly Row[]): Column[] => {
  const names = type.schema['x-columns'] ?? ['id', 'name'];
  const added = (['score', 'inferred', 'valid'] as const).filter((name) =>
    rows.some(({ data }) => data[name] !== undefined),
  );
  return [...new Set([...names, ...added])].map((name) => ({ name, title: titleOf(type.schema, name) }));
};

const titleOf = (schema: Schema, name: string): string => {
  const path = fromDotted(name);
  const field = fieldAt(schema, path);
  // A part of a field is called as the whole, where that tells more: "Speaker", not "Name".
  const whole = path.length > 1 && path.at(-1) === 'name' ? fieldAt(schema, path.slice(0, -1)) : field;
  return whole?.title ?? titled(name);
};

const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

const tableOf = (columns: readonly Column[], rows: readonly Row[], language: string): Table => ({
  columns,
  rows: rows.map((row) => columns.map(({ name }): Cell => cellOf(row, name, language))),
});

/** Rows for people: a table for each type, in the columns that its schema names, or one table of the fields asked for. */
export const tabulate = (
  dataset: Dataset,
  rows: readonly Row[],
  options: { readonly columns?: readonly Column[]; readonly language: string; readonly ranked?: boolean },
): Block[] => {
  if (options.columns) return [{ table: tableOf(options.columns, rows, options.language), empty: NOTHING }];
  if (options.ranked) {
    const columns = ['type', 'id', 'name', 'date'].map((name) => ({ name, title: titled(name) }));
    return [{ table: tableOf(columns, rows, options.language), empty: NOTHING }];
  }
  const groups = dataset.catalog.types
    .map((type) => ({ type, own: rows.filter(({ entry }) => entry.type === type.name) }))
    .filter(({ own }) => own.length > 0);
  if (groups.length === 0) return [{ table: { columns: [], rows: [] }, empty: NOTHING }];
  return groups.flatMap(({ type, own }): Block[] => [
    ...(groups.length > 1
      ? [{ heading: `${type.folder.replaceAll('-', ' ')} (${own.length})`, level: 2 } as const]
      : []),
    { table: tableOf(columnsOf(type, own), own, options.language) },
  ]);
};

const NOTHING = 'none recorded';

/** Rows for spreadsheets: one table, whatever the types. */
export const flatten = (
  dataset: Dataset,
  rows: readonly Row[],
  options: { readonly columns?: readonly Column[]; readonly language: string },
): Table => {
  if (options.columns) return tableOf(options.columns, rows, options.language);
  const types = new Set(rows.map(({ entry }) => entry.type));
  const [only] = types;
  const type = types.size === 1 && only !== undefined ? dataset.catalog.type(only) : undefined;
  const names: readonly string[] = type
    ? ['type', 'id', 'name', ...columnsOf(type, rows).map(({ name }) => name)]
    : EVERYWHERE;
  return tableOf(
    [...new Set(names)].map((name) => ({ name, title: name })),
    rows,
    options.language,
  );
};
