import type { Briefing } from '../../core/model/briefing.ts';
import type { Block, Table } from '../../core/model/result.ts';
import type { Formatter } from '../formatter.ts';
import { formatMarkdown } from '../markdown.ts';
import { splitSources } from './split-sources.ts';

/** A briefing in Markdown: the timeline as a list, the partners as a table, the sources as footnotes. */
export const formatMarkdownReport: Formatter = (result, style) => {
  const { day, version, timeline, partners } = result.data as unknown as Briefing;
  const { title, body, sources } = splitSources(result.view);
  const view: Block[] = [
    ...title,
    { prose: `Briefing of ${day}${version === null ? '' : `, minerals ${version}`}` },
    ...body,
  ];
  if (timeline.length > 0) view.push({ heading: 'Timeline', level: 2 });
  view.push({ items: timeline.map(({ date, what, name }) => ({ label: date, text: `${what}: ${name}` })) });
  if (partners.length > 0) view.push({ heading: 'Partners', level: 2 }, { table: partnerTable(partners) });
  const footnotes = sources.map((source, index) =>
    formatMarkdown({ ...result, view: [{ items: [{ ...source, label: '' }] }] }, style)
      .replace(/^- /, `\n[^${index + 1}]: `)
      .replace(/\n {2}- /g, ' '),
  );
  const text = formatMarkdown({ ...result, view }, style).replaceAll(/\\\[(\d+)\\\]/g, '[^$1]');
  return text + footnotes.join('');
};

const partnerTable = (partners: Briefing['partners']): Table => ({
  columns: [
    { name: 'partner', title: 'Partner' },
    { name: 'records', title: 'Agreements' },
  ],
  rows: partners.map(({ name, records }) => [name, records]),
});
