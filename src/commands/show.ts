import { definedItems } from '../core/model/defined-only.ts';
import { refOf } from '../core/model/record.ts';
import { buildDossier } from '../core/query/dossier.ts';
import { flattenRecord } from '../core/query/flatten-record.ts';
import { resolveRecord } from '../core/query/resolve.ts';
import { searchNotes } from '../core/query/search-log.ts';
import { displayValue } from '../core/query/tabulate.ts';
import { assertsAnything } from '../core/schema/assertions.ts';
import { splitRef } from '../core/schema/references.ts';
import type { Command } from './command.ts';
import { KNOWN_ON_OPTION, OPEN_OPTION, openResult } from './filters.ts';

export const showCommand: Command = {
  name: 'show',
  arguments: [
    {
      name: '<ref>',
      description: 'record reference, id, code, symbol, or name in any language',
      allowsSpaces: true,
      completer: '*',
    },
  ],
  summary: 'Show one record and all records that refer to it',
  options: () => [KNOWN_ON_OPTION, OPEN_OPTION],
  examples: [
    { command: 'minerals show country/PE', description: 'all about Peru' },
    { command: 'minerals show Kupfer', description: 'copper, by its German name' },
    {
      command: 'minerals show us-pe-mou-2026 --json',
      description: 'one agreement with the records that refer to it, for a script',
    },
  ],
  run: async (context, [recordName = ''], options) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolveRecord(dataset, recordName);
    const record = dataset.record(entry);
    const referrers = dataset.referrers(refOf(entry)).map(({ ref, path }) => ({ ref, path }));
    // Search logs refer to a record, but contain no facts about it.
    const factualRefs = new Set(
      referrers
        .map(({ ref }) => ref)
        .filter((ref) => assertsAnything(context.catalog.type(splitRef(ref)[0])?.schema ?? {})),
    );
    return {
      ...openResult(dataset, record, options),
      data: { ...displayValue(dataset, entry, context.language), referenced_by: referrers },
      get flatTable() {
        return flattenRecord(
          context.catalog.type(entry.type)?.schema ?? {},
          displayValue(dataset, entry, context.language),
        );
      },
      get view() {
        return buildDossier(dataset, entry, context.language);
      },
      notes: [...definedItems([note]), ...searchNotes(dataset, [refOf(entry)], factualRefs.size, context.language)],
    };
  },
};
