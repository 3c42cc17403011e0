import type { Dataset } from '../index/dataset.ts';
import { refOf } from '../model/record.ts';
import { type Filter, throughIndexName } from '../schema/filters.ts';

/**
 * Positions of the records with a value of a filter, as buildFilterIndex finds them for all values. Positions may repeat.
 */
export const positionsWithValue = (dataset: Dataset, { name, through }: Filter, value: string): readonly number[] => {
  const positions = dataset.filterIndex(name).get(value) ?? [];
  const referringFilter = dataset.catalog.filters.get(through ?? '');
  if (!referringFilter) return positions;
  const throughPositions = dataset.filterIndex(throughIndexName(name)).get(value) ?? [];
  const referrers = throughPositions.flatMap((position) => {
    const entry = dataset.entryAt(position);
    return entry ? positionsWithValue(dataset, referringFilter, refOf(entry)) : [];
  });
  return [...positions, ...referrers];
};

/**
 * Filter index: value to positions of matching records. Values of fields with `x-filter-through` also lead to the records
 * that refer to the record with the value: a country to the agreements of the organisations at home there.
 */
export const buildFilterIndex = (
  dataset: Dataset,
  { name, through }: Filter,
): ReadonlyMap<string, readonly number[]> => {
  const index = dataset.filterIndex(name);
  const referringFilter = dataset.catalog.filters.get(through ?? '');
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
