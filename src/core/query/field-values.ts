import type { Dataset } from '../index/dataset.ts';
import type { JsonObject } from '../model/record.ts';
import { compareText } from '../model/text.ts';
import type { RecordType } from '../schema/catalog.ts';
import type { Filter } from '../schema/filters.ts';
import { dataWithDerivedEntries } from './derived-maps.ts';
import { derivedFieldNames, derivedFields } from './derived-fields.ts';
import { buildFilterIndex } from './filter-index.ts';

/** Finds the filter whose values a plural names: `kinds`, `topics`, `countries`; undefined if there is none. */
export const filterByPlural = (dataset: Dataset, plural: string): Filter | undefined => {
  const name = plural.toLowerCase();
  return [...dataset.catalog.filters.values()].find(
    (filter) => !filter.isBoolean && filter.refTypes.length === 0 && name === pluralOf(filter.name),
  );
};

const pluralOf = (name: string): string => {
  if (name.endsWith('y')) return `${name.slice(0, -1)}ies`;
  return name.endsWith('s') ? `${name}es` : `${name}s`;
};

/** The values of a filter with the number of records of each, most frequent first; allowed values without records too. */
export const countFilterValues = (dataset: Dataset, filter: Filter): JsonObject[] => {
  const counts = new Map((filter.values ?? []).map((value) => [value, 0]));
  for (const [value, positions] of buildFilterIndex(dataset, filter)) counts.set(value, new Set(positions).size);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || compareText(a.value, b.value));
};

/** The fields of a type with the number of records that have a value, in the order of the schema. */
export const countFields = (dataset: Dataset, type: RecordType): JsonObject[] => {
  const records = dataset.entriesOfType(type.name).map((entry): JsonObject => {
    const data = dataWithDerivedEntries(dataset, entry);
    return { type: type.name, id: entry.id, ...data, ...derivedFields(type, data) };
  });
  const declared = Object.entries(type.schema.properties ?? {});
  const descriptions = new Map<string, string>(declared.map(([name, { description = '' }]) => [name, description]));
  for (const name of derivedFieldNames(type.schema))
    if (!descriptions.has(name)) descriptions.set(name, 'Derived from other fields.');
  return [...descriptions].map(([field, description]) => ({
    field,
    count: records.filter((record) => record[field] !== undefined && record[field] !== null).length,
    description,
  }));
};
