import { Chalk, type ChalkInstance } from 'chalk';
import { type Block, type Cell, isBar, isLink, type ListItem, type Table } from '../model/result.ts';
import { capitalize, sanitize, collapseWhitespace, isWebAddress } from '../model/text.ts';
import { drawBar } from './bar.ts';
import { cellText } from './cell.ts';
import { fitColumns, COLUMN_GAP } from './fit.ts';
import type { Formatter, Style } from './formatter.ts';
import { displayWidth } from './string-width.ts';
import { wrapText } from './wrap.ts';

/** What people read on a terminal. */
export const formatTable: Formatter = ({ view }, style) => {
  if (view.length === 0) return '';
  const paint = new Chalk({ level: style.colour ? 1 : 0 });
  return `${view
    .map((block) => blockOf(block, style, paint))
    .filter(Boolean)
    .join('\n\n')}\n`;
};

/** Text wider than this is to be read, and wants as many columns. */
const PROSE = 40;
/** How many more lines it may take where that is so. */
const WORTH = 1.25;
/** What stands before the lines of a record below its first. */
const INDENT = '  ';
/** An address is told in so many columns at least. */
const TIGHT = 20;
/** Columns of a bar: on no terminal, on a wide and on a narrow one. */
const BARS = { usual: 24, most: 60, least: 8 };

const blockOf = (block: Block, style: Style, paint: ChalkInstance): string => {
  if ('heading' in block) {
    const dress = block.level === 1 ? paint.bold.underline : paint.bold;
    const text = block.level === 1 ? block.heading : block.heading.toUpperCase();
    return wrapText(collapseWhitespace(text), style.width)
      .map((line) => dress(line))
      .join('\n');
  }
  if ('code' in block) return sanitize(block.code.trimEnd()).replaceAll(/^(?=.)/gm, '    ');
  if ('prose' in block) return wrapText(collapseWhitespace(block.prose), style.width).join('\n');
  if ('items' in block) return block.items.map((item) => itemOf(item, style, paint)).join('\n');
  if ('fields' in block) return fieldsOf(block.fields, style, paint);
  return block.table.rows.length > 0 ? grid(block.table, style, paint) : sanitize(block.empty ?? '');
};

const fieldsOf = (fields: readonly (readonly [string, Cell])[], style: Style, paint: ChalkInstance): string => {
  const before = COLUMN_GAP + widest(fields.map(([name]) => sanitize(name)));
  const valueLines = (value: Cell): string[] =>
    isLink(value)
      ? [linked(value.href, style, before)]
      : wrapText(cellText(value), style.width === undefined ? undefined : style.width - before);
  return fields
    .flatMap(([name, value]) =>
      valueLines(value).map((line, index) =>
        `${index === 0 ? paint.dim(padded(sanitize(name), before)) : ' '.repeat(before)}${line}`.trimEnd(),
      ),
    )
    .join('\n');
};

const itemOf = (item: ListItem, style: Style, paint: ChalkInstance, before = '  '): string => {
  const { label, text, details = [], links = [], items = [] } = item;
  const blank = `${before}  `;
  const room = style.width === undefined ? undefined : style.width - blank.length;
  const named = label ? `${collapseWhitespace(label)}:` : '';
  const lines = wrapText(`${named} ${collapseWhitespace(text)}`.trimStart(), room).map(
    (line, index) => (index > 0 ? blank : `${before}• `) + line,
  );
  if (named !== '' && lines[0]?.startsWith(`${before}• ${named}`))
    lines[0] = lines[0].replace(named, () => paint.bold(named));
  return [
    ...lines,
    ...details.flatMap((detail) => wrapText(collapseWhitespace(detail), room).map((line) => paint.dim(blank + line))),
    ...links.map((link) => blank + linked(link.href, style, blank.length, links.length > 1 ? link.text : '')),
    ...items.map((each) => itemOf(each, style, paint, blank)),
  ].join('\n');
};

/** An address: in full, or where a terminal opens what is hidden behind it, the site and the page, and what to tell it from others by. */
const linked = (href: string, { hyperlinks, width }: Style, before: number, text = ''): string => {
  const address = sanitize(href);
  if (!hyperlinks || !isWebAddress(address)) return address;
  const page = address.replace(/^https?:\/\/(?:www\.)?/, '').replace(/[?#].*$|\/$/, '');
  const room = Math.max(TIGHT, (width ?? Infinity) - before);
  return `\u001b]8;;${address}\u0007${cut(`${page} ${sanitize(text)}`.trim(), room)}\u001b]8;;\u0007`;
};

const cut = (text: string, room: number): string =>
  displayWidth(text) > room ? `${wrapText(text.replaceAll(' ', '\u00a0'), room - 1)[0] ?? ''}…` : text;

/** A table; where its texts would stand in columns too narrow to read, each row is told as a record of its own. */
const grid = (table: Table, { width }: Style, paint: ChalkInstance): string => {
  const told = width === undefined || table.hasChosenColumns ? table : withoutEmpty(table);
  const { head, cells } = texts(told, width);
  const widths = fitColumns([head, ...cells], width);
  const records = (): string[] => asRecords(told, cells, width ?? Infinity, paint);
  if (!widths) return records().join('\n');
  const lines = asColumns(head, cells, widths, paint);
  if (!widths.some((own, column) => starves(told, cells, column, own))) return lines.join('\n');
  const others = records();
  return (told.minColumnWidth !== undefined || others.length < lines.length * WORTH ? others : lines).join('\n');
};

/** Whether a column is too narrow for what is to be read in it. */
const starves = (
  { minColumnWidth: legible }: Table,
  cells: readonly (readonly string[])[],
  column: number,
  width: number,
): boolean =>
  legible === undefined
    ? width < PROSE && isProse(cells, column)
    : column > 0 && width < legible && cells.some((row) => displayWidth(row[column] ?? '') > width);

const withoutEmpty = (table: Table): Table => {
  const { columns, rows } = table;
  const isTold = columns.map((_, column) => rows.some((row) => isBar(row[column]) || cellText(row[column]) !== ''));
  const kept = <T>(all: readonly T[]): T[] => all.filter((_, column) => isTold[column]);
  return { ...table, columns: kept(columns), rows: rows.map(kept) };
};

/** The titles and cells of a table as they are read: bars drawn, the digits of numbers below one another. */
const texts = ({ columns, rows }: Table, width: number | undefined): { head: string[]; cells: string[][] } => {
  const titles = columns.map(({ title }) => collapseWhitespace(title).toUpperCase());
  const room = roomForBars(titles, rows, width);
  const all = titles.map((title, column) => {
    const own = rows.map((row) => row[column]);
    const plain = own.map((cell) => (isBar(cell) ? drawBar(cell.bar, room) : cellText(cell)));
    return own.some((cell) => typeof cell === 'number') && plain.every((text) => NUMBER.test(text))
      ? byDigits([title, ...plain])
      : [title, ...plain];
  });
  return {
    head: all.map(([title = '']) => title),
    cells: rows.map((_, row) => all.map((column) => column[row + 1] ?? '')),
  };
};

/** A number, perhaps after what limits it: more than 1,200. */
const NUMBER = /^(?:(?:[a-z ]+ )?-?[\d,]+(?:\.\d+)?)?$/;

/** A title and numbers, padded so that the decimals stand below one another. */
const byDigits = ([title = '', ...numbers]: readonly string[]): string[] => {
  const decimals = (number: string): number => (number.includes('.') ? number.length - number.indexOf('.') : 0);
  const most = Math.max(...numbers.map(decimals));
  const even = numbers.map((number) => (number === '' ? '' : number + ' '.repeat(most - decimals(number))));
  const width = widest([title, ...even]);
  return [title, ...even].map((text) => (text === '' ? '' : text.padStart(width)));
};

/** Whether what stands in a column is mostly to be read, rather than a name, a word or an id. */
const isProse = (cells: readonly (readonly string[])[], column: number): boolean => {
  const told = cells.map((row) => row[column] ?? '').filter((text) => text !== '');
  const long = told.filter((text) => text.includes(' ') && displayWidth(text) > PROSE);
  return long.length > 0 && long.length * 3 >= told.length;
};

const asColumns = (
  head: readonly string[],
  cells: readonly (readonly string[])[],
  widths: readonly number[],
  paint: ChalkInstance,
): string[] => {
  const lines = (row: readonly string[], dress: (text: string) => string): string[] => {
    const wrapped = row.map((cell, column) => wrapText(cell, widths[column]));
    const height = Math.max(1, ...wrapped.map((parts) => parts.length));
    return Array.from({ length: height }, (_, index) =>
      wrapped
        .map((parts, column) => dress(padded(parts[index] ?? '', widths[column] ?? 0)))
        .join(' '.repeat(COLUMN_GAP))
        .trimEnd(),
    );
  };
  return [...lines(head, (title) => paint.dim(title)), ...cells.flatMap((row) => lines(row, (cell) => cell))];
};

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Row by row: what is short side by side, each with its label, and below it what is to be read. */
const asRecords = (
  { columns, minColumnWidth: legible }: Table,
  cells: readonly (readonly string[])[],
  width: number,
  paint: ChalkInstance,
): string[] => {
  const room = width - INDENT.length;
  // Columns to be held against one another keep their order, each below what it is about.
  const isBeside = legible !== undefined;
  const prose = columns.map((_, column) => (isBeside ? column > 0 : isProse(cells, column)));
  const told = (row: readonly string[], wanted: boolean): Labelled[] =>
    row.flatMap((cell, column) => {
      const title = isBeside && column === 0 ? '' : collapseWhitespace(columns[column]?.title ?? '');
      const label = title === '' ? '' : `${capitalize(title)}: `;
      return cell === '' || prose[column] !== wanted ? [] : [{ label, text: cell.trim() }];
    });
  return cells.flatMap((row, index) => {
    const lines = [
      ...sideBySide(told(row, false), room, paint),
      ...told(row, true).flatMap((each) => linesOf(each, room, paint)),
    ];
    return [
      ...(index > 0 ? [''] : []),
      ...lines.map((line, at) => (at > 0 ? INDENT + line : isBeside ? paint.bold(line) : line)),
    ];
  });
};

interface Labelled {
  readonly label: string;
  readonly text: string;
}

const linesOf = ({ label, text }: Labelled, width: number, paint: ChalkInstance): string[] =>
  wrapText(label + text, width - INDENT.length).map((line, index) => {
    if (index > 0) return INDENT + line;
    return line.startsWith(label) ? paint.dim(label) + line.slice(label.length) : line;
  });

const sideBySide = (all: readonly Labelled[], width: number, paint: ChalkInstance): string[] => {
  const lines: string[] = [];
  let used = width;
  for (const each of all) {
    const own = displayWidth(each.label + each.text);
    const added = linesOf(each, width, paint);
    if (used + COLUMN_GAP + own <= width) lines.push(`${lines.pop() ?? ''}${' '.repeat(COLUMN_GAP)}${added.join('')}`);
    else lines.push(...added);
    used = used + COLUMN_GAP + own <= width ? used + COLUMN_GAP + own : own;
  }
  return lines;
};

const widest = (all: readonly string[]): number => all.reduce((width, text) => Math.max(width, displayWidth(text)), 0);

/** What the other columns leave for the bars of a table. */
const roomForBars = (titles: readonly string[], rows: Table['rows'], width: number | undefined): number => {
  if (width === undefined || !rows[0]?.some(isBar)) return BARS.usual;
  const taken = titles.reduce(
    (sum, title, column) =>
      sum + COLUMN_GAP + widest([title, ...rows.map((row) => (isBar(row[column]) ? '' : cellText(row[column])))]),
    0,
  );
  return Math.min(BARS.most, Math.max(BARS.least, width - taken));
};
