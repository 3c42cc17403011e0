import { toDotted, type Path } from '../core/model/pointer.ts';
import { type JsonObject, isJsonObject, isList, type JsonValue } from '../core/model/record.ts';
import type { Table } from '../core/model/block.ts';
import { fieldAt, type Schema } from '../core/schema/catalog.ts';

/** Converts a record to one table: the rows of a statistics table, or one row per plain field. */
export const flattenRecord = (schema: Schema, data: JsonObject): Table => {
  const { in: rowField } = schema['x-rows'] ?? {};
  const rows = rowField === undefined ? undefined : data[rowField];
  if (rowField !== undefined && isList(rows)) {
    const names = Object.keys(fieldAt(schema, [rowField])?.items?.properties ?? {});
    return {
      columns: untitledColumns(names),
      rows: rows.filter(isJsonObject).map((row) => names.map((name) => row[name])),
    };
  }
  return { columns: untitledColumns(['field', 'value']), rows: plainFields(data, []) };
};

const untitledColumns = (names: readonly string[]): Table['columns'] => names.map((name) => ({ name, title: name }));

const plainFields = (value: JsonValue, path: Path): [path: string, value: JsonValue][] => {
  if (isList(value) && value.some(isJsonObject))
    return value.flatMap((item, index) => plainFields(item, [...path, index]));
  if (isJsonObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, part]) => plainFields(part, [...path, key]));
  return [[toDotted(path), value]];
};
