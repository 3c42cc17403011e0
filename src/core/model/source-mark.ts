import type { Block, Cell, ListItem } from './result.ts';

/** Begins a mark. Random, so that no text of a record can contain a mark that the program did not set. */
const TOKEN = globalThis.crypto.randomUUID();

const MARK = new RegExp(`${TOKEN}(\\d+);`, 'g');
const MARKS = new RegExp(` ?(?:${TOKEN}\\d+;)+`, 'g');

/** A reference to a source by its number. Formats turn it into text or a link. */
export const sourceMark = (number: number): string => `${TOKEN}${number};`;

/** Replaces each mark in a text. */
export const replaceMarks = (text: string, formatMark: (number: string) => string): string =>
  text.replaceAll(MARK, (_, number: string) => formatMark(number));

/** Formats the text between marks, and each sequence of marks with the space before it, by different functions. */
export const formatAroundMarks = (
  text: string,
  formatText: (part: string) => string,
  formatMarks: (numbers: readonly string[]) => string,
): string => {
  let formatted = '';
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    formatted += formatText(text.slice(end, match.index));
    formatted += formatMarks(Array.from(match[0].matchAll(MARK), ([, number = '']) => number));
    end = match.index + match[0].length;
  }
  return formatted + formatText(text.slice(end));
};

/**
 * Replaces the marks in blocks by `[1]`. Where there are any, texts of records that look like marks get a backslash:
 * `\[1]`.
 */
export const showMarks = (blocks: readonly Block[]): readonly Block[] => {
  if (!JSON.stringify(blocks).includes(TOKEN)) return blocks;
  return mapTexts(blocks, (text) =>
    replaceMarks(text.replaceAll(/\[(?=\d+\])/g, String.raw`\[`), (number) => `[${number}]`),
  );
};

const mapTexts = (blocks: readonly Block[], mapText: (text: string) => string): readonly Block[] => {
  const mapCell = (cell: Cell): Cell => (typeof cell === 'string' ? mapText(cell) : cell);
  const mapItem = (item: ListItem): ListItem => ({
    ...item,
    text: mapText(item.text),
    ...(item.label !== undefined && { label: mapText(item.label) }),
    ...(item.details && { details: item.details.map(mapText) }),
    ...(item.items && { items: item.items.map(mapItem) }),
  });
  return blocks.map((block): Block => {
    if ('prose' in block) return { prose: mapText(block.prose) };
    if ('items' in block) return { items: block.items.map(mapItem) };
    if ('fields' in block) return { fields: block.fields.map(([label, value]) => [label, mapCell(value)]) };
    if (!('table' in block)) return block;
    return { ...block, table: { ...block.table, rows: block.table.rows.map((row) => row.map(mapCell)) } };
  });
};
