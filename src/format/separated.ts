import { stringify } from 'csv-stringify/sync';
import type { Cell } from '../model/result.ts';
import { plainCellText } from './cell.ts';

/** Rows as lines of values (RFC 4180); what a spreadsheet would run as a formula is marked as text. */
export const formatSeparated = (rows: readonly (readonly Cell[])[], delimiter: ',' | '\t'): string =>
  stringify(
    rows.map((row) => row.map(plainCellText).map((value) => (typeof value === 'string' ? marked(value) : value))),
    { delimiter, quoted_match: MARKED_WITHIN, cast: { boolean: String } },
  );

/** What begins a formula, blanks before it aside; where semicolons set values apart, behind one of them too. */
const FORMULA = /^(?=\s*[-=+@\uff0b\uff0d\uff1d\uff20]|[\t\r])|(?<=;\s*)(?=[-=+@\uff0b\uff0d\uff1d\uff20])/gu;
const MARKED_WITHIN = /;\s*'/;

const marked = (text: string): string => text.replaceAll(FORMULA, "'");
