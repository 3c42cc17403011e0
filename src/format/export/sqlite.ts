import { definedItems } from '../../model/defined-only.ts';
import type { JsonValue } from '../../model/record.ts';
import type { RelationField, Relation } from '../../model/relation.ts';
import type { Exporter } from './exporter.ts';

/** A script for `sqlite3 minerals.db < minerals.sql`: a table for each relation and one for each column of lists. */
export const exportSqlite: Exporter = ({ relations, version, today }) => {
  const tables = relations().flatMap((relation) => [withoutLists(relation), ...listTables(relation)]);
  const title = definedItems(['minerals', version]).join(' ');
  const header = `-- ${title}, ${today}\nPRAGMA foreign_keys = OFF;\nBEGIN;\n`;
  return new Map([['minerals.sql', `${header}${tables.map(tableScript).join('')}COMMIT;\n`]]);
};

const withoutLists = (relation: Relation): Relation => {
  const keptColumns = [...relation.fields.keys()].filter((column) => !relation.fields[column]?.isList);
  return {
    ...relation,
    fields: keptColumns.flatMap((column) => relation.fields[column] ?? []),
    rows: relation.rows.map((row) => keptColumns.map((column) => row[column])),
  };
};

/** A table for each column of lists. Its rows consist of the key of the relation, the position in the list and the item. */
const listTables = ({ name, keyColumnCount, fields, rows }: Relation): Relation[] => {
  const keyFields = fields.slice(0, keyColumnCount);
  const [idField] = keyFields;
  const referringFields =
    idField && keyColumnCount === 1 ? [{ ...idField, name: `${name}_id`, refersTo: name }] : keyFields;
  return [...fields.entries()]
    .filter(([, { isList }]) => isList)
    .map(([column, field]) => ({
      ...field,
      name: `${name}_${field.name}`,
      keyColumnCount: keyColumnCount + 1,
      fields: [...referringFields, POSITION_FIELD, { ...field, name: 'value', isList: false }],
      rows: rows.flatMap((row) => {
        const items = (row[column] ?? []) as readonly JsonValue[];
        return items.map((item, index) => [...row.slice(0, keyColumnCount), index + 1, item]);
      }),
    }));
};

const POSITION_FIELD: RelationField = {
  name: 'place',
  title: 'Place',
  description: 'Position in the list, from 1.',
  type: 'integer',
  isList: false,
};

const TYPES = { string: 'TEXT', number: 'REAL', integer: 'INTEGER', boolean: 'INTEGER' } as const;

const tableScript = ({ name, keyColumnCount, fields, rows }: Relation): string => {
  const columns = fields.map(columnDefinition);
  const keyColumns = fields.slice(0, keyColumnCount).map((field) => quoteIdentifier(field.name));
  const definitions = [...columns, `PRIMARY KEY (${keyColumns.join(', ')})`].join(',\n  ');
  const inserts = rows.map(
    (row) => `INSERT INTO ${quoteIdentifier(name)} VALUES (${row.map(sqlLiteral).join(', ')});\n`,
  );
  return `CREATE TABLE ${quoteIdentifier(name)} (\n  ${definitions}\n);\n${inserts.join('')}`;
};

const columnDefinition = ({ name, type, refersTo }: RelationField): string => {
  const definition = `${quoteIdentifier(name)} ${TYPES[type]}`;
  if (refersTo === undefined) return definition;
  return `${definition} REFERENCES ${quoteIdentifier(refersTo)} (id)`;
};

const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const sqlLiteral = (value: JsonValue | undefined): string => {
  if (value === undefined || value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return String(Number(value));
  if (typeof value === 'string') return textLiteral(value);
  return textLiteral(JSON.stringify(value));
};

/**
 * Writes line breaks as char(10), since the SQLite shell would run a line that begins with a dot as a command. Replaces NUL,
 * which would end the text.
 */
const textLiteral = (text: string): string => {
  const parts = text.replaceAll('\0', '\ufffd').split(/([\r\n]+)/);
  return parts.map((part, index) => (index % 2 === 0 ? quoteText(part) : charCall(part))).join(' || ');
};

const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const charCall = (lineBreaks: string): string =>
  `char(${Array.from(lineBreaks, (character) => character.codePointAt(0)).join(',')})`;
