import type { Briefing } from '../../core/model/briefing.ts';
import type { Block, Table } from '../../core/model/block.ts';
import type { ReportFormatter } from './report-formatter.ts';
import { escapeMarkdown, formatMarkdownBlocks, markdownSource } from '../markdown.ts';
import { splitSources } from './split-sources.ts';

/** A briefing in Markdown: the timeline as a list, the partners as a table, the sources as footnotes. */
export const formatMarkdownReport: ReportFormatter = (presentation) => {
  const { day, version, timeline, partners } = presentation.answer.output;
  const { title, body, sources } = splitSources(presentation.blocks);
  const head: Block[] = [...title, { prose: `Briefing of ${day}${version === null ? '' : `, minerals ${version}`}` }];
  const blocks: Block[] = [...body];
  if (timeline.length > 0) blocks.push({ heading: 'Timeline', level: 2 });
  blocks.push({ items: timeline.map(({ date, what, name }) => ({ label: date, text: `${what}: ${name}` })) });
  if (partners.length > 0) blocks.push({ heading: 'Partners', level: 2 }, { table: partnerTable(partners) });
  const footnotes = sources.map((source, index) => `\n[^${index + 1}]: ${markdownSource(source)}\n`);
  const contents = tableOfContents(blocks);
  const text = `${formatMarkdownBlocks(head, formatMarks)}\n${contents}${formatMarkdownBlocks(blocks, formatMarks)}`;
  return text + footnotes.join('');
};

const formatMarks = (numbers: readonly number[]): string => numbers.map((number) => `[^${number}]`).join('');

/** Links to the headings, named as GitHub names their anchors. */
const tableOfContents = (blocks: readonly Block[]): string => {
  const headings = blocks.flatMap((block) => ('heading' in block ? [block.heading] : []));
  if (headings.length < 2) return '';
  const links = headings.map((heading) => `[${escapeMarkdown(heading)}](#${anchorOf(heading)})`);
  return `Contents: ${links.join(' · ')}\n\n`;
};

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const partnerTable = (partners: Briefing['partners']): Table => ({
  columns: [
    { name: 'partner', title: 'Partner' },
    { name: 'records', title: 'Agreements' },
  ],
  rows: partners.map(({ name, records }) => [name, records]),
});
