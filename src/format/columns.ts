import CliTable from 'cli-table3';
import { COLUMN_GAP } from './fit.ts';
import type { Paint } from './paint.ts';
import { wrapText } from './wrap.ts';

/** Rows that cli-table3 gets at once: its search for cells that span rows takes time in the square of their number. */
const ROWS_AT_ONCE = 16;

/** Nothing but a gap between columns. */
const LINES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['top', 'mid', 'bottom'].flatMap((line) => ['', '-mid', '-left', '-right'].map((part) => [line + part, ''])),
  ),
  left: '',
  'left-mid': '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(COLUMN_GAP),
};

/**
 * Draws columns at the given widths, with the titles above them. cli-table3 would cut words that are longer than a column,
 * so cells are wrapped before.
 */
export const drawColumns = (
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  paint: Paint,
): string[] => {
  const wrapRow = (row: readonly string[]): string[] =>
    row.map((cell, column) => wrapText(cell, widths[column]).join('\n'));
  const wrappedRows = [wrapRow(titles).map((title) => paintLines(title, paint)), ...rows.map(wrapRow)];
  const lines: string[] = [];
  for (let first = 0; first < wrappedRows.length; first += ROWS_AT_ONCE) {
    const table = new CliTable({
      chars: LINES,
      colWidths: [...widths],
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    });
    table.push(...wrappedRows.slice(first, first + ROWS_AT_ONCE));
    lines.push(...table.toString().split('\n'));
  }
  return lines.map((line) => line.trimEnd());
};

const paintLines = (title: string, paint: Paint): string =>
  title
    .split('\n')
    .map((line) => paint.dim(line))
    .join('\n');
