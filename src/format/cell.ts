import { isJsonObject, isList } from '../model/record.ts';
import { type Cell, isBar, isLink } from '../model/result.ts';
import { sanitize, collapseWhitespace } from '../model/text.ts';
import { drawBar } from './bar.ts';

/** Columns of a bar where there is no terminal to fill. */
const BAR = 24;

/** A cell as people read it, on one line, harmless to a terminal. */
export const cellText = (cell: Cell): string =>
  typeof cell === 'number' ? number(cell) : collapseWhitespace(text(cell, ', ', (flag) => (flag ? 'yes' : 'no')));

/** A cell as a spreadsheet takes it: numbers and truth values as they are, lists with semicolons. */
export const plainCellText = (cell: Cell): string | number | boolean =>
  typeof cell === 'number' || typeof cell === 'boolean' ? cell : sanitize(text(cell, '; ', String));

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 20 });

const text = (cell: Cell, separator: string, flag: (value: boolean) => string): string => {
  if (cell === undefined || cell === null) return '';
  if (isLink(cell)) return cell.text;
  if (isBar(cell)) return drawBar(cell.bar, BAR);
  if (typeof cell === 'boolean') return flag(cell);
  if (isList(cell))
    return cell.some((item) => isJsonObject(item))
      ? `${cell.length} ${cell.length === 1 ? 'entry' : 'entries'}`
      : cell.map((item) => text(item, separator, flag)).join(separator);
  if (!isJsonObject(cell)) return String(cell);
  // A map of facts is told by its keys; what is not a map of facts, by its parts.
  const parts = Object.entries(cell);
  return parts.every(([, part]) => isJsonObject(part))
    ? parts.map(([key]) => key).join(separator)
    : parts.map(([key, part]) => `${key} ${text(part, separator, flag)}`).join(separator);
};
