import { type Block, type Cell, isBar, isLink, type ListItem, type Table, textWithMarks } from '../core/model/block.ts';
import { capitalize, sanitize, collapseWhitespace, isWebAddress } from '../core/model/text.ts';
import { drawBar } from './bar.ts';
import { drawColumns } from './columns.ts';
import { cellText } from './cell.ts';
import { fitColumns, COLUMN_GAP } from './fit.ts';
import type { Formatter, Style } from './formatter.ts';
import { createPaint, type Paint } from './paint.ts';
import { displayWidth } from './string-width.ts';
import { wrapText } from './wrap.ts';

/** Output for people on a terminal. */
export const formatTable: Formatter = (presentation, style) => {
  // Read once, because they are computed on demand.
  const { blocks } = presentation;
  if (blocks.length === 0) return '';
  const paint = createPaint(style);
  const texts = blocks.map((block) => renderBlock(block, style, paint)).filter(Boolean);
  return `${texts.join('\n\n')}\n`;
};

/** Text wider than this is prose, and needs a column at least as wide. */
const PROSE_WIDTH = 40;

/** Records replace columns that are too narrow for prose if they take less than this many times the lines. */
const MAX_RECORD_COST = 1.25;

/** Indentation of the lines of a record after its first. */
const INDENT = '  ';

/** Minimum columns of a URL. */
const MIN_URL_WIDTH = 20;

/** Columns of a bar: without a terminal, at most and at least. */
const BAR_WIDTH = { default: 24, maximum: 60, minimum: 8 };

/** Texts of the cells of a table, row by row. */
type CellTexts = readonly (readonly string[])[];

const renderBlock = (block: Block, style: Style, paint: Paint): string => {
  if ('heading' in block) return renderHeading(block.heading, block.level, style, paint);
  if ('code' in block) return sanitize(block.code.trimEnd()).replaceAll(/^(?=.)/gm, '    ');
  if ('prose' in block) return wrapText(collapseWhitespace(textWithMarks(block.prose)), style.width).join('\n');
  if ('items' in block) return block.items.map((item) => renderItem(item, style, paint)).join('\n');
  if ('sources' in block) return renderSources(block.sources, style, paint);
  if ('fields' in block) return renderFields(block.fields, style, paint);
  if (block.table.rows.length > 0) return renderTable(block.table, style, paint);
  return sanitize(block.empty ?? '');
};

const renderHeading = (heading: string, level: 1 | 2, style: Style, paint: Paint): string => {
  const paintLines = (text: string, paintLine: Paint): string =>
    wrapText(collapseWhitespace(text), style.width)
      .map((line) => paintLine(line))
      .join('\n');
  if (level === 1) return paintLines(heading, paint.bold.underline);
  return paintLines(heading.toUpperCase(), paint.bold);
};

const renderSources = (sources: readonly ListItem[], style: Style, paint: Paint): string => {
  const items = sources.map((source, index) => renderItem({ ...source, label: `[${index + 1}]` }, style, paint));
  return `${renderHeading('Sources', 2, style, paint)}\n\n${items.join('\n')}`;
};

const renderFields = (fields: readonly (readonly [string, Cell])[], style: Style, paint: Paint): string => {
  const labelWidth = COLUMN_GAP + maxWidth(fields.map(([label]) => sanitize(label)));
  const available = (style.width ?? Infinity) - labelWidth;
  const valueLines = (value: Cell): string[] => {
    if (isLink(value)) return [renderUrl(value.href, style, labelWidth)];
    return wrapText(cellText(value), available);
  };
  const lines = fields.flatMap(([label, value]) =>
    valueLines(value).map((line, index) => {
      if (index > 0) return `${' '.repeat(labelWidth)}${line}`.trimEnd();
      return `${paint.dim(padEnd(sanitize(label), labelWidth))}${line}`.trimEnd();
    }),
  );
  return lines.join('\n');
};

const renderItem = (item: ListItem, style: Style, paint: Paint, indent = '  '): string => {
  const { label, text, details = [], links = [], items = [] } = item;
  const innerIndent = `${indent}  `;
  const bullet = `${indent}• `;
  const available = (style.width ?? Infinity) - innerIndent.length;
  const labelText = label ? `${collapseWhitespace(label)}:` : '';
  const lines = wrapText(`${labelText} ${collapseWhitespace(textWithMarks(text))}`.trimStart(), available).map(
    (line, index) => (index === 0 ? bullet : innerIndent) + line,
  );
  if (labelText !== '' && lines[0]?.startsWith(bullet + labelText))
    lines[0] = lines[0].replace(labelText, () => paint.bold(labelText));
  const detailLines = details.flatMap((detail) => wrapText(collapseWhitespace(detail), available));
  return [
    ...lines,
    ...detailLines.map((line) => paint.dim(innerIndent + line)),
    ...links.map((link) => {
      const urlLabel = links.length > 1 ? link.text : '';
      return innerIndent + renderUrl(link.href, style, innerIndent.length, urlLabel);
    }),
    ...items.map((innerItem) => renderItem(innerItem, style, paint, innerIndent)),
  ].join('\n');
};

/** A URL: in full, or as a hyperlink labelled with host and path, and with `label` to distinguish it from others. */
const renderUrl = (href: string, { hyperlinks, width }: Style, usedWidth: number, label = ''): string => {
  const url = sanitize(href);
  if (!hyperlinks || !isWebAddress(url)) return url;
  const hostAndPath = url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/[?#].*$|\/$/, '');
  const available = Math.max(MIN_URL_WIDTH, (width ?? Infinity) - usedWidth);
  return `\u001b]8;;${url}\u0007${truncateEnd(`${hostAndPath} ${sanitize(label)}`.trim(), available)}\u001b]8;;\u0007`;
};

const truncateEnd = (text: string, maximum: number): string => {
  if (displayWidth(text) <= maximum) return text;
  return `${wrapText(text.replaceAll(' ', '\u00a0'), maximum - 1)[0] ?? ''}…`;
};

/** A table; if its columns would be too narrow to read, each row is printed as a record. */
const renderTable = (table: Table, { width }: Style, paint: Paint): string => {
  const visibleTable = width === undefined || table.hasChosenColumns ? table : withoutEmptyColumns(table);
  const { titles, cells } = renderCells(visibleTable, width);
  const widths = fitColumns([titles, ...cells], width);
  const constantColumns = findConstantColumns(visibleTable, cells);
  const needsSpace = width !== undefined && tableWidth(titles, cells) > width;
  if (needsSpace && constantColumns.length > 0 && !table.hasChosenColumns)
    return renderWithoutColumns(
      visibleTable,
      cells,
      constantColumns,
      { width, colour: false, hyperlinks: false },
      paint,
    );
  const recordLines = (): string[] => formatRecords(visibleTable, cells, width ?? Infinity, paint);
  if (!widths) return recordLines().join('\n');
  const columnLines = drawColumns(titles, cells, widths, paint);
  const hasNarrowColumn = widths.some((columnWidth, column) => isTooNarrow(visibleTable, cells, column, columnWidth));
  if (!hasNarrowColumn) return columnLines.join('\n');
  const records = recordLines();
  const usesRecords =
    visibleTable.minColumnWidth !== undefined || records.length < columnLines.length * MAX_RECORD_COST;
  if (usesRecords) return records.join('\n');
  return columnLines.join('\n');
};

/** Columns with the same text in every row of a table of several rows. */
const findConstantColumns = ({ columns, minColumnWidth }: Table, cells: CellTexts): number[] => {
  const [firstRow, ...otherRows] = cells;
  if (firstRow === undefined || otherRows.length === 0 || minColumnWidth !== undefined) return [];
  return [...columns.keys()].filter((column) => otherRows.every((row) => row[column] === firstRow[column]));
};

/** The table without some columns, whose common values are listed below it. */
const renderWithoutColumns = (
  table: Table,
  cells: CellTexts,
  omitted: readonly number[],
  style: Style,
  paint: Paint,
): string => {
  const keepColumns = <Item>(items: readonly Item[]): Item[] => items.filter((_, column) => !omitted.includes(column));
  const narrowTable = { ...table, columns: keepColumns(table.columns), rows: table.rows.map(keepColumns) };
  const common = omitted.map((column) => {
    const title = collapseWhitespace(table.columns[column]?.title ?? '').toLowerCase();
    return `${title} ${cells[0]?.[column]?.trim() ?? ''}`.trim();
  });
  const commonLine = wrapText(`In all rows: ${common.join(', ')}`, style.width).join('\n');
  return `${renderTable(narrowTable, style, paint)}\n${paint.dim(commonLine)}`;
};

const tableWidth = (titles: readonly string[], cells: CellTexts): number =>
  titles.reduce(
    (total, title, column) => total + COLUMN_GAP + maxWidth([title, ...cells.map((row) => row[column] ?? '')]),
    0,
  );

const isTooNarrow = ({ minColumnWidth }: Table, cells: CellTexts, column: number, width: number): boolean => {
  if (minColumnWidth === undefined) return width < PROSE_WIDTH && isProse(cells, column);
  return column > 0 && width < minColumnWidth && cells.some((row) => displayWidth(row[column] ?? '') > width);
};

const withoutEmptyColumns = (table: Table): Table => {
  const { columns, rows } = table;
  const hasContent = columns.map((_, column) => rows.some((row) => isBar(row[column]) || cellText(row[column]) !== ''));
  const keepColumns = <Item>(items: readonly Item[]): Item[] => items.filter((_, column) => hasContent[column]);
  return { ...table, columns: keepColumns(columns), rows: rows.map(keepColumns) };
};

/** Texts of titles and cells: bars drawn, numbers aligned at the decimal point. */
const renderCells = ({ columns, rows }: Table, width: number | undefined): { titles: string[]; cells: string[][] } => {
  const plainTitles = columns.map(({ title }) => collapseWhitespace(title).toUpperCase());
  const barWidth = barWidthFor(plainTitles, rows, width);
  const textColumns = plainTitles.map((title, column) => {
    const columnCells = rows.map((row) => row[column]);
    const texts = columnCells.map((cell) => cellTextWithBar(cell, barWidth));
    const isNumeric = columnCells.some((cell) => typeof cell === 'number') && texts.every((text) => NUMBER.test(text));
    if (isNumeric) return alignDecimals([title, ...texts]);
    return [title, ...texts];
  });
  return {
    titles: textColumns.map(([title = '']) => title),
    cells: rows.map((_, row) => textColumns.map((texts) => texts[row + 1] ?? '')),
  };
};

const cellTextWithBar = (cell: Cell, barWidth: number): string => {
  if (isBar(cell)) return drawBar(cell.bar, barWidth);
  return cellText(cell);
};

/** A number, optionally after a qualifier: more than 1,200. */
const NUMBER = /^(?:(?:[a-z ]+ )?-?[\d,]+(?:\.\d+)?)?$/;

/** Pads a title and numbers so that the decimal points are aligned. */
const alignDecimals = ([title = '', ...numbers]: readonly string[]): string[] => {
  const fractionWidth = (number: string): number => /\..*$/.exec(number)?.[0].length ?? 0;
  const widestFraction = Math.max(...numbers.map(fractionWidth));
  const padFraction = (number: string): string => {
    if (number === '') return '';
    return number + ' '.repeat(widestFraction - fractionWidth(number));
  };
  const texts = [title, ...numbers.map(padFraction)];
  const width = maxWidth(texts);
  return texts.map((text) => (text === '' ? '' : text.padStart(width)));
};

/** True if at least a third of the texts in a column are prose, rather than names, words or ids. */
const isProse = (cells: CellTexts, column: number): boolean => {
  const texts = cells.map((row) => row[column] ?? '').filter((text) => text !== '');
  const proseTexts = texts.filter((text) => text.includes(' ') && displayWidth(text) > PROSE_WIDTH);
  return proseTexts.length > 0 && proseTexts.length * 3 >= texts.length;
};

const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Prints each row as a record: short values side by side with their labels, prose below them. */
const formatRecords = ({ columns, minColumnWidth }: Table, cells: CellTexts, width: number, paint: Paint): string[] => {
  const available = width - INDENT.length;
  // Columns to compare keep their order, each on a line below the topic in the first column.
  const isComparison = minColumnWidth !== undefined;
  const isProseColumn = columns.map((_, column) => (isComparison ? column > 0 : isProse(cells, column)));
  const labelOf = (column: number): string => {
    if (isComparison && column === 0) return '';
    const title = collapseWhitespace(columns[column]?.title ?? '');
    return title && `${capitalize(title)}: `;
  };
  const labelledTexts = (row: readonly string[], ofProseColumns: boolean): LabelledText[] =>
    [...row.entries()]
      .filter(([column, cell]) => cell !== '' && isProseColumn[column] === ofProseColumns)
      .map(([column, cell]) => ({ label: labelOf(column), text: cell.trim() }));
  return cells.flatMap((row, index) => {
    const [firstLine, ...otherLines] = [
      ...placeSideBySide(labelledTexts(row, false), available, paint),
      ...labelledTexts(row, true).flatMap((labelled) => wrapLabelled(labelled, available, paint)),
    ];
    const lines: string[] = [];
    if (index > 0) lines.push('');
    if (firstLine !== undefined) lines.push(isComparison ? paint.bold(firstLine) : firstLine);
    lines.push(...otherLines.map((line) => INDENT + line));
    return lines;
  });
};

interface LabelledText {
  readonly label: string;
  readonly text: string;
}

const wrapLabelled = ({ label, text }: LabelledText, width: number, paint: Paint): string[] =>
  wrapText(label + text, width - INDENT.length).map((line, index) => {
    if (index > 0) return INDENT + line;
    if (!line.startsWith(label)) return line;
    return paint.dim(label) + line.slice(label.length);
  });

const placeSideBySide = (labelledTexts: readonly LabelledText[], width: number, paint: Paint): string[] => {
  const lines: string[] = [];
  let lineWidth = width;
  for (const labelled of labelledTexts) {
    const textWidth = displayWidth(labelled.label + labelled.text);
    const textLines = wrapLabelled(labelled, width, paint);
    const joinedWidth = lineWidth + COLUMN_GAP + textWidth;
    if (joinedWidth <= width) {
      lines.push(`${lines.pop() ?? ''}${' '.repeat(COLUMN_GAP)}${textLines.join('')}`);
      lineWidth = joinedWidth;
    } else {
      lines.push(...textLines);
      lineWidth = textWidth;
    }
  }
  return lines;
};

const maxWidth = (texts: readonly string[]): number =>
  texts.reduce((width, text) => Math.max(width, displayWidth(text)), 0);

/** The width that the other columns leave for the bars of a table. */
const barWidthFor = (titles: readonly string[], rows: Table['rows'], width: number | undefined): number => {
  if (width === undefined || !rows[0]?.some(isBar)) return BAR_WIDTH.default;
  const usedWidth = titles.reduce((total, title, column) => {
    const texts = rows
      .map((row) => row[column])
      .filter((cell) => !isBar(cell))
      .map(cellText);
    return total + COLUMN_GAP + maxWidth([title, ...texts]);
  }, 0);
  return Math.min(BAR_WIDTH.maximum, Math.max(BAR_WIDTH.minimum, width - usedWidth));
};
