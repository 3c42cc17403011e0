import { readFileSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { UserError } from '../core/model/errors.ts';
import type { Note } from '../core/model/note.ts';
import type { Cell, Table } from '../core/model/block.ts';
import { pluralize } from '../core/model/text.ts';
import { resolveType } from '../core/query/filter.ts';
import { findNameColumn, type NameColumn } from '../core/query/name-column.ts';
import { createNameResolver, isUnresolved, type NameResolution } from '../core/query/resolve-names.ts';
import { negatedFlag, requiredText, text } from './input.ts';
import { defineOperation, type FileContext } from './operation.ts';
import { typeOption } from './filters.ts';

export const resolveOperation = defineOperation({
  name: 'resolve',
  arguments: {
    file: requiredText({ description: 'CSV with a column of names, or - for stdin', allowsSpaces: true }),
  },
  summary: 'Find the ids of the names in a CSV; exit status 1 if a name is ambiguous or unknown',
  options: {
    column: text({
      value: 'name',
      description: 'column with the names, by header or number (default: name, a type, or the first)',
    }),
    header: negatedFlag('the first line is data (default: unless it is a known name)'),
    type: typeOption('only records of this type (default: all but sources and the like)'),
  },
  examples: [
    { command: 'minerals resolve partners.csv --type country --format csv', description: 'a table of country ids' },
    { command: 'minerals resolve deals.csv --column Commodity --type mineral', description: 'names in another column' },
    { command: 'cut -f2 list.tsv | minerals resolve - --json', description: 'names from another program' },
  ],
  run: async (context, { file, column, header, type }) => {
    const { types: allTypes } = context.catalog;
    const mainTypes = allTypes.filter(({ schema }) => !schema['x-bookkeeping']).map(({ name }) => name);
    const types = type?.map((name) => resolveType(context.dataset, name).name) ?? mainTypes;
    const { readTable } = await import('../node/read-table.ts');
    const { rows, notes: readNotes } = readTable(await readBytes(context, file), file === '-' ? 'stdin' : file);
    const resolveName = createNameResolver(context.dataset, types);
    const { index, hasHeader } = await findNameColumn(rows, {
      column,
      hasHeader: header ? undefined : false,
      typeNames: allTypes.flatMap(({ name, folder }) => [name, folder]),
      isKnown: async (name) => ['exact', 'redirected', 'ambiguous'].includes((await resolveName(name)).match),
    });
    const resolved: ResolvedRow[] = [];
    for (const [position, cells] of rows.entries()) {
      if (position === 0 && hasHeader) continue;
      context.reportProgress(`resolved ${position} of ${rows.length} names`);
      const input = cells[index] ?? '';
      resolved.push({ row: position + 1, cells, input, ...(await resolveName(input)) });
    }
    const notes: Note[] = [...readNotes];
    const unresolvedCount = resolved.filter(isUnresolved).length;
    if (unresolvedCount > 0) {
      const names = pluralize(resolved.length, 'name');
      const message = `${unresolvedCount} of ${names} not resolved: see the column match`;
      notes.push({ code: 'unresolved', message, count: unresolvedCount });
    }
    return {
      output: resolved.map(toData),
      notes,
      exitCode: unresolvedCount > 0 ? 1 : 0,
      resolved,
      rows,
      nameColumn: { index, hasHeader },
    };
  },
  view: ({ resolved }) => [{ table: toTable(resolved), empty: 'no names in the file' }],
  table: ({ resolved, rows, nameColumn }) => withOtherColumns(resolved, rows, nameColumn),
});

/** A row of the file, the name in it and what it means. */
interface ResolvedRow extends NameResolution {
  /** Number of the row in the file, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly input: string;
}

const readBytes = async (context: FileContext, fileName: string): Promise<Uint8Array> => {
  if (fileName === '-') {
    const bytes = await context.readInput();
    if (bytes) return bytes;
    throw new UserError(
      'resolve - reads a CSV from another program',
      'name a file, or pipe one: … | minerals resolve -',
    );
  }
  try {
    return readFileSync(resolvePath(context.workingFolder, fileName));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UserError(`no file at ${fileName}`, 'check the path');
    throw new UserError(`cannot read ${fileName}: ${code === 'EISDIR' ? 'it is a folder' : message}`, 'choose a file');
  }
};

const COLUMNS = ['row', 'input', 'match', 'type', 'id', 'name', 'candidates', 'note'] as const;

const toData = ({ row, input, match, candidates, ...resolved }: ResolvedRow) => {
  const { type = null, id = null, name = null, note = null } = resolved;
  return { row, input, match, type, id, name, candidates, note };
};

const toTable = (resolved: readonly ResolvedRow[]): Table => ({
  columns: COLUMNS.map((name) => ({ name, title: name })),
  rows: resolved.map((row) => COLUMNS.map((name): Cell => row[name])),
});

/** The table for spreadsheets, with the other columns of the file: their names begin with `input_`. */
const withOtherColumns = (
  resolved: readonly ResolvedRow[],
  rows: readonly (readonly string[])[],
  { index, hasHeader }: NameColumn,
): Table => {
  const { columns, rows: cells } = toTable(resolved);
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const otherIndexes = Array.from({ length: width }, (_, position) => position).filter(
    (position) => position !== index,
  );
  const headerOf = (position: number): string => {
    const title = hasHeader ? (rows[0]?.[position]?.trim() ?? '') : '';
    return `input_${title === '' ? position + 1 : title}`;
  };
  return {
    columns: [...columns, ...otherIndexes.map((position) => ({ name: headerOf(position), title: headerOf(position) }))],
    rows: cells.map((row, position) => [...row, ...otherIndexes.map((other) => resolved[position]?.cells[other])]),
  };
};
