import {
  type Block,
  type Cell,
  isLink,
  isMarkedText,
  type ListItem,
  type Link,
  type Table,
  type Text,
} from '../core/model/block.ts';
import { capitalize, sanitize, collapseWhitespace, isWebAddress } from '../core/model/text.ts';
import { cellText } from './cell.ts';
import type { Formatter } from './formatter.ts';

/** GitHub-flavoured Markdown. */
export const formatMarkdown: Formatter = ({ blocks }) =>
  formatMarkdownBlocks(blocks, (numbers) => numbers.map((number) => String.raw`\[${number}\]`).join(''));

/** Formats the marks of sources in a text. */
type FormatMarks = (numbers: readonly number[]) => string;

/** Formats blocks as Markdown with marks of any form. */
export const formatMarkdownBlocks = (blocks: readonly Block[], formatMarks: FormatMarks): string => {
  const texts = blocks.map((block) => markdownBlock(block, formatMarks));
  return `${texts.filter(Boolean).join('\n\n')}\n`;
};

const markdownBlock = (block: Block, formatMarks: FormatMarks): string => {
  if ('heading' in block) return `${'#'.repeat(block.level)} ${escapeMarkdown(block.heading)}`;
  if ('prose' in block) return markdownText(block.prose, formatMarks);
  if ('code' in block) return fenceCode(block.code.trimEnd(), block.language);
  if ('items' in block) return block.items.map((item) => markdownItem(item, formatMarks)).join('\n');
  if ('sources' in block) return markdownSources(block.sources, formatMarks);
  if ('fields' in block)
    return block.fields
      .map(([label, value]) => `- **${escapeMarkdown(label)}**: ${markdownCell(value, formatMarks)}`)
      .join('\n');
  if (block.table.rows.length > 0) return markdownTable(block.table, formatMarks);
  if (block.empty) return `*${escapeMarkdown(block.empty)}*`;
  return '';
};

const markdownSources = (sources: readonly ListItem[], formatMarks: FormatMarks): string => {
  const items = sources.map((source, index) => markdownItem({ ...source, label: `[${index + 1}]` }, formatMarks));
  return `## Sources\n\n${items.join('\n')}`;
};

/** A source on one line: its description, the words of passages without an address, and links to the others. */
export const markdownSource = ({ text, details = [], links = [] }: ListItem): string =>
  [markdownText(text, () => ''), ...details.map(escapeMarkdown), ...links.map(markdownLink)].join(' ');

const markdownTable = ({ columns, rows }: Table, formatMarks: FormatMarks): string => {
  const formatRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    formatRow(columns.map(({ title }) => escapeMarkdown(capitalize(title)))),
    formatRow(columns.map((_, column) => (rows.some((row) => typeof row[column] === 'number') ? '---:' : '---'))),
    ...rows.map((row) => formatRow(row.map((cell) => markdownCell(cell, formatMarks)))),
  ].join('\n');
};

const markdownItem = (
  { label, text, details = [], links = [], items = [] }: ListItem,
  formatMarks: FormatMarks,
): string =>
  [
    `- ${label ? `**${escapeMarkdown(label)}**: ` : ''}${markdownText(text, formatMarks)}`,
    ...[...details.map(escapeMarkdown), ...links.map(markdownLink)].map((line) => `  - ${line}`),
    ...items.map((item) => markdownItem(item, formatMarks).replaceAll(/^/gm, '  ')),
  ].join('\n');

const markdownCell = (cell: Cell, formatMarks: FormatMarks): string => {
  if (isLink(cell)) return markdownLink(cell);
  return isMarkedText(cell) ? markdownText(cell, formatMarks) : escapeMarkdown(cellText(cell));
};

const markdownText = (text: Text, formatMarks: FormatMarks): string => {
  if (typeof text === 'string') return escapeMarkdown(text);
  return text.marked
    .map((part) => (typeof part === 'string' ? escapeMarkdown(part) : formatMarks(part.marks)))
    .join('');
};

/** A link if the address is an http(s) one, else text. */
const markdownLink = ({ text, href }: Link): string => {
  if (isWebAddress(href))
    return `[${escapeMarkdown(text)}](<${sanitize(href).replaceAll(/[<>\s]/g, encodeURIComponent)}>)`;
  if (text === href) return escapeMarkdown(text);
  return escapeMarkdown(`${text}: ${href}`);
};

/** Puts code between fences that are longer than any sequence of backticks in it. */
const fenceCode = (code: string, language: string): string => {
  const longestTicks = Math.max(2, ...Array.from(code.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longestTicks + 1);
  return `${fence}${language}\n${sanitize(code)}\n${fence}`;
};

/** Escapes Markdown and HTML, and mentions and issue numbers, which GitHub would link. */
export const escapeMarkdown = (text: string): string =>
  collapseWhitespace(text)
    .replaceAll(/[\\`*_[\]|~]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/(?<!\w)@(?=\w)|#(?=\d)/g, '$&&#8203;')
    .replace(/^(?:[#>+-]|\d+(?=[.)](?:\s|$)))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
