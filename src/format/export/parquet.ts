import type { SchemaElement } from 'hyparquet-writer';
import { UserError } from '../../model/errors.ts';
import type { RelationField } from '../../model/relation.ts';
import type { Exporter } from './exporter.ts';

/** A Parquet file for each table, lists as lists. Throws UserError where the package that writes it is not installed. */
export const exportParquet = async (): Promise<Exporter> => {
  const { parquetWriteBuffer } = await import('hyparquet-writer').catch(() => {
    throw new UserError('Parquet needs a package that is not installed', 'npm install hyparquet-writer, and ask again');
  });
  return ({ relations }) =>
    new Map(
      relations().map(({ name, fields, rows }) => {
        const columnData = fields.map((field, column) => ({
          name: field.name,
          data: rows.map((row) => row[column] ?? null),
        }));
        const schema: SchemaElement[] = [{ name: 'root', num_children: fields.length }, ...fields.flatMap(elements)];
        return [`${name}.parquet`, new Uint8Array(parquetWriteBuffer({ columnData, schema }))];
      }),
    );
};

const TYPES = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  integer: { type: 'INT32' },
  boolean: { type: 'BOOLEAN' },
} as const;

/** A column as Parquet declares it: a list takes three levels, the column, its repetition and the item. */
const elements = ({ name, type, isList }: RelationField): SchemaElement[] =>
  isList
    ? [
        { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'OPTIONAL', ...TYPES[type] },
      ]
    : [{ name, repetition_type: 'OPTIONAL', ...TYPES[type] }];
