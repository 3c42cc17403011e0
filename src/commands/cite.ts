import { citationFormats } from '../format/citation/index.ts';
import { definedItems } from '../core/model/defined-only.ts';
import type { JsonValue } from '../core/model/record.ts';
import { toCitation, sourceCitations } from '../core/query/citation.ts';
import { resolveRecord } from '../core/query/resolve.ts';
import type { Command } from './command.ts';

export const citeCommand: Command = {
  name: 'cite',
  arguments: [{ name: '<ref>', description: 'record reference, id, code or name', allowsSpaces: true, completer: '*' }],
  summary: 'Cite a record and its sources, with dataset version and date',
  options: () => [{ flags: '--no-sources', description: 'cite only the record itself' }],
  formats: citationFormats,
  examples: [
    { command: 'minerals cite us-pe-mou-2026', description: 'sentences for a footnote' },
    {
      command: 'minerals cite us-pe-mou-2026 --format bibtex',
      description: 'entries for LaTeX; ris for Zotero or EndNote',
    },
    { command: 'minerals cite source/npla-2026-02-24', description: 'a source, by its kind: article, report, website' },
  ],
  run: async (context, [recordName = ''], { sources }) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolveRecord(dataset, recordName);
    const citations = [toCitation(dataset, entry, context)];
    if (sources !== false) citations.push(...sourceCitations(dataset, entry));
    return { data: citations as unknown as JsonValue, view: [], notes: definedItems([note]) };
  },
};
