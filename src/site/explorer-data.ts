import type { Dataset, Entry } from '../core/index/dataset.ts';
import { valueAt } from '../core/model/pointer.ts';
import { type Ref, refOf } from '../core/model/record.ts';
import { capitalize, compareText } from '../core/model/text.ts';
import { evaluateFilter } from '../core/query/condition.ts';
import { buildNetwork, findRelationships } from '../core/query/relationships.ts';
import type { RecordType } from '../core/schema/catalog.ts';
import { type Filter, hasFilterValue } from '../core/schema/filters.ts';
import type { SiteAssets } from './assets.ts';
import { layOut } from './layout.ts';
import { placeOnMap } from './projection.ts';
import type { RecordSteps, SiteData, SiteFilterRows, SiteNetwork, SitePlaces } from './site-data.ts';
import { valueInWords } from './words.ts';

/** Types that the explorer shows: all but those about the dataset itself. */
export const explorerTypes = (dataset: Dataset): readonly RecordType[] =>
  dataset.catalog.types.filter(({ schema }) => !schema['x-bookkeeping']);

/** The records of the explorer, newest first, those without a date last. */
export const explorerEntries = (dataset: Dataset): readonly Entry[] =>
  explorerTypes(dataset)
    .flatMap(({ name }) => dataset.entriesOfType(name))
    .toSorted((a, b) => compareText(b.date ?? '', a.date ?? '') || compareText(a.name, b.name));

/** Names and dates of all records, as columns. */
export const describeEntries = (dataset: Dataset, entries: readonly Entry[]): SiteData => {
  const types = explorerTypes(dataset);
  const typeNames = types.map(({ name }) => name);
  return {
    types: Object.fromEntries(types.map(({ name, title }) => [name, title])),
    typeNames,
    type: entries.map(({ type }) => typeNames.indexOf(type)),
    id: entries.map(({ id }) => id),
    name: entries.map(({ name }) => name),
    date: entries.map(({ date }) => date ?? ''),
  };
};

/** Aliases, codes and names in other languages of each record, for the search. */
export const describeOtherNames = (entries: readonly Entry[]): string[] =>
  entries.map(({ name, allNames, id }) => allNames.filter((other) => other !== name && other !== id).join('|'));

/** Filters whose values are too many for a list. */
const LONG_FILTERS: ReadonlySet<string> = new Set(['speaker', 'source']);

/** Filters that the explorer offers. */
export const explorerFilters = (dataset: Dataset): readonly Filter[] =>
  [...dataset.catalog.filters.values()].filter(
    (filter) =>
      !LONG_FILTERS.has(filter.name) &&
      explorerTypes(dataset).some((type) => hasFilterValue(dataset.catalog, filter, type)),
  );

/** The filters and, for each of their values, the records that `query` finds. */
export const indexFilters = async (dataset: Dataset, entries: readonly Entry[]): Promise<SiteFilterRows[]> => {
  const indexByPosition = new Map(entries.map(({ position }, index) => [position, index]));
  const findSteps = async (filter: Filter, value: string): Promise<RecordSteps> => {
    const matches = await evaluateFilter(dataset, filter, [value], { notes: [], requestedRefs: [] });
    return toSteps([...matches.keys()].flatMap((position) => indexByPosition.get(position) ?? []));
  };
  const indexes: SiteFilterRows[] = [];
  for (const filter of explorerFilters(dataset)) {
    const isMixed = filter.refTypes.length > 1;
    const values: SiteFilterRows['values'][number][] = [];
    for (const entry of listRecords(dataset, filter)) {
      const index = indexByPosition.get(entry.position);
      if (index !== undefined) values.push([index, await findSteps(filter, isMixed ? refOf(entry) : entry.id)]);
    }
    for (const value of listWords(dataset, filter)) {
      const label = valueInWords(dataset.catalog, filter.name, value);
      values.push([value, await findSteps(filter, value), label]);
    }
    const used = values.filter(([, steps]) => steps.length > 0);
    indexes.push({ name: filter.name, title: capitalize(filter.name), isMixed, values: used });
  }
  return indexes;
};

const toSteps = (positions: readonly number[]): RecordSteps =>
  positions.toSorted((a, b) => a - b).map((position, index, sorted) => position - (sorted[index - 1] ?? -1));

/** The records that are values of a filter, by name. */
const listRecords = ({ find, filterIndex, entriesOfType }: Dataset, filter: Filter): readonly Entry[] => {
  if (filter.refTypes.length === 0) return [];
  const indexed = [...filterIndex(filter.name).keys()].flatMap((ref) => find(ref) ?? []);
  const own = filter.includesSelf ? entriesOfType(filter.name) : [];
  const entries = new Set([...indexed, ...own].filter(({ type }) => filter.refTypes.includes(type)));
  return [...entries].toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
};

/** The values of a filter that are words. */
const listWords = (
  { filterIndex }: Dataset,
  { name, values, isBoolean, isText, refTypes }: Filter,
): readonly string[] => {
  if (isBoolean) return ['yes', 'no', 'unknown'];
  if (refTypes.length > 0) return [];
  const used = filterIndex(name);
  if (isText && values) return values.filter((value) => used.has(value));
  return values ?? [...used.keys()].toSorted(compareText);
};

/** The network of all records, laid out, with the records of each tie. */
export const describeNetwork = (dataset: Dataset, entries: readonly Entry[]): SiteNetwork => {
  const positions = new Map<Ref, number>(entries.map((entry, index) => [refOf(entry), index]));
  const matches = entries.map((entry) => ({ entry }));
  const { nodes, edges } = buildNetwork({ dataset, language: undefined }, findRelationships(dataset, matches));
  const numbers = new Map(nodes.map(({ id }, index) => [id, index]));
  const ties = edges.map(({ from, to, refs }) => ({
    source: numbers.get(from) ?? 0,
    target: numbers.get(to) ?? 0,
    records: refs.flatMap((ref) => positions.get(ref) ?? []),
  }));
  const { width, height, places } = layOut(nodes.length, ties);
  return {
    width,
    height,
    nodes: nodes.map(({ id, label }, index) => [id, label, ...(places[index] ?? ([0, 0] as const))]),
    edges: ties.map(({ source, target, records }) => [source, target, records]),
  };
};

/** The places of the map: areas by the code in ISO 3166-1 of their records, points by their coordinates. */
export const describePlaces = (dataset: Dataset, entries: readonly Entry[], assets: SiteAssets): SitePlaces => {
  const small = new Set(assets.smallPlaces);
  const areas = explorerFilters(dataset)
    .filter(({ includesSelf }) => includesSelf)
    .map(({ name }) => ({
      filter: name,
      areas: dataset.entriesOfType(name).flatMap((entry) => {
        const code = valueAt(dataset.record(entry).data, ['ids', 'm49']);
        const place = typeof code === 'string' && Object.hasOwn(assets.places, code) ? assets.places[code] : undefined;
        if (!place || typeof code !== 'string') return [];
        return [[entry.id, code, ...place, small.has(code) ? 1 : 0] as const];
      }),
    }));
  const [best] = areas.toSorted((a, b) => b.areas.length - a.areas.length);
  const points = entries.flatMap((entry, index) => {
    const place = findPlace(dataset, entry);
    return place ? [[index, ...place] as const] : [];
  });
  return { filter: best?.filter ?? '', areas: best?.areas ?? [], points };
};

/** The position of a record's coordinates on the map. */
const findPlace = (dataset: Dataset, entry: Entry): readonly [number, number] | undefined => {
  const schema = dataset.catalog.type(entry.type)?.schema ?? {};
  if (!schema.properties?.['coordinates']) return undefined;
  const { data } = dataset.record(entry);
  const [longitude, latitude] = [valueAt(data, ['coordinates', 'lon']), valueAt(data, ['coordinates', 'lat'])];
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return undefined;
  return placeOnMap(longitude, latitude);
};
