import type { Dataset } from '../index/dataset.ts';
import type { Note } from '../model/note.ts';
import { refOf, type Ref } from '../model/record.ts';
import { findReferences } from '../schema/references.ts';
import { dataWithDerivedEntries } from './derived-maps.ts';
import { type QueryConditions, runQuery } from './filter.ts';
import type { Selection } from './relations.ts';

/** A selection and the notes of its query. */
export interface ExportSelection {
  readonly selection: Selection | undefined;
  readonly notes: readonly Note[];
}

/** The records that meet the conditions and those that they refer to; no selection if there are no conditions. */
export const selectForExport = async (dataset: Dataset, conditions: QueryConditions): Promise<ExportSelection> => {
  const { filters, types, since, until, validOn, text } = conditions;
  const isFiltered = filters.size > 0 || [types, since, until, validOn, text].some((value) => value !== undefined);
  if (!isFiltered) return { selection: undefined, notes: [] };
  const { matches, notes } = await runQuery(dataset, conditions);
  const selected = new Set<Ref>(matches.map(({ entry }) => refOf(entry)));
  const referred = new Set<Ref>();
  for (const { entry } of matches) {
    const schema = dataset.catalog.type(entry.type)?.schema ?? {};
    for (const reference of findReferences(schema, dataWithDerivedEntries(dataset, entry))) {
      const ref = refOf(reference);
      if (!selected.has(ref)) referred.add(ref);
    }
  }
  return { selection: { selected, referred }, notes };
};
