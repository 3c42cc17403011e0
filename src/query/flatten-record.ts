import { toDotted, type Path } from '../model/pointer.ts';
import { type JsonObject, isJsonObject, isList, type JsonValue } from '../model/record.ts';
import type { Table } from '../model/result.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';

/** A record as one table: the rows of a type that is a table itself, else its fields down to the plain ones. */
export const flattenRecord = (schema: Schema, data: JsonObject): Table => {
  const { in: field } = schema['x-rows'] ?? {};
  const rows = field === undefined ? undefined : data[field];
  if (field !== undefined && isList(rows)) {
    const names = Object.keys(fieldAt(schema, [field])?.items?.properties ?? {});
    return { columns: columnsOf(names), rows: rows.filter(isJsonObject).map((row) => names.map((name) => row[name])) };
  }
  return { columns: columnsOf(['field', 'value']), rows: leaves(data, []) };
};

const columnsOf = (names: readonly string[]): Table['columns'] => names.map((name) => ({ name, title: name }));

const leaves = (value: JsonValue, path: Path): [path: string, value: JsonValue][] => {
  if (isList(value) && value.some(isJsonObject)) return value.flatMap((item, index) => leaves(item, [...path, index]));
  if (isJsonObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]));
  return [[toDotted(path), value]];
};
