import { stringify } from 'csv-stringify/sync';
import type { Cell } from '../core/model/block.ts';
import { plainCellText } from './cell.ts';

/** Formats rows as delimiter-separated values (RFC 4180) that a spreadsheet cannot run as formulas. */
export const formatSeparated = (rows: readonly (readonly Cell[])[], delimiter: ',' | '\t'): string =>
  stringify(
    rows.map((row) => row.map((cell) => escapeFormula(plainCellText(cell)))),
    { delimiter, quoted_match: ESCAPED_INSIDE, cast: { boolean: String } },
  );

/**
 * Start of a formula, after optional whitespace, at the start of a cell or after a semicolon that separates list items. An
 * apostrophe counts too, so that a reader can remove the added ones.
 */
const FORMULA_START = /^(?=\s*[-=+@\uff0b\uff0d\uff1d\uff20]|[\t\r'])|(?<=;\s*)(?=[-=+@'\uff0b\uff0d\uff1d\uff20])/gu;
const ESCAPED_INSIDE = /;\s*'/;

/** Puts an apostrophe before a formula, so that spreadsheets show it as text. */
const escapeFormula = <Value extends string | number | boolean>(value: Value): Value | string => {
  if (typeof value !== 'string') return value;
  return value.replaceAll(FORMULA_START, "'");
};
