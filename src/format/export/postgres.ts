import type { Relation } from '../../core/model/relation.ts';
import type { Exporter } from './exporter.ts';
import {
  createIndexes,
  createTable,
  createViews,
  insertRows,
  quoteIdentifier,
  quoteText,
  type SqlDialect,
  sqlTables,
  titleComment,
  toSqlText,
} from './sql.ts';

/** A script for `psql DATABASE < minerals.sql`: everything in one transaction, on an empty database. */
export const exportPostgres: Exporter = (content) => {
  const relations = content.relations();
  const tables = sqlTables(relations);
  const script = [
    titleComment(content),
    "BEGIN;\nSET LOCAL client_encoding = 'UTF8';\nSET LOCAL standard_conforming_strings = on;\n",
    ...tables.map((table) => createTable(table, POSTGRES, false)),
    ...tables.map((table) => insertRows(table, POSTGRES)),
    // Tables refer to each other in circles, so that the keys follow the rows.
    ...tables.map(addForeignKeys),
    createIndexes(tables),
    createViews(relations, POSTGRES),
    ...tables.map(addComments),
    'COMMIT;\n',
  ];
  return new Map([['minerals.sql', script.join('')]]);
};

const POSTGRES: SqlDialect = {
  types: { string: 'text', number: 'double precision', integer: 'bigint', boolean: 'boolean', date: 'date' },
  booleanLiteral: String,
  textLiteral: quoteText,
  joinValues: (listTable, condition) =>
    `SELECT string_agg(value::text, '; ' ORDER BY place) FROM ${listTable} WHERE ${condition}`,
};

const addForeignKeys = ({ name, fields }: Relation): string =>
  fields
    .filter(({ refersTo }) => refersTo !== undefined)
    .map(
      (field) =>
        `ALTER TABLE ${quoteIdentifier(name)} ADD FOREIGN KEY (${quoteIdentifier(field.name)}) REFERENCES ${quoteIdentifier(field.refersTo ?? '')} (id);\n`,
    )
    .join('');

const addComments = ({ name, title, description, fields }: Relation): string => {
  const table = quoteIdentifier(name);
  const columns = fields
    .filter((field) => field.description !== '')
    .map(
      (field) =>
        `COMMENT ON COLUMN ${table}.${quoteIdentifier(field.name)} IS ${quoteText(toSqlText(field.description))};\n`,
    );
  return `COMMENT ON TABLE ${table} IS ${quoteText(toSqlText(description || title))};\n${columns.join('')}`;
};
