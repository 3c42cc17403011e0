import type { Dataset, Entry } from '../core/index/dataset.ts';
import { parseDate } from '../core/model/date.ts';
import { isJsonObject, type JsonObject, type JsonValue, refOf } from '../core/model/record.ts';
import { compareText } from '../core/model/text.ts';
import { findDisputedFields } from '../core/query/conflicts.ts';
import { findRelationships, partyTypes } from '../core/query/relationships.ts';
import { runQuery } from '../core/query/filter.ts';
import { displayName } from '../core/query/format-value.ts';
import { assertsAnything } from '../core/schema/assertions.ts';
import type { Catalog, RecordType } from '../core/schema/catalog.ts';
import { type Filter, mayMatchFilter, readFilters } from '../core/schema/filters.ts';
import { splitRef } from '../core/schema/references.ts';
import type { Place } from './projection.ts';

/** Types that the explorer shows: those that assert facts of their own, and not tables of figures. */
export const explorerTypes = ({ types }: Catalog): readonly RecordType[] =>
  types.filter(({ schema }) => assertsAnything(schema) && !schema['x-rows'] && !schema['x-bookkeeping']);

/** Filters of the explorer: those of `query` but for references to records that it does not show. */
export const explorerFilters = (catalog: Catalog): readonly Filter[] => {
  const shown = new Set(explorerTypes(catalog).map(({ name }) => name));
  return [...readFilters(catalog).values()].filter(({ refType, values, isBoolean, through, isText }) =>
    refType === undefined ? values !== undefined || isBoolean || (isText && through !== undefined) : shown.has(refType),
  );
};

/** The filter by place, whose values are the shapes of the map: the type of the parties that comes first. */
export const placeFilter = (catalog: Catalog): Filter | undefined => {
  const [placeType] = partyTypes(catalog);
  return [...readFilters(catalog).values()].find(({ includesSelf, refType }) => includesSelf && refType === placeType);
};

/** A value of a filter in a list of the explorer. */
export interface FilterChoice {
  readonly value: string;
  readonly label: string;
}

/** The values of a filter that match something, with their names, in order. */
export const filterChoices = (dataset: Dataset, filter: Filter): readonly FilterChoice[] => {
  const choices = [...dataset.filterIndex(filter.name).keys()].flatMap((key): FilterChoice[] => {
    if (dataset.find(key))
      return [{ value: splitRef(key)[1], label: displayName({ dataset, language: undefined }, key) }];
    const isAllowed = filter.isBoolean ? ['true', 'false'].includes(key) : filter.values?.includes(key);
    return isAllowed || filter.isText ? [{ value: key, label: key.replaceAll('-', ' ') }] : [];
  });
  return choices.sort((a, b) => compareText(a.label, b.label));
};

/** Matches of each filter's values, by type: positions within the type's records, as gaps between them. */
type FilterMatches = { readonly [filter: string]: { readonly [value: string]: readonly number[] } };

/** Data of the explorer for each type: its records, newest first, and which of them each value of each filter matches. */
export const buildExplorerData = async (
  dataset: Dataset,
  locate: (record: JsonObject) => Place | undefined,
): Promise<ReadonlyMap<RecordType, JsonValue>> => {
  const types = explorerTypes(dataset.catalog);
  const entriesByType = new Map(types.map((type) => [type.name, sortEntries(dataset.entriesOfType(type.name))]));
  const indexes = new Map(
    [...entriesByType.values()].flatMap((entries) => entries.map((entry, index) => [entry.position, index] as const)),
  );
  const matchesByType = new Map<string, { [filter: string]: { [value: string]: number[] } }>();
  const filters = explorerFilters(dataset.catalog);
  for (const filter of filters)
    for (const { value } of filterChoices(dataset, filter)) {
      const { matches } = await runQuery(dataset, { filters: new Map([[filter, [value]]]) });
      for (const { entry } of matches) {
        const index = indexes.get(entry.position);
        if (index === undefined) continue;
        const ofType = matchesByType.get(entry.type) ?? {};
        matchesByType.set(entry.type, ofType);
        ((ofType[filter.name] ??= {})[value] ??= []).push(index);
      }
    }
  const describe = (type: RecordType): JsonValue => {
    const entries = entriesByType.get(type.name) ?? [];
    const matches = matchesByType.get(type.name) ?? {};
    return {
      type: type.name,
      records: entries.map((entry) => describeEntry(dataset, entry, locate)),
      sides: describeSides(dataset, entries),
      filters: Object.fromEntries(
        Object.entries(matches).map(([name, values]) => [
          name,
          Object.fromEntries(Object.entries(values).map(([value, found]) => [value, toGaps(found)])),
        ]),
      ) satisfies FilterMatches,
      answers: filters.filter((filter) => mayMatchFilter(dataset.catalog, filter, type)).map(({ name }) => name),
    };
  };
  return new Map(types.map((type) => [type, describe(type)]));
};

const sortEntries = (entries: readonly Entry[]): readonly Entry[] =>
  entries.toSorted((a, b) => compareText(b.date ?? '', a.date ?? '') || compareText(a.name, b.name));

/** Id, name, date, 1 if sources disagree, and the place on the map; empty parts at the end are left out. */
const describeEntry = (
  dataset: Dataset,
  entry: Entry,
  locate: (record: JsonObject) => Place | undefined,
): JsonValue => {
  const { data } = dataset.record(entry);
  const place = locate(data);
  const date = parseDate(entry.date ?? '') ? (entry.date ?? '') : '';
  const isDisputed = findDisputedFields(dataset, entry).length > 0 ? 1 : 0;
  const parts = [entry.id, entry.name, date, isDisputed, ...(place ? [place.x, place.y] : [])];
  while (parts.length > 2 && !parts.at(-1)) parts.pop();
  return parts;
};

/** The sides of each record that connects others, by index: codes of places, separated by spaces. */
const describeSides = (dataset: Dataset, entries: readonly Entry[]): JsonValue => {
  const [placeType] = partyTypes(dataset.catalog);
  const relationships = findRelationships(
    dataset,
    entries.map((entry) => ({ entry })),
  );
  const sidesByRef = new Map(relationships.map(({ entry, sides }) => [refOf(entry), sides]));
  return entries.map((entry) => {
    const sides = sidesByRef.get(refOf(entry)) ?? [];
    const places = sides.map(splitRef).flatMap(([type, id]) => (type === placeType ? [id] : []));
    // Other sides count, so that an agreement with an organisation without a home is not taken for one between two states.
    return [...places, ...Array.from({ length: sides.length - places.length }, () => '-')].join(' ');
  });
};

/** Ascending numbers as the gaps between them, which compress well. */
const toGaps = (numbers: readonly number[]): number[] => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted.map((number, index) => number - (sorted[index - 1] ?? 0));
};

/** The map of coordinates in a record, if it has any. */
export const coordinatesOf = (data: JsonObject): { readonly lat: number; readonly lon: number } | undefined => {
  const { coordinates } = data;
  if (!isJsonObject(coordinates ?? null)) return undefined;
  const { lat, lon } = coordinates as JsonObject;
  return typeof lat === 'number' && typeof lon === 'number' ? { lat, lon } : undefined;
};
