import { reportFormats } from '../format/report/index.ts';
import { refOf, type Value, whole } from '../model/record.ts';
import { briefingOf } from '../query/briefing.ts';
import { dossier } from '../query/dossier.ts';
import { evidenceOf } from '../query/evidence.ts';
import { resolve } from '../query/resolve.ts';
import type { Command } from './command.ts';

export const report: Command = {
  name: 'report',
  arguments: [
    {
      name: '<ref>',
      description: 'a country, a mineral, an agreement, by reference, id or name',
      blanks: true,
      completes: '*',
    },
  ],
  summary: 'Write a briefing on a record: its facts with their sources, a timeline, its partners',
  options: () => [{ flags: '--output <file>', description: 'write it there instead of printing it' }],
  formats: reportFormats,
  examples: [
    {
      command: 'minerals report Peru --format html --output peru.html',
      says: 'a page that needs nothing else, to print',
    },
    { command: 'minerals report lithium > lithium.md', says: 'Markdown with footnotes' },
  ],
  run: async (context, [name = ''], { output }) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolve(dataset, name);
    const record = dataset.read(entry);
    return {
      data: {
        ...briefingOf(dataset, entry, context),
        record: whole(record),
        fields: evidenceOf(dataset, record),
        referenced_by: dataset.referrers(refOf(entry)).map(({ ref, path }) => ({ ref, path })),
      } as unknown as Value,
      view: dossier(dataset, entry, context.language, true),
      notes: note ? [note] : [],
      ...(typeof output === 'string' ? { output } : {}),
    };
  },
};
