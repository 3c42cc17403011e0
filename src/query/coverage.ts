import type { Dataset, Entry } from '../dataset/dataset.ts';
import { groupBy } from '../model/group-by.ts';
import { refOf } from '../model/record.ts';
import { assertsAnything } from '../schema/assertions.ts';
import { searchLogOf } from './search-log.ts';

/** How much is recorded of something, and how fresh that is. */
export interface Coverage {
  /** What stands here: a region, or a member of one; a type; a year. */
  readonly of: string;
  readonly records: number;
  /** The date of the newest of them, whole or in part. */
  readonly newest: string | null;
}

/** The same for a part of the world, whose members are searched for by name. */
export interface RegionCoverage extends Coverage {
  readonly members: number;
  /** How many of the members were ever searched for, and when one last was. */
  readonly swept: number;
  readonly last_swept: string | null;
  readonly state: readonly ('thin' | 'stale' | 'never swept')[];
}

/** A member of a region, and the records that are about it, itself left out. */
export interface CountryCoverage {
  readonly entry: Entry;
  readonly region: string;
  readonly records: readonly Entry[];
}

/** Fewer records for each member than this are thin. */
const THIN = 3;

/** The members of all regions, by the field that a schema marks `x-region`. */
export const countryCoverage = (dataset: Dataset): CountryCoverage[] =>
  dataset.catalog.types.flatMap((type) => {
    const field = Object.entries(type.schema.properties ?? {}).find(([, schema]) => schema['x-region'])?.[0];
    if (field === undefined) return [];
    const about = dataset.filterIndex(type.name);
    return dataset.entries
      .filter((entry) => entry.type === type.name)
      .map((entry) => {
        const region = dataset.record(entry).data[field];
        const positions = (about.get(refOf(entry)) ?? []).filter((position) => position !== entry.position);
        return {
          entry,
          region: typeof region === 'string' ? region : 'no region',
          records: positions
            .flatMap((position) => dataset.entries[position] ?? [])
            .filter((each) => tells(dataset, each)),
        };
      });
  });

/** The coverage of each group of members; a search is stale that is older than some days. */
export const regionCoverage = (
  dataset: Dataset,
  members: readonly CountryCoverage[],
  nameOf: (member: CountryCoverage) => string,
  isStale: (date: string) => boolean,
): RegionCoverage[] => {
  const sweeps = searchLogOf(dataset);
  return [...groupBy(members, (member) => [nameOf(member)])]
    .map(([of, all]) => {
      const records = new Set(all.flatMap((member) => member.records));
      const dates = all.flatMap(({ entry }) => sweeps.get(refOf(entry))?.[0]?.date ?? []);
      const last = latest(dates);
      const isThin = records.size < THIN * all.length;
      const age = last === null ? (['never swept'] as const) : isStale(last) ? (['stale'] as const) : [];
      return {
        of,
        records: records.size,
        newest: newestOf(records),
        members: all.length,
        swept: dates.length,
        last_swept: last,
        state: [...(isThin ? (['thin'] as const) : []), ...age],
      };
    })
    .sort((a, b) => b.records - a.records || (a.of < b.of ? -1 : 1));
};

export const typeCoverage = (dataset: Dataset): Coverage[] => {
  const byType = groupBy(dataset.entries, ({ type }) => [type]);
  return dataset.catalog.types.map(({ name }) => {
    const entries = byType.get(name) ?? [];
    return { of: name, records: entries.length, newest: newestOf(entries) };
  });
};

export const yearCoverage = (dataset: Dataset): Coverage[] => {
  const entries = dataset.entries.filter((entry) => tells(dataset, entry));
  return [...groupBy(entries, ({ date }) => (date === undefined ? [] : [date.slice(0, 4)]))]
    .map(([of, all]) => ({ of, records: all.length, newest: newestOf(all) }))
    .sort((a, b) => (a.of < b.of ? 1 : -1));
};

/** Whether a record tells of the world: sources and searches only carry those that do. */
const tells = ({ catalog }: Dataset, { type }: Entry): boolean => assertsAnything(catalog.type(type)?.schema ?? {});

const newestOf = (entries: Iterable<Entry>): string | null => latest([...entries].flatMap(({ date }) => date ?? []));

const latest = (dates: readonly string[]): string | null =>
  dates.reduce<string | null>((last, date) => (last === null || date > last ? date : last), null);
