import type { Briefing } from '../../model/briefing.ts';
import { type Block, type Cell, isLink, type ListItem, type Link } from '../../model/result.ts';
import { capitalize, isWebAddress } from '../../model/text.ts';
import { cellText } from '../cell.ts';
import { formatDay } from '../day.ts';
import type { Formatter } from '../formatter.ts';
import { escapeHtml } from './escape.ts';
import { omittedNote, drawNetwork } from './network.ts';
import { REPORT_CSS } from './style.ts';
import { drawTimeline } from './timeline.ts';

/** A briefing as one page of HTML that needs nothing else: no script, no picture, no font from elsewhere. */
export const formatHtmlReport: Formatter = ({ data, view }) => {
  const briefing = data as unknown as Briefing;
  const { name, day, version, language } = briefing;
  const sources = view.findIndex((block) => 'heading' in block && block.heading === 'Sources');
  const body = view.slice(1, sources < 0 ? undefined : sources);
  const notes = sources < 0 ? [] : view.slice(sources + 1).flatMap((block) => ('items' in block ? block.items : []));
  const first = body.findIndex((block) => 'heading' in block);
  const [lead, rest] = first < 0 ? [body, []] : [body.slice(0, first), body.slice(first)];
  const show = (blocks: readonly Block[]): string => blocks.map((block) => blockOf(block, notes.length)).join('\n');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${escapeHtml(name)}: a briefing</title>
<style>${REPORT_CSS}</style>
</head>
<body>
<header>
<p class="kicker">Critical minerals briefing</p>
<h1>${escapeHtml(name)}</h1>
<p class="edition">${escapeHtml([formatDay(day.split('-').map(Number)), ...(version === null ? [] : [`minerals, version ${version}`])].join(' · '))}</p>
</header>
${show(lead)}
${drawings(briefing)}
${show(rest)}
${notes.length > 0 ? `<section class="sources">\n<h2>Sources</h2>\n<ol>\n${notes.map(noteOf).join('\n')}\n</ol>\n</section>` : ''}
</body>
</html>
`;
};

const drawings = ({ name, timeline, partners }: Briefing): string => {
  const more = omittedNote(partners);
  return [
    timeline.length > 0
      ? `<figure>\n<h2>What happened when</h2>\n${drawTimeline(timeline)}\n<figcaption>A dot for each dated event recorded.</figcaption>\n</figure>`
      : '',
    partners.length > 0
      ? `<figure>\n<h2>Partners</h2>\n${drawNetwork(name, partners)}\n<figcaption>The number of records shared, where more than one${more > 0 ? `; those with most are drawn, ${more} more are not` : ''}.</figcaption>\n</figure>`
      : '',
  ].join('\n');
};

const blockOf = (block: Block, notes: number): string => {
  if ('heading' in block) return `<h2>${escapeHtml(capitalize(block.heading))}</h2>`;
  if ('prose' in block) return `<p class="prose">${marked(block.prose, notes)}</p>`;
  if ('code' in block) return `<pre>${escapeHtml(block.code)}</pre>`;
  if ('fields' in block)
    return `<dl>${block.fields.map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${cellOf(value, notes)}</dd>`).join('')}</dl>`;
  if ('items' in block) return `<ul>\n${block.items.map((item) => itemOf(item, notes)).join('\n')}\n</ul>`;
  const { columns, rows } = block.table;
  return `<table><tr>${columns.map(({ title }) => `<th>${escapeHtml(capitalize(title))}</th>`).join('')}</tr>${rows
    .map(
      (row) =>
        `<tr>${row.map((cell) => `<td${typeof cell === 'number' ? ' class="number"' : ''}>${cellOf(cell, notes)}</td>`).join('')}</tr>`,
    )
    .join('')}</table>`;
};

const itemOf = ({ label, text, details = [], links = [], items = [] }: ListItem, notes: number): string =>
  `<li>${label ? `<strong>${escapeHtml(capitalize(label))}:</strong> ` : ''}${marked(text, notes)}${details
    .map((detail) => `<br/><span class="detail">${marked(detail, notes)}</span>`)
    .join(
      '',
    )}${links.map((link) => ` ${linkOf(link)}`).join('')}${items.length > 0 ? `<ul>${items.map((item) => itemOf(item, notes)).join('')}</ul>` : ''}</li>`;

/** A source, which leads to its page, and its passages, each of which leads to itself there. */
const noteOf = ({ text, links = [] }: ListItem, index: number): string => {
  const [first] = links;
  // A text fragment is for the browser: on paper the page is enough.
  const source = first ? linkOf({ text, href: first.href.replace(/#?:~:.*$/s, '') }) : escapeHtml(text);
  return `<li id="s${index + 1}">${source}${links.map((link) => ` <span class="passage">${linkOf(link)}</span>`).join('')}</li>`;
};

const cellOf = (cell: Cell, notes: number): string => (isLink(cell) ? linkOf(cell) : marked(cellText(cell), notes));

/** A link to the web; whatever else an address may be is only shown. */
const linkOf = ({ text, href }: Link): string =>
  isWebAddress(href) ? `<a href="${escapeHtml(href)}" rel="noreferrer">${escapeHtml(text)}</a>` : escapeHtml(text);

/** Text whose marks `[1][2]` lead to the sources. */
const marked = (text: string, notes: number): string =>
  escapeHtml(text).replaceAll(/ ?(?:\[\d+\])+/g, (marks) => {
    const numbers = Array.from(marks.matchAll(/\d+/g), ([number]) => Number(number));
    if (numbers.some((number) => number < 1 || number > notes)) return marks;
    return `<sup>${numbers.map((number) => `<a href="#s${number}">${number}</a>`).join(', ')}</sup>`;
  });
