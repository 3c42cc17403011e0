import type { Result, Table } from '../model/result.ts';
import type { Formatter } from './formatter.ts';
import { formatSeparated } from './separated.ts';

/** Values by commas (RFC 4180); what a spreadsheet would run as a formula is marked as text. */
export const formatCsv: Formatter = (result) => textOf(result, ',');

/** The same by tabulators. */
export const formatTsv: Formatter = (result) => textOf(result, '\t');

const textOf = (result: Result, delimiter: ',' | '\t'): string => {
  const { columns, rows } = tableOf(result);
  if (columns.length === 0) return '';
  return formatSeparated([columns.map(({ name }) => name), ...rows], delimiter);
};

/** The table of a result; what has none gives a line for each of its fields. */
const tableOf = ({ flat, view }: Result): Table => {
  if (flat) return flat;
  for (const block of view) if ('table' in block) return block.table;
  const fields = view.flatMap((block) => ('fields' in block ? block.fields : []));
  return {
    columns: [
      { name: 'field', title: 'Field' },
      { name: 'value', title: 'Value' },
    ],
    rows: fields,
  };
};
