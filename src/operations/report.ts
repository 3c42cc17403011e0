import { reportFormats } from '../format/report/index.ts';
import { definedItems } from '../core/model/defined-only.ts';
import { refOf, toPlainObject } from '../core/model/record.ts';
import { toBriefing } from '../core/query/briefing.ts';
import { buildDossier } from '../view/dossier.ts';
import { collectEvidence } from '../core/query/evidence.ts';
import { resolveRecord } from '../core/query/resolve.ts';
import { flag, requiredText } from './input.ts';
import { defineOperation } from './operation.ts';

export const reportOperation = defineOperation({
  name: 'report',
  arguments: {
    ref: requiredText({
      description: 'country, mineral, agreement or other record, by reference, id or name',
      allowsSpaces: true,
      completer: '*',
    }),
  },
  summary: 'Write a briefing on a record: facts with sources, timeline, partners',
  options: { brief: flag('about two pages: the first page, and a few items of the first sections') },
  formats: reportFormats,
  examples: [
    {
      command: 'minerals report Peru --format html --output peru.html',
      description: 'a self-contained page, for printing',
    },
    { command: 'minerals report Peru --brief', description: 'two pages for a meeting' },
    { command: 'minerals report lithium > lithium.md', description: 'Markdown with footnotes' },
  ],
  run: async (context, { ref, brief }) => {
    const { dataset } = context;
    const { entry, note } = await resolveRecord(dataset, ref);
    const record = dataset.record(entry);
    return {
      output: {
        ...toBriefing(dataset, entry, context, brief),
        record: toPlainObject(record),
        fields: collectEvidence(dataset, record),
        referenced_by: dataset.referrers(refOf(entry)).map((referrer) => ({ ref: referrer.ref, path: referrer.path })),
      },
      notes: definedItems([note]),
      entry,
      brief,
    };
  },
  view: ({ entry, brief }, { dataset, language, today }) =>
    buildDossier(dataset, entry, language, { today, isBrief: brief }),
});
