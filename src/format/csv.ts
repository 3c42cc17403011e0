import type { Result, Table } from '../core/model/result.ts';
import type { Formatter } from './formatter.ts';
import { formatSeparated } from './separated.ts';

/** Comma-separated values (RFC 4180) that a spreadsheet cannot run as formulas. */
export const formatCsv: Formatter = (result) => formatDelimited(result, ',');

/** Like formatCsv, with tabs. */
export const formatTsv: Formatter = (result) => formatDelimited(result, '\t');

const formatDelimited = (result: Result, delimiter: ',' | '\t'): string => {
  const { columns, rows } = tableOfResult(result);
  if (columns.length === 0) return '';
  return formatSeparated([columns.map(({ name }) => name), ...rows], delimiter);
};

/** The table of a result; without a table, one row for each field. */
const tableOfResult = ({ flatTable, view }: Result): Table => {
  if (flatTable) return flatTable;
  for (const block of view) if ('table' in block) return block.table;
  return {
    columns: [
      { name: 'field', title: 'Field' },
      { name: 'value', title: 'Value' },
    ],
    rows: view.flatMap((block) => ('fields' in block ? block.fields : [])),
  };
};
