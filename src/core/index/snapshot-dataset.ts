import { groupBy } from '../model/group-by.ts';
import { refOf, type DatasetRecord, type JsonObject, type Ref } from '../model/record.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Dataset, DerivedEntries, Entry, RecordNames } from './dataset.ts';
import { decodeText } from './bytes.ts';
import { openColumn, type StoredColumn } from './column.ts';
import { DERIVED_ENTRIES, DERIVED_POSITIONS, filterKey } from './derived.ts';
import { FilterIndex } from './filter-index.ts';
import { openPostings } from './postings.ts';
import type { Snapshot } from './sections.ts';
import { openTable } from './table.ts';

/**
 * The section `index`: the number of records per type, whose positions follow each other in this order. All other sections
 * are read where a query needs them.
 *
 * `groups`: the groups of the records that have any, by position. Columns (column.ts) by position: `records`, the fields as
 * JSON; `ids`; `dates`, empty for none; `names`, RecordNames as JSON; `keys` and `texts`, normalized names and texts joined by
 * SEPARATOR. `paths`: dotted paths by number. Tables (table.ts) of positions: `refs`; `names`, by normalized name; `values`, by
 * filter and value (filter-index.ts); `referrers`, by ref, each position followed by the number of the path; and those of
 * postings.ts and derived.ts.
 */
export interface SnapshotIndex {
  readonly types: { readonly [type: string]: number };
  readonly unreadable: readonly string[];
  readonly redirects: readonly (readonly [formerRef: Ref, target: string])[];
}

/** Groups of the records that have any, by position. */
type GroupsByPosition = { readonly [position: string]: readonly Ref[] };

/** A character that normalized text does not contain, and so no search for one. */
export const SEPARATOR = '|';

/** Number of parsed records that are kept: a query reads the same few several times. */
const MAX_KEPT_RECORDS = 2000;

/** Presents a snapshot as a dataset. Sections are read and entries created when a query needs them. */
export const toDataset = (catalog: Catalog, snapshot: Snapshot): Dataset => {
  const readJson = (section: string): unknown => JSON.parse(decodeText(snapshot.read(section)) || '{}');
  const index = readJson('index') as SnapshotIndex;
  const lookup = memoize((name: string) => openTable(snapshot, name));
  const column = memoize((name: string) => openColumn(snapshot, name));
  const positionsAt = (table: string, key: string): Uint32Array => {
    const { find, numbersAt } = lookup(table);
    const found = find(key);
    return found < 0 ? NO_NUMBERS : numbersAt(found);
  };
  let groups: GroupsByPosition | undefined;
  const readGroups = (): GroupsByPosition => (groups ??= readJson('groups') as GroupsByPosition);
  const ranges = toTypeRanges(index, column, readGroups);
  const createdEntries = new Map<number, Entry>();
  const entryAt = (position: number): Entry | undefined => {
    const known = createdEntries.get(position);
    if (known) return known;
    const range = ranges.find(({ first, count }) => position >= first && position < first + count);
    if (!range) return undefined;
    const entry = new SnapshotEntry(range, position);
    createdEntries.set(position, entry);
    return entry;
  };
  const entriesAt = (positions: Iterable<number>): Entry[] =>
    Array.from(positions, entryAt).filter((entry) => entry !== undefined);
  const entriesInRange = ({ first, count }: TypeRange): Entry[] =>
    entriesAt(Array.from({ length: count }, (_, offset) => first + offset));
  const records = new Map<number, DatasetRecord>();
  let entries: readonly Entry[] | undefined;
  return {
    catalog,
    entryAt,
    get entries() {
      return (entries ??= ranges.flatMap(entriesInRange));
    },
    size: ranges.reduce((sum, { count }) => sum + count, 0),
    entriesOfType: (type) => ranges.filter((range) => range.type === type).flatMap(entriesInRange),
    members: () => {
      const membersByGroup = groupBy(entriesAt(Object.keys(readGroups()).map(Number)), (entry) => entry.groups);
      return new Map([...membersByGroup].map(([group, members]) => [group, members.map(refOf)]));
    },
    unreadableFiles: index.unreadable,
    redirects: new Map(index.redirects),
    find: (ref) => entryAt(positionsAt('refs', ref)[0] ?? -1),
    findByName: (key) => entriesAt(positionsAt('names', key)),
    positionsByName: (key) => positionsAt('names', key),
    positionsByNamePrefix: function* (prefix) {
      const { findRange, numbersAt } = lookup('names');
      const [first, end] = findRange(prefix);
      for (let found = first; found < end; found += 1) yield* numbersAt(found);
    },
    record: ({ type, id, position }) => {
      const known = records.get(position);
      if (known) return known;
      const data = JSON.parse(decodeText(column('records').bytesAt(position))) as JsonObject;
      const record = { type, id, data };
      if (records.size >= MAX_KEPT_RECORDS) records.clear();
      records.set(position, record);
      return record;
    },
    referrers: (ref) => {
      const numbers = positionsAt('referrers', ref);
      return Array.from({ length: numbers.length / 2 }, (_, pair) => {
        const entry = entryAt(numbers[pair * 2] ?? -1);
        return entry && { ref: refOf(entry), path: column('paths').textAt(numbers[pair * 2 + 1] ?? -1) };
      }).filter((referrer) => referrer !== undefined);
    },
    derivedEntries: (ref) => {
      const { find, textAt } = lookup(DERIVED_ENTRIES);
      const found = find(ref);
      return found < 0 ? {} : (JSON.parse(textAt(found)) as DerivedEntries);
    },
    derivedPositions: (filter, value) => positionsAt(DERIVED_POSITIONS, filterKey(filter, value)),
    filterIndex: memoize((filter: string) => new FilterIndex(lookup('values'), filter)),
    searchTextAt: (position) => column('texts').textAt(position),
    searchIndex: () => openPostings(snapshot),
  };
};

const NO_NUMBERS = new Uint32Array();

/** Calls a function once for each text. */
const memoize = <Value>(create: (name: string) => Value): ((name: string) => Value) => {
  const created = new Map<string, Value>();
  return (name) => {
    const value = created.get(name) ?? create(name);
    created.set(name, value);
    return value;
  };
};

/** The records of a type, which are at consecutive positions, with lookups by position. */
interface TypeRange {
  readonly type: string;
  /** Position of the first record. */
  readonly first: number;
  /** Number of records. */
  readonly count: number;
  readonly column: (name: string) => StoredColumn;
  readonly groups: () => GroupsByPosition;
}

const toTypeRanges = (
  { types }: SnapshotIndex,
  column: TypeRange['column'],
  groups: TypeRange['groups'],
): readonly TypeRange[] => {
  let nextPosition = 0;
  return Object.entries(types).map(([type, count]) => {
    const first = nextPosition;
    nextPosition += count;
    return { type, first, count, column, groups };
  });
};

const NO_GROUPS: readonly Ref[] = [];

/** An entry that reads its properties from the snapshot on demand. */
class SnapshotEntry implements Entry {
  declare private readonly range: TypeRange;
  declare readonly position: number;
  declare private knownId: string | undefined;
  declare private knownDate: string | undefined;
  declare private recordNames: RecordNames | undefined;

  constructor(range: TypeRange, position: number) {
    this.range = range;
    this.position = position;
    this.knownId = undefined;
    this.knownDate = undefined;
    this.recordNames = undefined;
  }

  get type(): string {
    return this.range.type;
  }

  get id(): string {
    return (this.knownId ??= this.range.column('ids').textAt(this.position));
  }

  get date(): string | undefined {
    return (this.knownDate ??= this.range.column('dates').textAt(this.position)) || undefined;
  }

  get groups(): readonly Ref[] {
    return this.range.groups()[this.position] ?? NO_GROUPS;
  }

  get name(): string {
    return this.readNames().name;
  }

  get names(): { readonly [language: string]: string } {
    return this.readNames().names ?? {};
  }

  get allNames(): readonly string[] {
    return this.readNames().allNames;
  }

  get keys(): readonly string[] {
    const keyLine = this.range.column('keys').textAt(this.position);
    return keyLine === '' ? [] : keyLine.split(SEPARATOR);
  }

  private readNames(): RecordNames {
    return (this.recordNames ??= JSON.parse(this.range.column('names').textAt(this.position)) as RecordNames);
  }
}
