import { type Block, type Cell, isLink, type ListItem, type Link, type Table } from '../core/model/result.ts';
import { showMarks } from '../core/model/source-mark.ts';
import { capitalize, sanitize, collapseWhitespace, isWebAddress } from '../core/model/text.ts';
import { cellText } from './cell.ts';
import type { Formatter } from './formatter.ts';

/** GitHub-flavoured Markdown. */
export const formatMarkdown: Formatter = ({ blocks }) => markdownBlocks(showMarks(blocks));

/** Blocks in Markdown, with the marks of sources as they are. */
export const markdownBlocks = (blocks: readonly Block[]): string =>
  `${blocks.map(markdownBlock).filter(Boolean).join('\n\n')}\n`;

const markdownBlock = (block: Block): string => {
  if ('heading' in block) return `${'#'.repeat(block.level)} ${escapeMarkdown(block.heading)}`;
  if ('prose' in block) return escapeMarkdown(block.prose);
  if ('code' in block) return fenceCode(block.code.trimEnd(), block.language);
  if ('items' in block) return block.items.map(markdownItem).join('\n');
  if ('fields' in block)
    return block.fields.map(([label, value]) => `- **${escapeMarkdown(label)}**: ${markdownCell(value)}`).join('\n');
  if (block.table.rows.length > 0) return markdownTable(block.table);
  if (block.empty) return `*${escapeMarkdown(block.empty)}*`;
  return '';
};

const markdownTable = ({ columns, rows }: Table): string => {
  const formatRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    formatRow(columns.map(({ title }) => escapeMarkdown(capitalize(title)))),
    formatRow(columns.map((_, column) => (rows.some((row) => typeof row[column] === 'number') ? '---:' : '---'))),
    ...rows.map((row) => formatRow(row.map(markdownCell))),
  ].join('\n');
};

const markdownItem = ({ label, text, details = [], links = [], items = [] }: ListItem): string =>
  [
    `- ${label ? `**${escapeMarkdown(label)}**: ` : ''}${escapeMarkdown(text)}`,
    ...[...details.map(escapeMarkdown), ...links.map(markdownLink)].map((line) => `  - ${line}`),
    ...items.map((item) => markdownItem(item).replaceAll(/^/gm, '  ')),
  ].join('\n');

const markdownCell = (cell: Cell): string => (isLink(cell) ? markdownLink(cell) : escapeMarkdown(cellText(cell)));

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
