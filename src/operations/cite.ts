import { citationFormats } from '../format/citation/index.ts';
import { definedItems } from '../core/model/defined-only.ts';
import { toCitation, sourceCitations } from '../core/query/citation.ts';
import { resolveRecord } from '../core/query/resolve.ts';
import { negatedFlag, requiredText } from './input.ts';
import { defineOperation } from './operation.ts';

export const citeOperation = defineOperation({
  name: 'cite',
  arguments: {
    ref: requiredText({ description: 'record reference, id, code or name', allowsSpaces: true, completer: '*' }),
  },
  summary: 'Cite a record and its sources, with dataset version and date',
  options: { sources: negatedFlag('cite only the record itself') },
  formats: citationFormats,
  examples: [
    { command: 'minerals cite us-pe-mou-2026', description: 'sentences for a footnote' },
    {
      command: 'minerals cite us-pe-mou-2026 --format bibtex',
      description: 'entries for LaTeX; ris for Zotero or EndNote',
    },
    { command: 'minerals cite source/npla-2026-02-24', description: 'a source, by its kind: article, report, website' },
  ],
  run: async (context, { ref, sources }) => {
    const { dataset } = context;
    const { entry, note } = await resolveRecord(dataset, ref);
    const citations = [toCitation(dataset, entry, context)];
    if (sources) citations.push(...sourceCitations(dataset, entry));
    return { output: citations, notes: definedItems([note]) };
  },
  view: () => [],
});
