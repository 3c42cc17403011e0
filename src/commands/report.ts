import { reportFormats } from '../format/report/index.ts';
import { definedItems, definedOnly } from '../core/model/defined-only.ts';
import { refOf, type JsonValue, toPlainObject } from '../core/model/record.ts';
import { toBriefing } from '../core/query/briefing.ts';
import { buildDossier } from '../core/query/dossier.ts';
import { collectEvidence } from '../core/query/evidence.ts';
import { resolveRecord } from '../core/query/resolve.ts';
import type { Command } from './command.ts';

export const reportCommand: Command = {
  name: 'report',
  arguments: [
    {
      name: '<ref>',
      description: 'country, mineral, agreement or other record, by reference, id or name',
      allowsSpaces: true,
      completer: '*',
    },
  ],
  summary: 'Write a briefing on a record: facts with sources, timeline, partners',
  options: () => [{ flags: '--output <file>', description: 'output file (default: print)' }],
  formats: reportFormats,
  examples: [
    {
      command: 'minerals report Peru --format html --output peru.html',
      description: 'a self-contained page, for printing',
    },
    { command: 'minerals report lithium > lithium.md', description: 'Markdown with footnotes' },
  ],
  run: async (context, [recordName = ''], { output }) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolveRecord(dataset, recordName);
    const record = dataset.record(entry);
    return {
      data: {
        ...toBriefing(dataset, entry, context),
        record: toPlainObject(record),
        fields: collectEvidence(dataset, record),
        referenced_by: dataset.referrers(refOf(entry)).map(({ ref, path }) => ({ ref, path })),
      } as unknown as JsonValue,
      view: buildDossier(dataset, entry, context.language, true),
      notes: definedItems([note]),
      ...definedOnly({ output: output as string | undefined }),
    };
  },
};
