import { Chalk, type ChalkInstance } from 'chalk';
import { type Block, type Cell, isBar, isLink, type Item, type Table } from '../model/result.ts';
import { harmless, inOneLine } from '../model/text.ts';
import { bar } from './bar.ts';
import { readable } from './cell.ts';
import type { Formatter, Style } from './formatter.ts';
import { stringWidth } from './string-width.ts';
import { wrap } from './wrap.ts';

/** What people read on a terminal. */
export const table: Formatter = ({ view }, style) => {
  if (view.length === 0) return '';
  const paint = new Chalk({ level: style.colour ? 1 : 0 });
  return `${view
    .map((block) => blockOf(block, style, paint))
    .filter(Boolean)
    .join('\n\n')}\n`;
};

const GAP = 2;
/** Columns that may wrap keep at least this width. */
const NARROWEST = 14;
/** Where even that is too much, this. */
const TIGHT = 8;
/** Words up to this width are kept whole where there is room. */
const LONGEST = 24;
/** Columns of a bar: on no terminal, on a wide and on a narrow one. */
const BARS = { usual: 24, most: 60, least: 8 };

const blockOf = (block: Block, style: Style, paint: ChalkInstance): string => {
  if ('heading' in block) {
    const text = inOneLine(block.heading);
    return block.level === 1 ? paint.bold.underline(text) : paint.bold(text.toUpperCase());
  }
  if ('prose' in block) return wrap(inOneLine(block.prose), style.width).join('\n');
  if ('code' in block) return harmless(block.code.trimEnd()).replaceAll(/^(?=.)/gm, '    ');
  if ('items' in block) return block.items.map((item) => itemOf(item, style, paint)).join('\n');
  if ('fields' in block) return fieldsOf(block.fields, style, paint);
  return block.table.rows.length > 0 ? grid(block.table, style, paint) : harmless(block.empty ?? '');
};

const fieldsOf = (fields: readonly (readonly [string, Cell])[], style: Style, paint: ChalkInstance): string => {
  const label = Math.max(0, ...fields.map(([name]) => stringWidth(name)));
  return fields
    .flatMap(([name, value]) => {
      const lines = wrap(readable(value), style.width === undefined ? undefined : style.width - label - GAP);
      return lines.map((line, index) =>
        `${index === 0 ? paint.dim(name.padEnd(label)) : ' '.repeat(label)}${' '.repeat(GAP)}${index === 0 && isLink(value) ? linked(line, value.href, style) : line}`.trimEnd(),
      );
    })
    .join('\n');
};

const itemOf = ({ label, text, details = [], links = [] }: Item, style: Style, paint: ChalkInstance): string => {
  const room = style.width === undefined ? undefined : style.width - 4;
  const indent = (lines: readonly string[], first = '    '): string[] =>
    lines.map((line, index) => (index === 0 ? first : '    ') + line);
  const head = label ? `${inOneLine(label)}: ${inOneLine(text)}` : inOneLine(text);
  const lines = indent(wrap(head, room), '  • ');
  if (label && lines[0]?.startsWith(`  • ${inOneLine(label)}:`))
    lines[0] = lines[0].replace(`${inOneLine(label)}:`, () => paint.bold(`${inOneLine(label)}:`));
  return [
    ...lines,
    ...details.flatMap((detail) => indent(wrap(inOneLine(detail), room)).map((line) => paint.dim(line))),
    // An address is never broken: it would not open.
    ...links.flatMap(({ text: shown, href }) =>
      style.hyperlinks ? [`    ${linked(harmless(shown), href, style)}`] : [`    ${harmless(href)}`],
    ),
  ].join('\n');
};

const linked = (text: string, href: string, style: Style): string =>
  style.hyperlinks ? `\u001b]8;;${harmless(href)}\u0007${text}\u001b]8;;\u0007` : text;

const grid = ({ columns, rows }: Table, style: Style, paint: ChalkInstance): string => {
  const head = columns.map(({ title }) => inOneLine(title).toUpperCase());
  const room = roomForBars(head, rows, style.width);
  const cells = rows.map((row) => row.map((cell) => (isBar(cell) ? bar(cell.bar, room) : readable(cell))));
  const widths = fit(head, cells, style.width);
  const line = (row: readonly string[], dress: (text: string) => string): string => {
    const wrapped = row.map((cell, column) => wrap(cell, widths[column]));
    const height = Math.max(1, ...wrapped.map((parts) => parts.length));
    return Array.from({ length: height }, (_, index) =>
      wrapped
        .map((parts, column) => dress(padded(parts[index] ?? '', widths[column] ?? 0)))
        .join(' '.repeat(GAP))
        .trimEnd(),
    ).join('\n');
  };
  return [line(head, (title) => paint.dim(title)), ...cells.map((row) => line(row, (cell) => cell))].join('\n');
};

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - stringWidth(text)));

/**
 * Widths that fit the terminal: the widest columns give way first, none below its title or a readable width; words are
 * broken only where nothing else helps.
 */
const fit = (head: readonly string[], cells: readonly (readonly string[])[], width: number | undefined): number[] => {
  const natural = head.map((title, column) => widest([title, ...cells.map((row) => row[column] ?? '')]));
  const widths = [...natural];
  let over = widths.reduce((sum, own) => sum + own, 0) + GAP * (widths.length - 1) - (width ?? Infinity);
  if (over <= 0) return widths;
  const words = head.map((_, column) => widest(cells.flatMap((row) => (row[column] ?? '').split(' '))));
  const readable = natural.map((own, column) => Math.min(own, Math.max(NARROWEST, titleWidth(head[column] ?? ''))));
  const unbroken = readable.map((own, column) => Math.max(own, Math.min(words[column] ?? 0, LONGEST)));
  const tight = natural.map((own) => Math.min(own, TIGHT));
  for (const least of [unbroken, readable, tight])
    while (over > 0) {
      const giving = widths.reduce(
        (best, own, column) => (own > (least[column] ?? 0) && (best < 0 || own > (widths[best] ?? 0)) ? column : best),
        -1,
      );
      if (giving < 0) break;
      widths[giving] = (widths[giving] ?? 0) - 1;
      over -= 1;
    }
  return widths;
};

/** A short title stays in one line. */
const titleWidth = (title: string): number =>
  stringWidth(title) > LONGEST ? widest(title.split(' ')) : stringWidth(title);

const widest = (texts: readonly string[]): number =>
  texts.reduce((width, text) => Math.max(width, stringWidth(text)), 0);

/** What the other columns leave for the bars of a table. */
const roomForBars = (head: readonly string[], rows: Table['rows'], width: number | undefined): number => {
  if (width === undefined || !rows[0]?.some(isBar)) return BARS.usual;
  const others = rows.map((row) => row.map((cell) => (isBar(cell) ? '' : readable(cell))));
  const taken = fit(head, others, undefined).reduce((sum, own) => sum + own + GAP, 0);
  return Math.min(BARS.most, Math.max(BARS.least, width - taken));
};
