import { definedItems } from '../core/model/defined-only.ts';
import { refOf } from '../core/model/record.ts';
import { buildDossier } from '../view/dossier.ts';
import { flattenRecord } from '../view/flatten-record.ts';
import { resolveRecord } from '../core/query/resolve.ts';
import { searchNotes } from '../core/query/search-log.ts';
import { displayValue } from '../core/query/row-fields.ts';
import { assertsAnything } from '../core/schema/assertions.ts';
import { splitRef } from '../core/schema/references.ts';
import { knownOnOption, openOption, pageToOpen } from './filters.ts';
import { requiredText } from './input.ts';
import { defineOperation } from './operation.ts';

export const showOperation = defineOperation({
  name: 'show',
  arguments: {
    ref: requiredText({
      description: 'record reference, id, code, symbol, or name in any language',
      allowsSpaces: true,
      completer: '*',
    }),
  },
  summary: 'Show one record and all records that refer to it',
  options: { knownOn: knownOnOption, open: openOption },
  examples: [
    { command: 'minerals show country/PE', description: 'all about Peru' },
    { command: 'minerals show Kupfer', description: 'copper, by its German name' },
    {
      command: 'minerals show us-pe-mou-2026 --json',
      description: 'one agreement with the records that refer to it, for a script',
    },
  ],
  run: async ({ dataset, catalog, language }, { ref, open }) => {
    const { entry, note } = await resolveRecord(dataset, ref);
    const record = dataset.record(entry);
    const referrers = dataset.referrers(refOf(entry)).map((referrer) => ({ ref: referrer.ref, path: referrer.path }));
    // Search logs refer to a record, but contain no facts about it.
    const factualRefs = new Set(
      referrers
        .map((referrer) => referrer.ref)
        .filter((referring) => assertsAnything(catalog.type(splitRef(referring)[0])?.schema ?? {})),
    );
    return {
      output: { ...displayValue(dataset, entry, language), referenced_by: referrers },
      notes: [...definedItems([note]), ...searchNotes(dataset, [refOf(entry)], factualRefs.size, language)],
      entry,
      page: pageToOpen(dataset, record, open),
    };
  },
  view: ({ entry }, { dataset, language }) => buildDossier(dataset, entry, language),
  table: ({ entry }, { dataset, catalog, language }) =>
    flattenRecord(catalog.type(entry.type)?.schema ?? {}, displayValue(dataset, entry, language)),
  page: ({ page }) => page,
});
