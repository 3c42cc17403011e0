import { citationFormats } from '../format/citation/index.ts';
import type { JsonValue } from '../model/record.ts';
import { toCitation, sourceCitations } from '../query/citation.ts';
import { resolveRecord } from '../query/resolve.ts';
import type { Command } from './command.ts';

export const citeCommand: Command = {
  name: 'cite',
  arguments: [
    { name: '<ref>', description: 'a record, by reference, id, code or name', allowsSpaces: true, completes: '*' },
  ],
  summary: 'Cite a record, with the version and the day, and the sources it rests on',
  options: () => [{ flags: '--no-sources', description: 'only the record itself' }],
  formats: citationFormats,
  examples: [
    { command: 'minerals cite us-pe-mou-2026', description: 'sentences for a footnote' },
    {
      command: 'minerals cite us-pe-mou-2026 --format bibtex',
      description: 'entries for LaTeX; ris for Zotero or EndNote',
    },
    { command: 'minerals cite source/npla-2026-02-24', description: 'a source as what it is' },
  ],
  run: async (context, [name = ''], { sources }) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolveRecord(dataset, name);
    const citations = [
      toCitation(dataset, entry, context),
      ...(sources === false ? [] : sourceCitations(dataset, entry)),
    ];
    return { data: citations as unknown as JsonValue, view: [], notes: note ? [note] : [] };
  },
};
