import type { Dataset } from '../dataset/dataset.ts';
import { refOf } from '../model/record.ts';
import type { Filter } from '../schema/filters.ts';

/** What stands under a filter, and at which entries, by position; with those that a record with the value concerns, where the filter asks so. */
export const buildFilterIndex = (
  dataset: Dataset,
  { name, through }: Filter,
): ReadonlyMap<string, readonly number[]> => {
  const found = dataset.filterIndex(name);
  if (through === undefined) return found;
  const concerned = dataset.filterIndex(through);
  const withConcerned = (position: number): readonly number[] => {
    const entry = dataset.entryAt(position);
    return entry ? [position, ...(concerned.get(refOf(entry)) ?? [])] : [];
  };
  return new Map([...found].map(([value, positions]) => [value, [...new Set(positions.flatMap(withConcerned))]]));
};
