import { groupBy } from '../model/group-by.ts';
import { refOf, type Ref } from '../model/record.ts';
import type { Catalog } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
import type { Dataset, Entry, RecordNames } from './dataset.ts';
import { decodeNumbers, decodeText } from './bytes.ts';
import { openPostings } from './postings.ts';
import type { Snapshot } from './sections.ts';

/**
 * The section `index`: the number of records per type, their ids and dates in this order, one per line (an empty line for
 * no date), and the groups of records that have any, by position. All other sections are read when a query needs them:
 * `records`, the fields of each record as JSON, end to end; `ends`, the end of each record there (32 bits); `names TYPE`, a
 * list of RecordNames; `filter NAME`, values with the positions of the records that have them; `links`, refs with the
 * positions and paths of the fields that refer to them; `keys` and `texts`, one line per record, its normalized names and
 * texts joined by SEPARATOR; and the sections of postings.ts.
 */
export interface SnapshotIndex {
  readonly types: { readonly [type: string]: number };
  readonly ids: string;
  readonly dates: string;
  readonly groups: { readonly [position: string]: readonly Ref[] };
  readonly unreadable: readonly string[];
  readonly redirects: readonly (readonly [formerRef: Ref, target: string])[];
}

/** A character that normalized text does not contain, and so no search for one. */
export const SEPARATOR = '|';

/** Presents a snapshot as a dataset. Sections are read and entries created when a query needs them. */
export const toDataset = (catalog: Catalog, snapshot: Snapshot): Dataset => {
  const readJson = (section: string): unknown => JSON.parse(decodeText(snapshot.read(section)) || '{}');
  const readLines = (section: string): string[] => decodeText(snapshot.read(section)).split('\n');
  const index = readJson('index') as SnapshotIndex;
  let keyLines: readonly string[] | undefined;
  const readKeyLines = (): readonly string[] => (keyLines ??= readLines('keys'));
  const ranges = toTypeRanges(
    index,
    (position) => readKeyLines()[position] ?? '',
    (type) => readJson(`names ${type}`) as readonly RecordNames[],
  );
  const createdEntries: Entry[] = [];
  const entryAt = (position: number): Entry | undefined => {
    const range = ranges.find(({ first, count }) => position >= first && position < first + count);
    return range && (createdEntries[position] ??= new SnapshotEntry(range, position));
  };
  const entriesInRange = ({ first, count }: TypeRange): Entry[] =>
    listPositions(first, count).flatMap((position) => entryAt(position) ?? []);
  const positionsById = new Map<string, ReadonlyMap<string, number>>();
  const filterIndexes = new Map<string, ReadonlyMap<string, readonly number[]>>();
  let entries: readonly Entry[] | undefined;
  let links: ReadonlyMap<Ref, readonly (readonly [number, string])[]> | undefined;
  let recordEnds: Uint32Array | undefined;
  return {
    catalog,
    entryAt,
    get entries() {
      return (entries ??= ranges.flatMap(entriesInRange));
    },
    size: ranges.reduce((sum, { count }) => sum + count, 0),
    entriesOfType: (type) => ranges.filter((range) => range.type === type).flatMap(entriesInRange),
    members: () => {
      const entriesWithGroups = Object.keys(index.groups).flatMap((position) => entryAt(Number(position)) ?? []);
      const membersByGroup = groupBy(entriesWithGroups, ({ groups }) => groups);
      return new Map([...membersByGroup].map(([group, members]) => [group, members.map(refOf)]));
    },
    unreadableFiles: index.unreadable,
    redirects: new Map(index.redirects),
    find: (ref) => {
      const [type, id] = splitRef(ref);
      const range = ranges.find((candidate) => candidate.type === type);
      const positions = positionsById.get(type) ?? new Map(range && listIds(range));
      positionsById.set(type, positions);
      return entryAt(positions.get(id) ?? -1);
    },
    findByName: (key) => {
      if (key === '') return [];
      const delimitedKey = `${SEPARATOR}${key}${SEPARATOR}`;
      return readKeyLines().flatMap((line, position) => {
        if (!`${SEPARATOR}${line}${SEPARATOR}`.includes(delimitedKey)) return [];
        return entryAt(position) ?? [];
      });
    },
    record: ({ type, id, position }) => {
      recordEnds ??= decodeNumbers(snapshot.read('ends'));
      const start = recordEnds[position - 1] ?? 0;
      const end = recordEnds[position] ?? start;
      return { type, id, data: JSON.parse(decodeText(snapshot.read('records', start, end - start))) };
    },
    referrers: (ref) => {
      links ??= new Map(Object.entries(readJson('links') as Record<Ref, [number, string][]>));
      return (links.get(ref) ?? []).flatMap(([position, path]) => {
        const entry = entryAt(position);
        if (!entry) return [];
        return [{ ref: refOf(entry), path }];
      });
    },
    filterIndex: (filter) => {
      const filterIndex =
        filterIndexes.get(filter) ?? new Map(Object.entries(readJson(`filter ${filter}`) as Record<string, number[]>));
      filterIndexes.set(filter, filterIndex);
      return filterIndex;
    },
    searchTexts: () => readLines('texts'),
    searchIndex: () => openPostings((section) => snapshot.read(section)),
  };
};

/** The records of a type, which are at consecutive positions, with lookups by position. */
interface TypeRange {
  readonly type: string;
  /** Position of the first record. */
  readonly first: number;
  /** Number of records. */
  readonly count: number;
  readonly ids: readonly string[];
  readonly dates: readonly string[];
  readonly groups: SnapshotIndex['groups'];
  readonly keyLineAt: (position: number) => string;
  /** Names of a record; the first call reads those of the whole type. */
  readonly namesAt: (position: number) => RecordNames | undefined;
}

const toTypeRanges = (
  { types, ids, dates, groups }: SnapshotIndex,
  keyLineAt: TypeRange['keyLineAt'],
  readNames: (type: string) => readonly RecordNames[],
): readonly TypeRange[] => {
  const shared = { ids: ids.split('\n'), dates: dates.split('\n'), groups, keyLineAt };
  let nextPosition = 0;
  return Object.entries(types).map(([type, count]) => {
    const first = nextPosition;
    nextPosition += count;
    let names: readonly RecordNames[] | undefined;
    const namesAt = (position: number): RecordNames | undefined => (names ??= readNames(type))[position - first];
    return { ...shared, type, first, count, namesAt };
  });
};

const listPositions = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, offset) => first + offset);

const listIds = ({ ids, first, count }: TypeRange): [id: string, position: number][] =>
  listPositions(first, count).map((position) => [ids[position] ?? '', position]);

const NO_GROUPS: readonly Ref[] = [];

/** An entry that reads its properties from the snapshot on demand. */
class SnapshotEntry implements Entry {
  declare private readonly range: TypeRange;
  declare readonly position: number;

  constructor(range: TypeRange, position: number) {
    this.range = range;
    this.position = position;
  }

  get type(): string {
    return this.range.type;
  }

  get id(): string {
    return this.range.ids[this.position] ?? '';
  }

  get date(): string | undefined {
    return this.range.dates[this.position] || undefined;
  }

  get groups(): readonly Ref[] {
    return this.range.groups[this.position] ?? NO_GROUPS;
  }

  get name(): string {
    return this.range.namesAt(this.position)?.name ?? this.id;
  }

  get names(): { readonly [language: string]: string } {
    return this.range.namesAt(this.position)?.names ?? {};
  }

  get allNames(): readonly string[] {
    return this.range.namesAt(this.position)?.allNames ?? [];
  }

  get keys(): readonly string[] {
    const keyLine = this.range.keyLineAt(this.position);
    return keyLine === '' ? [] : keyLine.split(SEPARATOR);
  }
}
