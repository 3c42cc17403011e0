import type { JsonValue } from '../../model/record.ts';
import type { RelationField, Relation } from '../../model/relation.ts';
import type { Exporter } from './exporter.ts';

/** One script that `sqlite3 minerals.db < minerals.sql` runs: a table for each relation, and one for each column of lists. */
export const exportSqlite: Exporter = ({ relations, version, today }) => {
  const tables = relations().flatMap((relation) => [withoutLists(relation), ...listsOf(relation)]);
  const head = `-- minerals${version === undefined ? '' : ` ${version}`}, ${today}\nPRAGMA foreign_keys = OFF;\nBEGIN;\n`;
  return new Map([['minerals.sql', `${head}${tables.map(tableOf).join('')}COMMIT;\n`]]);
};

const withoutLists = (relation: Relation): Relation => {
  const kept = [...relation.fields.keys()].filter((column) => !relation.fields[column]?.isList);
  return {
    ...relation,
    fields: kept.flatMap((column) => relation.fields[column] ?? []),
    rows: relation.rows.map((row) => kept.map((column) => row[column])),
  };
};

/** The columns of a relation that hold lists, each as a table whose rows name the row of the relation and a value. */
const listsOf = ({ name, keys, fields, rows }: Relation): Relation[] =>
  [...fields.entries()]
    .filter(([, { isList }]) => isList)
    .map(([column, field]) => ({
      ...field,
      name: `${name}_${field.name}`,
      keys: keys + 1,
      fields: [
        ...fields
          .slice(0, keys)
          .map((key, index): RelationField =>
            keys === 1 && index === 0 ? { ...key, name: `${name}_id`, refers: name } : key,
          ),
        {
          name: 'place',
          title: 'Place',
          description: 'Its place in the list, from 1.',
          type: 'integer',
          isList: false,
        },
        { ...field, name: 'value', isList: false },
      ],
      rows: rows.flatMap((row) =>
        ((row[column] ?? []) as readonly JsonValue[]).map((value, index) => [...row.slice(0, keys), index + 1, value]),
      ),
    }));

const TYPES = { string: 'TEXT', number: 'REAL', integer: 'INTEGER', boolean: 'INTEGER' } as const;

const tableOf = ({ name, keys, fields, rows }: Relation): string => {
  const columns = fields.map(
    (field) =>
      `${quoted(field.name)} ${TYPES[field.type]}${field.refers === undefined ? '' : ` REFERENCES ${quoted(field.refers)} (id)`}`,
  );
  const key = fields
    .slice(0, keys)
    .map((field) => quoted(field.name))
    .join(', ');
  const create = `CREATE TABLE ${quoted(name)} (\n  ${[...columns, `PRIMARY KEY (${key})`].join(',\n  ')}\n);\n`;
  return create + rows.map((row) => `INSERT INTO ${quoted(name)} VALUES (${row.map(literal).join(', ')});\n`).join('');
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A value as SQLite reads it. A text ends at NUL there, and a line that begins with a dot would be a command of the shell. */
const literal = (value: JsonValue | undefined): string => {
  if (value === undefined || value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const parts = text
    .replaceAll('\0', '\ufffd')
    .split(/([\r\n]+)/)
    .map((part, index) =>
      index % 2 === 0
        ? `'${part.replaceAll("'", "''")}'`
        : `char(${Array.from(part, (each) => each.codePointAt(0)).join(',')})`,
    );
  return parts.length === 1 ? (parts[0] ?? '') : parts.join(' || ');
};
