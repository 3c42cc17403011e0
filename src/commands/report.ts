import { reportFormats } from '../format/report/index.ts';
import { refOf, type JsonValue, toPlainObject } from '../model/record.ts';
import { toBriefing } from '../query/briefing.ts';
import { buildDossier } from '../query/dossier.ts';
import { collectEvidence } from '../query/evidence.ts';
import { resolveRecord } from '../query/resolve.ts';
import type { Command } from './command.ts';

export const reportCommand: Command = {
  name: 'report',
  arguments: [
    {
      name: '<ref>',
      description: 'a country, a mineral, an agreement, by reference, id or name',
      allowsSpaces: true,
      completes: '*',
    },
  ],
  summary: 'Write a briefing on a record: its facts with their sources, a timeline, its partners',
  options: () => [{ flags: '--output <file>', description: 'write it there instead of printing it' }],
  formats: reportFormats,
  examples: [
    {
      command: 'minerals report Peru --format html --output peru.html',
      description: 'a page that needs nothing else, to print',
    },
    { command: 'minerals report lithium > lithium.md', description: 'Markdown with footnotes' },
  ],
  run: async (context, [name = ''], { output }) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolveRecord(dataset, name);
    const record = dataset.record(entry);
    return {
      data: {
        ...toBriefing(dataset, entry, context),
        record: toPlainObject(record),
        fields: collectEvidence(dataset, record),
        referenced_by: dataset.referrers(refOf(entry)).map(({ ref, path }) => ({ ref, path })),
      } as unknown as JsonValue,
      view: buildDossier(dataset, entry, context.language, true),
      notes: note ? [note] : [],
      ...(typeof output === 'string' ? { output } : {}),
    };
  },
};
