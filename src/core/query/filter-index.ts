import type { Dataset } from '../index/dataset.ts';
import { refOf } from '../model/record.ts';
import { type Filter, readFilters, throughIndexName } from '../schema/filters.ts';

/**
 * Filter index: value to positions of matching records. Values of fields with `x-filter-through` also lead to the records
 * that refer to the record with the value: a country to the agreements of the organisations at home there.
 */
export const buildFilterIndex = (
  dataset: Dataset,
  { name, through }: Filter,
): ReadonlyMap<string, readonly number[]> => {
  const index = dataset.filterIndex(name);
  const referringFilter = readFilters(dataset.catalog).get(through ?? '');
  if (!referringFilter) return index;
  const throughIndex = dataset.filterIndex(throughIndexName(name));
  const referringIndex = buildFilterIndex(dataset, referringFilter);
  const referrersOf = (position: number): readonly number[] => {
    const entry = dataset.entryAt(position);
    if (!entry) return [];
    return referringIndex.get(refOf(entry)) ?? [];
  };
  return new Map(
    [...index].map(([value, positions]) => {
      const referrers = (throughIndex.get(value) ?? []).flatMap(referrersOf);
      return [value, [...new Set([...positions, ...referrers])]];
    }),
  );
};
