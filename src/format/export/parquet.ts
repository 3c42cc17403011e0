import type { SchemaElement } from 'hyparquet-writer';
import { definedOnly } from '../../core/model/defined-only.ts';
import { UserError } from '../../core/model/errors.ts';
import type { JsonValue } from '../../core/model/record.ts';
import type { Relation, RelationField } from '../../core/model/relation.ts';
import { DATASET_TITLE, LICENCE } from '../../core/model/dataset-title.ts';
import type { ExportContent, Exporter } from './exporter.ts';

/** One Parquet file per table, with lists as lists and a description in the metadata. Throws UserError if the package that writes Parquet is not installed. */
export const exportParquet = async (): Promise<Exporter> => {
  const { parquetWriteBuffer } = await import('hyparquet-writer').catch(() => {
    throw new UserError(
      'Parquet needs a package that is not installed',
      'run: npm install hyparquet-writer, then export again',
    );
  });
  return (content) =>
    new Map(
      // Lists are values in Parquet and need no tables of their own.
      tables(content.relations()).map((relation) => {
        const { name, fields, rows } = relation;
        const columnData = fields.map((field, column) => ({
          name: field.name,
          data: rows.map((row) => toParquetValue(field, row[column])),
        }));
        const schema: SchemaElement[] = [
          { name: 'root', num_children: fields.length },
          ...fields.flatMap(schemaElements),
        ];
        return [
          `${name}.parquet`,
          new Uint8Array(parquetWriteBuffer({ columnData, schema, kvMetadata: describeTable(relation, content) })),
        ];
      }),
    );
};

/** Key-value metadata of a file; what is no single text is JSON. */
const describeTable = ({ title, description, fields, keyColumnCount }: Relation, { version, today }: ExportContent) => {
  const foreignKeys = fields.filter(({ refersTo }) => refersTo !== undefined);
  const metadata = {
    title,
    description,
    dataset: DATASET_TITLE,
    version,
    license: version === undefined ? undefined : LICENCE.name,
    created: today,
    primary_key: JSON.stringify(fields.slice(0, keyColumnCount).map((field) => field.name)),
    foreign_keys: JSON.stringify(Object.fromEntries(foreignKeys.map((field) => [field.name, `${field.refersTo}.id`]))),
    columns: JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.description]))),
  };
  return Object.entries(definedOnly(metadata)).map(([key, value]) => ({ key, value: value.toWellFormed() }));
};

const tables = (relations: readonly Relation[]): Relation[] => relations.filter(({ isListTable }) => !isListTable);

/** The writer takes dates as Date, in UTC. */
const toParquetValue = ({ type, isList }: RelationField, value: JsonValue | undefined): JsonValue | Date => {
  if (value === undefined) return null;
  if (type === 'date' && !isList && typeof value === 'string') return new Date(`${value}T00:00:00Z`);
  return value;
};

const TYPES = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  integer: { type: 'INT32' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
} as const;

/** Declares a column. A list has three levels in Parquet: the column, its repetition and the item. */
const schemaElements = ({ name, type, isList }: RelationField): SchemaElement[] => {
  if (!isList) return [{ name, repetition_type: 'OPTIONAL', ...TYPES[type] }];
  return [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', ...TYPES[type] },
  ];
};
