import type { Briefing } from '../../model/briefing.ts';
import type { Block, Table } from '../../model/result.ts';
import type { Formatter } from '../formatter.ts';
import { formatMarkdown as plain } from '../markdown.ts';

/** A briefing in Markdown: the timeline as a list, the partners as a table, the sources as footnotes. */
export const formatMarkdownReport: Formatter = (result, style) => {
  const { day, version, timeline, partners } = result.data as unknown as Briefing;
  const [title, ...rest] = result.view;
  const sources = rest.findIndex((block) => 'heading' in block && block.heading === 'Sources');
  const [body, notes] = sources < 0 ? [rest, []] : [rest.slice(0, sources), rest.slice(sources + 1)];
  const view: Block[] = [
    ...(title ? [title] : []),
    { prose: `Briefing of ${day}${version === null ? '' : `, minerals ${version}`}` },
    ...body,
    ...(timeline.length > 0 ? [heading('Timeline')] : []),
    { items: timeline.map(({ date, what, name }) => ({ label: date, text: `${what}: ${name}` })) },
    ...(partners.length > 0 ? [heading('Partners'), { table: tableOf(partners) }] : []),
  ];
  const footnotes = notes.flatMap((block) => ('items' in block ? block.items : []));
  return (
    plain({ ...result, view }, style).replaceAll(/\\\[(\d+)\\\]/g, '[^$1]') +
    footnotes
      .map((note, index) =>
        plain({ ...result, view: [{ items: [{ ...note, label: '' }] }] }, style)
          .replace(/^- /, `\n[^${index + 1}]: `)
          .replace(/\n {2}- /g, ' '),
      )
      .join('')
  );
};

const heading = (text: string): Block => ({ heading: text, level: 2 });

const tableOf = (partners: Briefing['partners']): Table => ({
  columns: [
    { name: 'partner', title: 'Partner' },
    { name: 'records', title: 'Agreements' },
  ],
  rows: partners.map(({ name, records }) => [name, records]),
});
