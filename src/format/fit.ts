import { displayWidth } from './string-width.ts';
import { longestWord, wrapText } from './wrap.ts';

/** Columns between two columns of a table. */
export const COLUMN_GAP = 2;
/** Rows that are looked at: what suits so many of them suits all. */
const LOOKED_AT = 120;
/**
 * The widths at which the cells of a table fit the terminal in the fewest lines; undefined where words would have to be
 * broken. Without a terminal those that they have.
 */
export const fitColumns = (rows: readonly (readonly string[])[], width: number | undefined): number[] | undefined => {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? ''));
  const natural = columns.map((texts) => greatest(texts.map(displayWidth)));
  const room = (width ?? Infinity) - COLUMN_GAP * (columns.length - 1);
  if (sum(natural) <= room) return natural;
  const whole = columns.map((texts) => greatest(texts.map(longestWord)));
  return sum(whole) > room ? undefined : fewestLines(sampled(rows), natural, whole, room);
};

/** Moves columns of the terminal from one column of the table to another as long as that saves lines. */
const fewestLines = (
  rows: readonly (readonly string[])[],
  natural: readonly number[],
  least: readonly number[],
  room: number,
): number[] => {
  const heightOf = heights(rows);
  const cost = (widths: readonly number[]): number => {
    let lines = 0;
    let cells = 0;
    for (const row of rows.keys()) {
      let highest = 1;
      for (const [column, own] of widths.entries()) {
        const height = own >= (natural[column] ?? 0) ? 1 : heightOf(row, column, own);
        cells += height;
        if (height > highest) highest = height;
      }
      lines += highest;
    }
    // Among layouts of as many lines the one whose cells are lower leads on to better ones.
    return lines + cells / 1e6;
  };
  let best = shared(natural, least, room);
  let lowest = cost(best);
  for (let step = 16; step >= 1; step /= 2)
    for (let isBetter = true; isBetter;) {
      isBetter = false;
      for (const from of best.keys())
        for (const to of best.keys()) {
          const moved = Math.min(step, (natural[to] ?? 0) - (best[to] ?? 0));
          if (from === to || moved < 1 || (best[from] ?? 0) - moved < (least[from] ?? 0)) continue;
          const tried = best.with(from, (best[from] ?? 0) - moved);
          tried[to] = (tried[to] ?? 0) + moved;
          const lines = cost(tried);
          if (lines >= lowest) continue;
          [best, lowest, isBetter] = [tried, lines, true];
        }
    }
  return best;
};

/** What is left of the room, shared out by what each column lacks. */
const shared = (natural: readonly number[], least: readonly number[], room: number): number[] => {
  const lacking = natural.map((own, column) => own - (least[column] ?? 0));
  const share = (room - sum(least)) / Math.max(1, sum(lacking));
  const widths = least.map((own, column) => own + Math.floor((lacking[column] ?? 0) * share));
  for (let left = room - sum(widths), column = 0; left > 0 && column < widths.length; column += 1) {
    const more = Math.min(left, (natural[column] ?? 0) - (widths[column] ?? 0));
    widths[column] = (widths[column] ?? 0) + more;
    left -= more;
  }
  return widths;
};

/** How many lines a cell takes at a width, each counted once. */
const heights = (rows: readonly (readonly string[])[]): ((row: number, column: number, width: number) => number) => {
  const known = new Map<string, number>();
  return (row, column, width) => {
    const key = `${row} ${column} ${width}`;
    const height = known.get(key) ?? wrapText(rows[row]?.[column] ?? '', width).length;
    known.set(key, height);
    return height;
  };
};

const sampled = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] => {
  const every = Math.ceil(rows.length / LOOKED_AT);
  return rows.filter((_, index) => index % every === 0);
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const greatest = (numbers: readonly number[]): number => numbers.reduce((most, each) => Math.max(most, each), 0);
