import { type Block, type Cell, isLink, type ListItem, type Link } from '../model/result.ts';
import { capitalize, sanitize, collapseWhitespace, isWebAddress } from '../model/text.ts';
import { cellText } from './cell.ts';
import type { Formatter } from './formatter.ts';

/** GitHub-flavoured Markdown. */
export const formatMarkdown: Formatter = ({ view }) => `${view.map(blockOf).filter(Boolean).join('\n\n')}\n`;

const blockOf = (block: Block): string => {
  if ('heading' in block) return `${'#'.repeat(block.level)} ${escape(block.heading)}`;
  if ('prose' in block) return escape(block.prose);
  if ('code' in block) return fenced(block.code.trimEnd(), block.language);
  if ('items' in block) return block.items.map(itemOf).join('\n');
  if ('fields' in block)
    return block.fields.map(([label, value]) => `- **${escape(label)}**: ${cellOf(value)}`).join('\n');
  const { columns, rows } = block.table;
  if (rows.length === 0) return block.empty ? `*${escape(block.empty)}*` : '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => escape(capitalize(title)))),
    line(columns.map((_, column) => (rows.some((row) => typeof row[column] === 'number') ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(cellOf))),
  ].join('\n');
};

const itemOf = ({ label, text, details = [], links = [], items = [] }: ListItem): string =>
  [
    `- ${label ? `**${escape(label)}**: ` : ''}${escape(text)}`,
    ...[...details.map(escape), ...links.map(linkOf)].map((line) => `  - ${line}`),
    ...items.map((item) => itemOf(item).replaceAll(/^/gm, '  ')),
  ].join('\n');

const cellOf = (cell: Cell): string => (isLink(cell) ? linkOf(cell) : escape(cellText(cell)));

/** A link to the web; whatever else an address may be is only shown. */
const linkOf = ({ text, href }: Link): string => {
  if (!isWebAddress(href)) return escape(text === href ? text : `${text}: ${href}`);
  return `[${escape(text)}](<${sanitize(href).replaceAll(/[<>\s]/g, encodeURIComponent)}>)`;
};

/** Between fences longer than any within. */
const fenced = (text: string, language: string): string => {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${sanitize(text)}\n${fence}`;
};

/** Text that Markdown and HTML leave alone, and in which GitHub calls nobody and links no other discussion. */
const escape = (text: string): string =>
  collapseWhitespace(text)
    .replaceAll(/[\\`*_[\]|~]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/(?<!\w)@(?=\w)|#(?=\d)/g, '$&&#8203;')
    .replace(/^(?:[#>+-]|\d+(?=[.)](?:\s|$)))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
