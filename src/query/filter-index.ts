import type { Dataset } from '../dataset/dataset.ts';
import { refOf } from '../model/record.ts';
import type { Filter } from '../schema/filters.ts';

/** Filter index: value to positions of matching records, for `through` filters including the records that refer to them. */
export const buildFilterIndex = (
  dataset: Dataset,
  { name, through }: Filter,
): ReadonlyMap<string, readonly number[]> => {
  const index = dataset.filterIndex(name);
  if (through === undefined) return index;
  const referringIndex = dataset.filterIndex(through);
  const withReferrers = (position: number): readonly number[] => {
    const entry = dataset.entryAt(position);
    if (!entry) return [];
    return [position, ...(referringIndex.get(refOf(entry)) ?? [])];
  };
  return new Map([...index].map(([value, positions]) => [value, [...new Set(positions.flatMap(withReferrers))]]));
};
