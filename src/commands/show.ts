import { refOf } from '../model/record.ts';
import { dossier } from '../query/dossier.ts';
import { addressOf } from '../query/evidence.ts';
import { leavesOf } from '../query/leaves.ts';
import { resolve } from '../query/resolve.ts';
import { searched } from '../query/sweeps.ts';
import { shown } from '../query/tabulate.ts';
import { asserts } from '../schema/assertions.ts';
import { splitRef } from '../schema/references.ts';
import type { Command } from './command.ts';
import { KNOWN_ON, OPEN } from './filters.ts';

export const show: Command = {
  name: 'show',
  arguments: [
    {
      name: '<ref>',
      description: 'a record, by reference, id, code, symbol or a name in any language',
      blanks: true,
      completes: '*',
    },
  ],
  summary: 'Show one record and everything that points at it',
  options: () => [KNOWN_ON, OPEN],
  examples: [
    { command: 'minerals show country/PE', says: 'the dossier of Peru' },
    { command: 'minerals show Kupfer', says: 'copper, by its German name' },
    {
      command: 'minerals show us-pe-mou-2026 --json',
      says: 'one agreement for a script, with the records that refer to it',
    },
  ],
  run: async (context, [name = ''], options) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolve(dataset, name);
    const record = dataset.read(entry);
    const referredBy = dataset.referrers(refOf(entry)).map(({ ref, path }) => ({ ref, path }));
    // A search for it tells nothing of it.
    const tellers = new Set(
      referredBy.map(({ ref }) => ref).filter((ref) => asserts(context.catalog.type(splitRef(ref)[0])?.schema ?? {})),
    );
    return {
      ...(options['open'] ? { opens: addressOf(dataset, record) ?? null } : {}),
      data: { ...shown(dataset, entry, context.language), referenced_by: referredBy },
      get flat() {
        return leavesOf(context.catalog.type(entry.type)?.schema ?? {}, shown(dataset, entry, context.language));
      },
      get view() {
        return dossier(dataset, entry, context.language);
      },
      notes: [...(note ? [note] : []), ...searched(dataset, [refOf(entry)], tellers.size, context.language)],
    };
  },
};
