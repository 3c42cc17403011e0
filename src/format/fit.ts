import { displayWidth } from './string-width.ts';
import { longestWord, wrapText } from './wrap.ts';

type TextRows = readonly (readonly string[])[];

/** Terminal columns between two columns of a table. */
export const COLUMN_GAP = 2;

/** Maximum number of rows that are measured: a sample this large represents the table. */
const SAMPLE_SIZE = 120;

/** Width in terminal columns of the first and largest step by which column widths are improved. */
const FIRST_STEP = 16;

/**
 * Column widths at which a table fits the terminal in the fewest lines; undefined if words would have to be broken. Without
 * a terminal each column is as wide as its widest cell.
 */
export const fitColumns = (rows: TextRows, terminalWidth: number | undefined): number[] | undefined => {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? ''));
  const fullWidths = columns.map((texts) => maximum(texts.map(displayWidth)));
  const available = (terminalWidth ?? Infinity) - COLUMN_GAP * (columns.length - 1);
  if (sum(fullWidths) <= available) return fullWidths;
  const minimumWidths = columns.map((texts) => maximum(texts.map(longestWord)));
  if (sum(minimumWidths) > available) return undefined;
  return minimizeLines(sampleRows(rows), fullWidths, minimumWidths, available);
};

/** Hill climbing: moves width from one column to another as long as that saves lines. */
const minimizeLines = (
  rows: TextRows,
  fullWidths: readonly number[],
  minimumWidths: readonly number[],
  available: number,
): number[] => {
  const measureHeight = createHeightCache(rows);
  const computeCost = (widths: readonly number[]): number => {
    let lineCount = 0;
    let totalHeight = 0;
    for (const row of rows.keys()) {
      let rowHeight = 1;
      for (const [column, width] of widths.entries()) {
        let cellHeight = 1;
        if (width < (fullWidths[column] ?? 0)) cellHeight = measureHeight(row, column, width);
        totalHeight += cellHeight;
        if (cellHeight > rowHeight) rowHeight = cellHeight;
      }
      lineCount += rowHeight;
    }
    // For equal line counts the lower cells win, as they lead to better layouts.
    return lineCount + totalHeight / 1e6;
  };
  let bestWidths = distributeWidth(fullWidths, minimumWidths, available);
  let lowestCost = computeCost(bestWidths);
  for (let step = FIRST_STEP; step >= 1; step /= 2)
    for (let hasImproved = true; hasImproved;) {
      hasImproved = false;
      for (const from of bestWidths.keys())
        for (const to of bestWidths.keys()) {
          const movedWidth = Math.min(step, (fullWidths[to] ?? 0) - (bestWidths[to] ?? 0));
          const remainingWidth = (bestWidths[from] ?? 0) - movedWidth;
          if (from === to || movedWidth < 1 || remainingWidth < (minimumWidths[from] ?? 0)) continue;
          const candidate = bestWidths.with(from, remainingWidth);
          candidate[to] = (candidate[to] ?? 0) + movedWidth;
          const cost = computeCost(candidate);
          if (cost >= lowestCost) continue;
          [bestWidths, lowestCost, hasImproved] = [candidate, cost, true];
        }
    }
  return bestWidths;
};

/** Distributes the available width in proportion to the width that each column lacks. */
const distributeWidth = (
  fullWidths: readonly number[],
  minimumWidths: readonly number[],
  available: number,
): number[] => {
  const missingWidths = fullWidths.map((width, column) => width - (minimumWidths[column] ?? 0));
  const shareOfMissing = (available - sum(minimumWidths)) / Math.max(1, sum(missingWidths));
  const widths = minimumWidths.map(
    (width, column) => width + Math.floor((missingWidths[column] ?? 0) * shareOfMissing),
  );
  for (let unused = available - sum(widths), column = 0; unused > 0 && column < widths.length; column += 1) {
    const added = Math.min(unused, (fullWidths[column] ?? 0) - (widths[column] ?? 0));
    widths[column] = (widths[column] ?? 0) + added;
    unused -= added;
  }
  return widths;
};

/** Creates a function that returns the number of lines of a cell at a width, computed once for each. */
const createHeightCache = (rows: TextRows): ((row: number, column: number, width: number) => number) => {
  const heights = new Map<string, number>();
  return (row, column, width) => {
    const key = `${row} ${column} ${width}`;
    const height = heights.get(key) ?? wrapText(rows[row]?.[column] ?? '', width).length;
    heights.set(key, height);
    return height;
  };
};

const sampleRows = (rows: TextRows): TextRows => {
  const interval = Math.ceil(rows.length / SAMPLE_SIZE);
  return rows.filter((_, index) => index % interval === 0);
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const maximum = (numbers: readonly number[]): number => numbers.reduce((most, number) => Math.max(most, number), 0);
