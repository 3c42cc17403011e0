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
} from './sql.ts';

/**
 * A script for `sqlite3 minerals.db < minerals.sql`, a second one that adds a full-text index, which not every SQLite can
 * build, and the database itself where Node can write it (22.13 and newer).
 */
export const exportSqlite: Exporter = async (content) => {
  const relations = content.relations();
  const tables = sqlTables(relations);
  const script = [
    titleComment(content),
    'PRAGMA foreign_keys = OFF;\nBEGIN;\n',
    ...tables.map((table) => createTable(table, SQLITE, true) + insertRows(table, SQLITE)),
    createIndexes(tables),
    createViews(relations, SQLITE),
    'COMMIT;\n',
  ];
  const files = new Map<string, string | Uint8Array>([
    ['minerals.sql', script.join('')],
    ['minerals-search.sql', `${titleComment(content)}BEGIN;\n${searchScript(relations)}COMMIT;\n`],
  ]);
  const { createDatabase } = await import('./sqlite-database.ts');
  const database = await createDatabase([...files.values()].map(String));
  if (database) files.set('minerals.db', database);
  return files;
};

/** An FTS5 table `search` with the texts of every record, made from the tables: `SELECT ref FROM search('lithium')`. */
const searchScript = (relations: readonly Relation[]): string => {
  const inserts = relations
    .filter(({ recordType, fields }) => recordType !== undefined && fields.some(({ name }) => name === 'name'))
    .map(({ name, recordType = '', fields }) => {
      const texts = fields
        .filter(({ type, isList }) => type === 'string' && !isList)
        .map((field) => `coalesce(${quoteIdentifier(field.name)}, '')`);
      return `INSERT INTO search SELECT ${quoteText(`${recordType}/`)} || id, name, ${texts.join(" || ' ' || ")} FROM ${quoteIdentifier(name)};\n`;
    });
  return `CREATE VIRTUAL TABLE search USING fts5(ref UNINDEXED, name, text);\n${inserts.join('')}`;
};

/**
 * Writes line breaks as char(10), since the SQLite shell would run a line that begins with a dot as a command.
 */
const textLiteral = (text: string): string => {
  const parts = text.split(/([\r\n]+)/);
  return parts.map((part, index) => (index % 2 === 0 ? quoteText(part) : charCall(part))).join(' || ');
};

const charCall = (lineBreaks: string): string =>
  `char(${Array.from(lineBreaks, (character) => character.codePointAt(0)).join(',')})`;

const SQLITE: SqlDialect = {
  types: { string: 'TEXT', number: 'REAL', integer: 'INTEGER', boolean: 'INTEGER', date: 'TEXT' },
  booleanLiteral: (value) => String(Number(value)),
  textLiteral,
  joinValues: (listTable, condition) =>
    `SELECT group_concat(value, '; ') FROM (SELECT value FROM ${listTable} WHERE ${condition} ORDER BY place)`,
};
