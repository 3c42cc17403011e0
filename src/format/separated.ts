import { stringify } from 'csv-stringify/sync';
import type { Cell } from '../model/result.ts';
import { plainCell } from './cell.ts';

/** Rows as lines of values (RFC 4180); what a spreadsheet would run as a formula is marked as text. */
export const separated = (rows: readonly (readonly Cell[])[], delimiter: ',' | '\t'): string =>
  stringify(
    rows.map((row) => row.map(plainCell)),
    { delimiter, escape_formulas: true, cast: { boolean: String } },
  );
