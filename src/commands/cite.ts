import { citationFormats } from '../format/citation/index.ts';
import type { Value } from '../model/record.ts';
import { citationOf, sourceCitations } from '../query/citation.ts';
import { resolve } from '../query/resolve.ts';
import type { Command } from './command.ts';

export const cite: Command = {
  name: 'cite',
  arguments: [{ name: '<ref>', description: 'a record, by reference, id, code or name', blanks: true, completes: '*' }],
  summary: 'Cite a record, with the version and the day, and the sources it rests on',
  options: () => [{ flags: '--no-sources', description: 'only the record itself' }],
  formats: citationFormats,
  examples: [
    { command: 'minerals cite us-pe-mou-2026', says: 'sentences for a footnote' },
    { command: 'minerals cite us-pe-mou-2026 --format bibtex', says: 'entries for LaTeX; ris for Zotero or EndNote' },
    { command: 'minerals cite source/npla-2026-02-24', says: 'a source as what it is' },
  ],
  run: async (context, [name = ''], { sources }) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolve(dataset, name);
    const citations = [
      citationOf(dataset, entry, context),
      ...(sources === false ? [] : sourceCitations(dataset, entry)),
    ];
    return { data: citations as unknown as Value, view: [], notes: note ? [note] : [] };
  },
};
