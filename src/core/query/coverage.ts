import type { Dataset, Entry } from '../index/dataset.ts';
import { groupBy } from '../model/group-by.ts';
import { asText, refOf } from '../model/record.ts';
import { compareText } from '../model/text.ts';
import { assertsAnything } from '../schema/assertions.ts';
import { dueParts } from '../schema/due.ts';
import { searchLogOf } from './search-log.ts';

/** Number and freshness of the records of a region, country, type or year. */
export interface Coverage {
  /** Name of the region, country, type or year. */
  readonly of: string;
  readonly records: number;
  /** Date of the newest record, possibly partial. */
  readonly newest: string | null;
}

/** Coverage of a region, whose members are searched for by name. */
export interface RegionCoverage extends Coverage {
  readonly members: number;
  /** Number of members that were searched for; `last_swept` is the date of the latest search. */
  readonly swept: number;
  readonly last_swept: string | null;
  readonly state: readonly ('thin' | 'stale' | 'never swept')[];
}

/** A member of a region with the records about it, without itself. */
export interface CountryCoverage {
  readonly entry: Entry;
  readonly region: string;
  readonly records: readonly Entry[];
}

/** Minimum number of records per member; fewer are reported as thin. */
const MIN_RECORDS_PER_MEMBER = 3;

/** The members of all regions, read from the field with `x-region`. */
export const countryCoverage = (dataset: Dataset): CountryCoverage[] =>
  dataset.catalog.types.flatMap((type) => {
    const regionField = Object.entries(type.schema.properties ?? {}).find(([, schema]) => schema['x-region'])?.[0];
    if (regionField === undefined) return [];
    const positionsByRef = dataset.filterIndex(type.name);
    return dataset.entriesOfType(type.name).map((entry) => {
      const region = dataset.record(entry).data[regionField];
      const positions = (positionsByRef.get(refOf(entry)) ?? []).filter((position) => position !== entry.position);
      return {
        entry,
        region: asText(region) ?? 'no region',
        records: positions
          .flatMap((position) => dataset.entryAt(position) ?? [])
          .filter((record) => hasAssertions(dataset, record)),
      };
    });
  });

/** Coverage per group of members. `isStale` decides if the date of the last search is too old. */
export const regionCoverage = (
  dataset: Dataset,
  members: readonly CountryCoverage[],
  nameOf: (member: CountryCoverage) => string,
  isStale: (date: string) => boolean,
): RegionCoverage[] => {
  const searchLog = searchLogOf(dataset);
  const coverage = [...groupBy(members, (member) => [nameOf(member)])].map(([name, group]): RegionCoverage => {
    const records = new Set(group.flatMap((member) => member.records));
    const searchDates = group.flatMap(({ entry }) => searchLog.get(refOf(entry))?.[0]?.date ?? []);
    const lastSearch = latestDate(searchDates);
    const state: RegionCoverage['state'][number][] = [];
    if (records.size < MIN_RECORDS_PER_MEMBER * group.length) state.push('thin');
    if (lastSearch === null) state.push('never swept');
    else if (isStale(lastSearch)) state.push('stale');
    return {
      of: name,
      records: records.size,
      newest: newestDate(records),
      members: group.length,
      swept: searchDates.length,
      last_swept: lastSearch,
      state,
    };
  });
  return coverage.sort((a, b) => b.records - a.records || compareText(a.of, b.of));
};

export const typeCoverage = (dataset: Dataset): Coverage[] =>
  dataset.catalog.types.map(({ name }) => {
    const entries = dataset.entriesOfType(name);
    return { of: name, records: entries.length, newest: newestDate(entries) };
  });

/** A record that is due to be looked at again, and why. */
export interface DueRecord {
  readonly entry: Entry;
  readonly reasons: readonly string[];
}

/** The records that are due on a date, of the types that have a date of the last check. */
export const dueRecords = (dataset: Dataset, entries: Iterable<Entry>, today: string): DueRecord[] =>
  [...new Set(entries)].flatMap((entry) => {
    const schema = dataset.catalog.type(entry.type)?.schema ?? {};
    if (schema.properties?.['checked'] === undefined) return [];
    const reasons = dueParts(schema, dataset.record(entry).data, today).map(({ message }) => message);
    return reasons.length > 0 ? [{ entry, reasons }] : [];
  });

export const yearCoverage = (dataset: Dataset): Coverage[] => {
  const entries = dataset.entries.filter((entry) => hasAssertions(dataset, entry));
  const byYear = groupBy(entries, ({ date }) => [date?.slice(0, 4)].filter((year) => year !== undefined));
  return [...byYear]
    .map(([year, group]) => ({ of: year, records: group.length, newest: newestDate(group) }))
    .sort((a, b) => compareText(b.of, a.of));
};

/** True if a record states facts about the world; sources and search logs do not. */
const hasAssertions = ({ catalog }: Dataset, { type }: Entry): boolean =>
  assertsAnything(catalog.type(type)?.schema ?? {});

const newestDate = (entries: Iterable<Entry>): string | null =>
  latestDate([...entries].flatMap(({ date }) => date ?? []));

const latestDate = (dates: readonly string[]): string | null => dates.toSorted(compareText).at(-1) ?? null;
