import type { Briefing } from '../../core/model/briefing.ts';
import type { Block, Table } from '../../core/model/result.ts';
import { replaceMarks } from '../../core/model/source-mark.ts';
import type { ReportFormatter } from './report-formatter.ts';
import { escapeMarkdown, markdownBlocks } from '../markdown.ts';
import { splitSources } from './split-sources.ts';

/** A briefing in Markdown: contents, the timeline as a list, the partners as a table, the sources as footnotes. */
export const formatMarkdownReport: ReportFormatter = ({ answer, blocks }) => {
  const { day, version, timeline, partners } = answer.output;
  const { title, body, sources } = splitSources(blocks);
  const head: Block[] = [...title, { prose: `Briefing of ${day}${version === null ? '' : `, minerals ${version}`}` }];
  const parts: Block[] = [...body];
  if (timeline.length > 0) parts.push({ heading: 'Timeline', level: 2 });
  parts.push({ items: timeline.map(({ date, what, name }) => ({ label: date, text: `${what}: ${name}` })) });
  if (partners.length > 0) parts.push({ heading: 'Partners', level: 2 }, { table: partnerTable(partners) });
  const footnotes = sources.map((source, index) =>
    markdownBlocks([{ items: [{ ...source, label: '' }] }])
      .replace(/^- /, `\n[^${index + 1}]: `)
      .replace(/\n {2}- /g, ' '),
  );
  const text = `${markdownBlocks(head)}\n${tableOfContents(parts)}${markdownBlocks(parts)}`;
  return replaceMarks(text, (number) => `[^${number}]`) + footnotes.join('');
};

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
