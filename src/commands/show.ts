import { refOf } from '../model/record.ts';
import { buildDossier } from '../query/dossier.ts';
import { recordUrl } from '../query/evidence.ts';
import { flattenRecord } from '../query/flatten-record.ts';
import { resolveRecord } from '../query/resolve.ts';
import { searchNotes } from '../query/search-log.ts';
import { displayValue } from '../query/tabulate.ts';
import { assertsAnything } from '../schema/assertions.ts';
import { splitRef } from '../schema/references.ts';
import type { Command } from './command.ts';
import { KNOWN_ON_OPTION, OPEN_OPTION } from './filters.ts';

export const showCommand: Command = {
  name: 'show',
  arguments: [
    {
      name: '<ref>',
      description: 'a record, by reference, id, code, symbol or a name in any language',
      allowsSpaces: true,
      completes: '*',
    },
  ],
  summary: 'Show one record and everything that points at it',
  options: () => [KNOWN_ON_OPTION, OPEN_OPTION],
  examples: [
    { command: 'minerals show country/PE', description: 'the dossier of Peru' },
    { command: 'minerals show Kupfer', description: 'copper, by its German name' },
    {
      command: 'minerals show us-pe-mou-2026 --json',
      description: 'one agreement for a script, with the records that refer to it',
    },
  ],
  run: async (context, [name = ''], options) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolveRecord(dataset, name);
    const record = dataset.record(entry);
    const referredBy = dataset.referrers(refOf(entry)).map(({ ref, path }) => ({ ref, path }));
    // A search for it tells nothing of it.
    const tellers = new Set(
      referredBy
        .map(({ ref }) => ref)
        .filter((ref) => assertsAnything(context.catalog.type(splitRef(ref)[0])?.schema ?? {})),
    );
    return {
      ...(options['open'] ? { openUrl: recordUrl(dataset, record) ?? null } : {}),
      data: { ...displayValue(dataset, entry, context.language), referenced_by: referredBy },
      get flat() {
        return flattenRecord(
          context.catalog.type(entry.type)?.schema ?? {},
          displayValue(dataset, entry, context.language),
        );
      },
      get view() {
        return buildDossier(dataset, entry, context.language);
      },
      notes: [...(note ? [note] : []), ...searchNotes(dataset, [refOf(entry)], tellers.size, context.language)],
    };
  },
};
