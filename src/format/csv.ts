import type { Table } from '../core/model/block.ts';
import type { Formatter, Presentation } from './formatter.ts';
import { formatSeparated } from './separated.ts';

/** Comma-separated values (RFC 4180) that a spreadsheet cannot run as formulas. */
export const formatCsv: Formatter = (presentation) => formatDelimited(presentation, ',');

/** Like formatCsv, with tabs. */
export const formatTsv: Formatter = (presentation) => formatDelimited(presentation, '\t');

const formatDelimited = (presentation: Presentation, delimiter: ',' | '\t'): string => {
  const { columns, rows } = flatTable(presentation);
  if (columns.length === 0) return '';
  return formatSeparated([columns.map(({ name }) => name), ...rows], delimiter);
};

/** The table of an answer; without a table, one row for each field. */
const flatTable = ({ table, blocks }: Presentation): Table => {
  if (table) return table;
  for (const block of blocks) if ('table' in block) return block.table;
  return {
    columns: [
      { name: 'field', title: 'Field' },
      { name: 'value', title: 'Value' },
    ],
    rows: blocks.flatMap((block) => ('fields' in block ? block.fields : [])),
  };
};
