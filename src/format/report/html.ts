import type { Briefing } from '../../core/model/briefing.ts';
import {
  type Block,
  type Cell,
  isLink,
  isMarkedText,
  type ListItem,
  type Link,
  type Table,
  type Text,
  textWithMarks,
} from '../../core/model/block.ts';
import { capitalize, isWebAddress } from '../../core/model/text.ts';
import { cellText } from '../cell.ts';
import { formatDay } from '../day.ts';
import type { ReportFormatter } from './report-formatter.ts';
import { escapeMarkup } from '../../core/model/markup.ts';
import { omittedCount, drawNetwork } from './network.ts';
import { splitSources } from './split-sources.ts';
import { REPORT_CSS } from './style.ts';
import { drawTimeline } from './timeline.ts';

/** A briefing as a self-contained HTML page: no scripts, and no images or fonts from other places. */
export const formatHtmlReport: ReportFormatter = ({ answer: { output: briefing }, blocks }) => {
  const { name, day, version, language } = briefing;
  const { body, sources } = splitSources(blocks);
  const headings = body.filter((block) => 'heading' in block);
  // The figures follow the first page.
  const introductionLength = headings[1] ? body.indexOf(headings[1]) : body.length;
  const renderBlocks = (parts: readonly Block[]): string => parts.map(htmlBlock).join('\n');
  const edition = [formatDay(day.split('-').map(Number))];
  if (version !== null) edition.push(`minerals, version ${version}`);
  return `<!DOCTYPE html>
<html lang="${escapeMarkup(language)}">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${escapeMarkup(name)}: a briefing</title>
<style>${REPORT_CSS}</style>
</head>
<body>
<header>
<p class="kicker">Critical minerals briefing</p>
<h1>${escapeMarkup(name)}</h1>
<p class="edition">${escapeMarkup(edition.join(' · '))}</p>
</header>
${tableOfContents(body)}
${renderBlocks(body.slice(0, introductionLength))}
${renderFigures(briefing).join('\n')}
${renderBlocks(body.slice(introductionLength))}
${renderSources(sources)}
</body>
</html>
`;
};

/** Links to the headings of the sections. */
const tableOfContents = (body: readonly Block[]): string => {
  const headings = body.flatMap((block) => ('heading' in block ? [block.heading] : []));
  if (headings.length < 2) return '';
  const links = headings.map((heading) => `<a href="#${anchorOf(heading)}">${escapeMarkup(capitalize(heading))}</a>`);
  return `<nav aria-label="Contents">${links.join(' · ')}</nav>`;
};

/** Anchor of a heading: only letters, digits and hyphens. */
const anchorOf = (heading: string): string => `section-${heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`;

const renderFigures = ({ name, timeline, partners }: Briefing): string[] => {
  const figures: string[] = [];
  if (timeline.length > 0)
    figures.push(htmlFigure('Timeline', drawTimeline(timeline), 'One dot for each dated event in the dataset.'));
  if (partners.length > 0) figures.push(htmlFigure('Partners', drawNetwork(name, partners), partnersCaption(partners)));
  return figures;
};

const htmlFigure = (heading: string, svg: string, caption: string): string =>
  `<figure>\n<h2>${heading}</h2>\n${svg}\n<figcaption>${caption}</figcaption>\n</figure>`;

const partnersCaption = (partners: Briefing['partners']): string => {
  const omitted = omittedCount(partners);
  const caption = 'In brackets: the number of shared records, if more than one';
  if (omitted === 0) return `${caption}.`;
  return `${caption}; ${omitted} partners with fewer records are not drawn.`;
};

const renderSources = (sources: readonly ListItem[]): string => {
  if (sources.length === 0) return '';
  return `<section class="sources">\n<h2>Sources</h2>\n<ol>\n${sources.map(htmlSource).join('\n')}\n</ol>\n</section>`;
};

const htmlBlock = (block: Block): string => {
  if ('heading' in block) return `<h2 id="${anchorOf(block.heading)}">${escapeMarkup(capitalize(block.heading))}</h2>`;
  if ('prose' in block) return `<p class="prose">${htmlText(block.prose)}</p>`;
  if ('code' in block) return `<pre>${escapeMarkup(block.code)}</pre>`;
  if ('fields' in block) {
    const fields = block.fields.map(([label, value]) => `<dt>${escapeMarkup(label)}</dt><dd>${htmlCell(value)}</dd>`);
    return `<dl>${fields.join('')}</dl>`;
  }
  if ('items' in block) return `<ul>\n${block.items.map((item) => htmlItem(item)).join('\n')}\n</ul>`;
  if ('sources' in block) return '';
  return htmlTable(block.table);
};

const htmlTable = ({ columns, rows }: Table): string => {
  const titles = columns.map(({ title }) => `<th>${escapeMarkup(capitalize(title))}</th>`);
  const tableCell = (cell: Cell): string =>
    `<td${typeof cell === 'number' ? ' class="number"' : ''}>${htmlCell(cell)}</td>`;
  const tableRows = rows.map((row) => `<tr>${row.map(tableCell).join('')}</tr>`);
  return `<table><tr>${titles.join('')}</tr>${tableRows.join('')}</table>`;
};

const htmlItem = ({ label, text, details = [], links = [], items = [] }: ListItem): string => {
  const parts: string[] = [];
  if (label) parts.push(`<strong>${escapeMarkup(capitalize(label))}:</strong> `);
  parts.push(htmlText(text));
  for (const detail of details) parts.push(`<br/><span class="detail">${escapeMarkup(detail)}</span>`);
  for (const link of links) parts.push(` ${htmlLink(link)}`);
  if (items.length > 0) parts.push(`<ul>${items.map((item) => htmlItem(item)).join('')}</ul>`);
  return `<li>${parts.join('')}</li>`;
};

/** A source that links to its page, with its passages, each of which links to its position on the page. */
const htmlSource = ({ text, links = [] }: ListItem, index: number): string => {
  const passages = links.map((link) => ` <span class="passage">${htmlLink(link)}</span>`);
  return `<li id="s${index + 1}">${sourceTitle(textWithMarks(text), links[0])}${passages.join('')}</li>`;
};

const sourceTitle = (text: string, link: Link | undefined): string => {
  if (!link) return escapeMarkup(text);
  // Text fragments are of no use on paper, so the title links to the page only.
  return htmlLink({ text, href: link.href.replace(/#?:~:.*$/s, '') });
};

const htmlCell = (cell: Cell): string => {
  if (isLink(cell)) return htmlLink(cell);
  return htmlText(isMarkedText(cell) ? cell : cellText(cell));
};

/** A link if the address is an http(s) one, else text. */
const htmlLink = ({ text, href }: Link): string => {
  if (!isWebAddress(href)) return escapeMarkup(text);
  return `<a href="${escapeMarkup(href)}" rel="noreferrer">${escapeMarkup(text)}</a>`;
};

/** A text with links to the list of sources. */
const htmlText = (text: Text): string => {
  if (typeof text === 'string') return escapeMarkup(text);
  return text.marked
    .map((part) => (typeof part === 'string' ? escapeMarkup(part) : htmlMarks(part.marks)))
    .join('')
    .replaceAll(' <sup>', '<sup>');
};

const htmlMarks = (numbers: readonly number[]): string =>
  `<sup>${numbers.map((number) => `<a href="#s${number}">${number}</a>`).join(', ')}</sup>`;
