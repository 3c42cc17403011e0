import { isJsonObject, isList, type JsonValue } from '../core/model/record.ts';
import { type Cell, isBar, isLink, isMarkedText, textWithMarks } from '../core/model/block.ts';
import { collapseWhitespace, pluralize, sanitize } from '../core/model/text.ts';
import { drawBar } from './bar.ts';

/** Columns of a bar if the output is not a terminal. */
const BAR_WIDTH = 24;

/** A cell for people: one line, safe to print on a terminal. */
export const cellText = (cell: Cell): string => {
  if (typeof cell === 'number') return cell.toLocaleString('en', { maximumFractionDigits: 20 });
  return collapseWhitespace(joinCell(cell, ', ', (flag) => (flag ? 'yes' : 'no')));
};

/** A cell for spreadsheets: numbers and booleans unchanged, lists joined by semicolons. */
export const plainCellText = (cell: Cell): string | number | boolean => {
  if (typeof cell === 'number' || typeof cell === 'boolean') return cell;
  return sanitize(joinCell(cell, '; ', String));
};

const joinCell = (cell: Cell, separator: string, formatFlag: (flag: boolean) => string): string => {
  const joinParts = (parts: readonly JsonValue[]): string =>
    parts.map((part) => joinCell(part, separator, formatFlag)).join(separator);
  if (cell === undefined || cell === null) return '';
  if (isLink(cell)) return cell.text;
  if (isMarkedText(cell)) return textWithMarks(cell);
  if (isBar(cell)) return drawBar(cell.bar, BAR_WIDTH);
  if (typeof cell === 'boolean') return formatFlag(cell);
  if (isList(cell)) {
    const hasObjects = cell.some((item) => isJsonObject(item));
    return hasObjects ? pluralize(cell.length, 'entry', 'entries') : joinParts(cell);
  }
  if (!isJsonObject(cell)) return String(cell);
  const entries = Object.entries(cell);
  // A map of facts is shown by its keys, any other map by keys and values.
  const isFactMap = entries.every(([, value]) => isJsonObject(value));
  if (isFactMap) return Object.keys(cell).join(separator);
  return entries.map(([key, value]) => `${key} ${joinCell(value, separator, formatFlag)}`).join(separator);
};
