import type { Briefing } from '../../core/model/briefing.ts';
import type { Block, Table } from '../../core/model/result.ts';
import type { ReportFormatter } from './report-formatter.ts';
import { formatMarkdown } from '../markdown.ts';
import { splitSources } from './split-sources.ts';

/** A briefing in Markdown: the timeline as a list, the partners as a table, the sources as footnotes. */
export const formatMarkdownReport: ReportFormatter = (presentation, style) => {
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
  const footnotes = sources.map((source, index) =>
    formatMarkdown({ ...presentation, blocks: [{ items: [{ ...source, label: '' }] }] }, style)
      .replace(/^- /, `\n[^${index + 1}]: `)
      .replace(/\n {2}- /g, ' '),
  );
  const text = formatMarkdown({ ...presentation, blocks }, style).replaceAll(/\\\[(\d+)\\\]/g, '[^$1]');
  return text + footnotes.join('');
};

const partnerTable = (partners: Briefing['partners']): Table => ({
  columns: [
    { name: 'partner', title: 'Partner' },
    { name: 'records', title: 'Agreements' },
  ],
  rows: partners.map(({ name, records }) => [name, records]),
});
