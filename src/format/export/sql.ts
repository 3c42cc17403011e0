import { definedItems } from '../../core/model/defined-only.ts';
import type { JsonValue } from '../../core/model/record.ts';
import { type Relation, type RelationField, withoutLists } from '../../core/model/relation.ts';
import type { ExportContent } from './exporter.ts';

/** The parts of SQL in which databases differ. */
export interface SqlDialect {
  readonly types: Readonly<Record<RelationField['type'], string>>;
  readonly booleanLiteral: (value: boolean) => string;
  readonly textLiteral: (text: string) => string;
  /** Expression that joins the values of a list table in the order of their places. */
  readonly joinValues: (listTable: string, condition: string) => string;
}

/** The relations as a database has them: list columns are tables of their own. */
export const sqlTables = (relations: readonly Relation[]): Relation[] => relations.map(withoutLists);

export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Replaces NUL and lone surrogates, which no database takes as text. */
export const toSqlText = (text: string): string => (text.toWellFormed?.() ?? text).replaceAll('\0', '\ufffd');

export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const titleComment = ({ version, today }: ExportContent): string =>
  `-- ${definedItems(['minerals', version]).join(' ')}, ${today}\n`;

/** Creates a table; `constraints` are further lines of its definition. */
export const createTable = (
  { name, keyColumnCount, fields }: Relation,
  { types }: SqlDialect,
  hasReferences: boolean,
): string => {
  const columns = fields.map((field) => columnDefinition(field, types, hasReferences));
  const keyColumns = fields.slice(0, keyColumnCount).map((field) => quoteIdentifier(field.name));
  const definitions = [...columns, `PRIMARY KEY (${keyColumns.join(', ')})`].join(',\n  ');
  return `CREATE TABLE ${quoteIdentifier(name)} (\n  ${definitions}\n);\n`;
};

const columnDefinition = (
  { name, type, refersTo }: RelationField,
  types: SqlDialect['types'],
  hasReferences: boolean,
): string => {
  const definition = `${quoteIdentifier(name)} ${types[type]}`;
  if (refersTo === undefined || !hasReferences) return definition;
  return `${definition} REFERENCES ${quoteIdentifier(refersTo)} (id)`;
};

/** Rows of one INSERT statement: more make the loading faster, but some programs limit the length of a statement. */
const ROWS_PER_INSERT = 200;

export const insertRows = ({ name, rows }: Relation, dialect: SqlDialect): string => {
  const values = rows.map((row) => `(${row.map((value) => sqlLiteral(value, dialect)).join(', ')})`);
  const statements: string[] = [];
  for (let start = 0; start < values.length; start += ROWS_PER_INSERT)
    statements.push(
      `INSERT INTO ${quoteIdentifier(name)} VALUES\n${values.slice(start, start + ROWS_PER_INSERT).join(',\n')};\n`,
    );
  return statements.join('');
};

const sqlLiteral = (value: JsonValue | undefined, { booleanLiteral, textLiteral }: SqlDialect): string => {
  if (value === undefined || value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return booleanLiteral(value);
  if (typeof value === 'string') return textLiteral(toSqlText(value));
  return textLiteral(toSqlText(JSON.stringify(value)));
};

/** An index for each column that refers to another table and is not the first of the key. */
export const createIndexes = (tables: readonly Relation[]): string =>
  tables
    .flatMap(({ name, fields }) =>
      fields
        .filter(({ refersTo }, column) => refersTo !== undefined && column > 0)
        .map(
          (field) =>
            `CREATE INDEX ${quoteIdentifier(`${name}_by_${field.name}`)} ON ${quoteIdentifier(name)} (${quoteIdentifier(field.name)});\n`,
        ),
    )
    .join('');

/** A view for each table of whole records, with its lists joined: `agreements_joined`. */
export const createViews = (relations: readonly Relation[], { joinValues }: SqlDialect): string =>
  relations
    .filter(({ recordType, fields }) => recordType !== undefined && fields.some(({ isList }) => isList))
    .map(({ name, fields }) => {
      const columns = fields.map((field) => {
        if (!field.isList) return `t.${quoteIdentifier(field.name)}`;
        const listTable = quoteIdentifier(`${name}_${field.name}`);
        const values = joinValues(listTable, `${quoteIdentifier(`${name}_id`)} = t.id`);
        return `(${values}) AS ${quoteIdentifier(field.name)}`;
      });
      return `CREATE VIEW ${quoteIdentifier(`${name}_joined`)} AS SELECT\n  ${columns.join(',\n  ')}\nFROM ${quoteIdentifier(name)} t;\n`;
    })
    .join('');
