import type { Briefing } from '../../model/briefing.ts';
import { type Block, type Cell, isLink, type Item, type Link } from '../../model/result.ts';
import { capital, isWebAddress } from '../../model/text.ts';
import { readable } from '../cell.ts';
import { dayInWords } from '../day.ts';
import type { Formatter } from '../formatter.ts';
import { escape } from './escape.ts';
import { leftOut, networkDrawing } from './network.ts';
import { STYLE } from './style.ts';
import { timelineDrawing } from './timeline.ts';

/** A briefing as one page of HTML that needs nothing else: no script, no picture, no font from elsewhere. */
export const html: Formatter = ({ data, view }) => {
  const briefing = data as unknown as Briefing;
  const { name, day, version, language } = briefing;
  const sources = view.findIndex((block) => 'heading' in block && block.heading === 'Sources');
  const body = view.slice(1, sources < 0 ? undefined : sources);
  const notes = sources < 0 ? [] : view.slice(sources + 1).flatMap((block) => ('items' in block ? block.items : []));
  const first = body.findIndex((block) => 'heading' in block);
  const [lead, rest] = first < 0 ? [body, []] : [body.slice(0, first), body.slice(first)];
  const show = (blocks: readonly Block[]): string => blocks.map((block) => blockOf(block, notes.length)).join('\n');
  return `<!DOCTYPE html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${escape(name)}: a briefing</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="kicker">Critical minerals briefing</p>
<h1>${escape(name)}</h1>
<p class="edition">${escape([dayInWords(day.split('-').map(Number)), ...(version === null ? [] : [`minerals, version ${version}`])].join(' · '))}</p>
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
  const more = leftOut(partners);
  return [
    timeline.length > 0
      ? `<figure>\n<h2>What happened when</h2>\n${timelineDrawing(timeline)}\n<figcaption>A dot for each dated event recorded.</figcaption>\n</figure>`
      : '',
    partners.length > 0
      ? `<figure>\n<h2>Partners</h2>\n${networkDrawing(name, partners)}\n<figcaption>The number of records shared, where more than one${more > 0 ? `; those with most are drawn, ${more} more are not` : ''}.</figcaption>\n</figure>`
      : '',
  ].join('\n');
};

const blockOf = (block: Block, notes: number): string => {
  if ('heading' in block) return `<h2>${escape(capital(block.heading))}</h2>`;
  if ('prose' in block) return `<p class="prose">${marked(block.prose, notes)}</p>`;
  if ('code' in block) return `<pre>${escape(block.code)}</pre>`;
  if ('fields' in block)
    return `<dl>${block.fields.map(([label, value]) => `<dt>${escape(label)}</dt><dd>${cellOf(value, notes)}</dd>`).join('')}</dl>`;
  if ('items' in block) return `<ul>\n${block.items.map((item) => itemOf(item, notes)).join('\n')}\n</ul>`;
  const { columns, rows } = block.table;
  return `<table><tr>${columns.map(({ title }) => `<th>${escape(capital(title))}</th>`).join('')}</tr>${rows
    .map(
      (row) =>
        `<tr>${row.map((cell) => `<td${typeof cell === 'number' ? ' class="number"' : ''}>${cellOf(cell, notes)}</td>`).join('')}</tr>`,
    )
    .join('')}</table>`;
};

const itemOf = ({ label, text, details = [], links = [], items = [] }: Item, notes: number): string =>
  `<li>${label ? `<strong>${escape(capital(label))}:</strong> ` : ''}${marked(text, notes)}${details
    .map((detail) => `<br/><span class="detail">${marked(detail, notes)}</span>`)
    .join(
      '',
    )}${links.map((link) => ` ${linkOf(link)}`).join('')}${items.length > 0 ? `<ul>${items.map((item) => itemOf(item, notes)).join('')}</ul>` : ''}</li>`;

/** A source, which leads to its page, and its passages, each of which leads to itself there. */
const noteOf = ({ text, links = [] }: Item, index: number): string => {
  const [first] = links;
  // A text fragment is for the browser: on paper the page is enough.
  const source = first ? linkOf({ text, href: first.href.replace(/#?:~:.*$/s, '') }) : escape(text);
  return `<li id="s${index + 1}">${source}${links.map((link) => ` <span class="passage">${linkOf(link)}</span>`).join('')}</li>`;
};

const cellOf = (cell: Cell, notes: number): string => (isLink(cell) ? linkOf(cell) : marked(readable(cell), notes));

/** A link to the web; whatever else an address may be is only shown. */
const linkOf = ({ text, href }: Link): string =>
  isWebAddress(href) ? `<a href="${escape(href)}" rel="noreferrer">${escape(text)}</a>` : escape(text);

/** Text whose marks `[1][2]` lead to the sources. */
const marked = (text: string, notes: number): string =>
  escape(text).replaceAll(/ ?(?:\[\d+\])+/g, (marks) => {
    const numbers = Array.from(marks.matchAll(/\d+/g), ([number]) => Number(number));
    if (numbers.some((number) => number < 1 || number > notes)) return marks;
    return `<sup>${numbers.map((number) => `<a href="#s${number}">${number}</a>`).join(', ')}</sup>`;
  });
