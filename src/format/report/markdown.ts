import type { Briefing } from '../../core/model/briefing.ts';
import type { Block, Table } from '../../core/model/block.ts';
import type { ReportFormatter } from './report-formatter.ts';
import { formatMarkdownBlocks, markdownSource } from '../markdown.ts';
import { splitSources } from './split-sources.ts';

/** A briefing in Markdown: the timeline as a list, the partners as a table, the sources as footnotes. */
export const formatMarkdownReport: ReportFormatter = (presentation) => {
  const { day, version, timeline, partners } = presentation.answer.output;
  const { title, body, sources } = splitSources(presentation.blocks);
  const blocks: Block[] = [
    ...title,
    { prose: `Briefing of ${day}${version === null ? '' : `, minerals ${version}`}` },
    ...body,
  ];
  if (timeline.length > 0) blocks.push({ heading: 'Timeline', level: 2 });
  blocks.push({ items: timeline.map(({ date, what, name }) => ({ label: date, text: `${what}: ${name}` })) });
  if (partners.length > 0) blocks.push({ heading: 'Partners', level: 2 }, { table: partnerTable(partners) });
  const footnotes = sources.map((source, index) => `\n[^${index + 1}]: ${markdownSource(source)}\n`);
  return formatMarkdownBlocks(blocks, formatMarks) + footnotes.join('');
};

const formatMarks = (numbers: readonly number[]): string => numbers.map((number) => `[^${number}]`).join('');

const partnerTable = (partners: Briefing['partners']): Table => ({
  columns: [
    { name: 'partner', title: 'Partner' },
    { name: 'records', title: 'Agreements' },
  ],
  rows: partners.map(({ name, records }) => [name, records]),
});
