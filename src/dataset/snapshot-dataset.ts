import { groupBy } from '../model/group-by.ts';
import { refOf, type Ref } from '../model/record.ts';
import type { Catalog } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
import type { Dataset, Entry, NameLookup } from './dataset.ts';
import { decodeNumbers } from './numbers.ts';
import { openPostings } from './postings.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The section `core`: how many records of each type, their ids and dates in this order, a line each (no date: an empty
 * line), and the groups of those that have any, by position. The others are read when a question needs them: `records`,
 * the fields of each as JSON, end to end; `ends`, where each ends there (32 bits); `names TYPE`, a Naming each;
 * `filter NAME`, values and the positions of the records that have them; `links`, refs and who names them where; `keys` and
 * `texts`, a line each, what a record is called and all its texts, folded, with BETWEEN between them; and the words of
 * postings.ts.
 */
export interface SnapshotIndex {
  readonly types: { readonly [type: string]: number };
  readonly ids: string;
  readonly dates: string;
  readonly groups: { readonly [position: string]: readonly Ref[] };
  readonly unread: readonly string[];
}

/** What no folded text holds, and so no question for one. */
export const SEPARATOR = '|';

/** A snapshot as a dataset: each section is read, and each entry made, when a question needs it. */
export const toDataset = (catalog: Catalog, snapshot: Snapshot): Dataset => {
  const section = (name: string): unknown => JSON.parse(snapshot.read(name).toString() || '{}');
  const core = section('core') as SnapshotIndex;
  const lines = (name: string): string[] => snapshot.read(name).toString('latin1').split('\n');
  let keys: readonly string[] | undefined;
  const keysAt = (position: number): string => (keys ??= lines('keys'))[position] ?? '';
  const all = rowsOf(core, keysAt, (type) => section(`names ${type}`) as readonly NameLookup[]);
  const made: Entry[] = [];
  const at = (position: number): Entry | undefined => {
    const rows = all.find(({ first, count }) => position >= first && position < first + count);
    return rows && (made[position] ??= new SnapshotEntry(rows, position));
  };
  const entriesOf = ({ first, count }: TypeRange): Entry[] => positions(first, count).flatMap((each) => at(each) ?? []);
  const places = new Map<string, ReadonlyMap<string, number>>();
  const filed = new Map<string, ReadonlyMap<string, readonly number[]>>();
  let entries: readonly Entry[] | undefined;
  let links: ReadonlyMap<Ref, readonly (readonly [number, string])[]> | undefined;
  let ends: Uint32Array | undefined;
  return {
    catalog,
    entryAt: at,
    get entries() {
      return (entries ??= all.flatMap(entriesOf));
    },
    size: all.reduce((sum, { count }) => sum + count, 0),
    entriesOfType: (type) => all.filter((rows) => rows.type === type).flatMap(entriesOf),
    members: () => {
      const entriesWithGroups = Object.keys(core.groups).flatMap((position) => at(Number(position)) ?? []);
      return new Map(
        [...groupBy(entriesWithGroups, ({ groups }) => groups)].map(([ref, own]) => [ref, own.map(refOf)]),
      );
    },
    unread: core.unread,
    find: (ref) => {
      const [type, id] = splitRef(ref);
      const rows = all.find((each) => each.type === type);
      const known =
        places.get(type) ??
        new Map(rows && positions(rows.first, rows.count).map((position) => [rows.ids[position] ?? '', position]));
      places.set(type, known);
      return at(known.get(id) ?? -1);
    },
    findByName: (key) =>
      key === ''
        ? []
        : (keys ??= lines('keys')).flatMap((line, position) =>
            `${SEPARATOR}${line}${SEPARATOR}`.includes(`${SEPARATOR}${key}${SEPARATOR}`) ? (at(position) ?? []) : [],
          ),
    record: ({ type, id, position }) => {
      ends ??= decodeNumbers(snapshot.read('ends'));
      const from = ends[position - 1] ?? 0;
      const to = ends[position] ?? from;
      return { type, id, data: JSON.parse(snapshot.read('records', from, to - from).toString()) };
    },
    referrers: (ref) => {
      links ??= new Map(Object.entries(section('links') as Record<Ref, [number, string][]>));
      return (links.get(ref) ?? []).flatMap(([position, path]) => {
        const entry = at(position);
        return entry ? [{ ref: refOf(entry), path }] : [];
      });
    },
    filterIndex: (filter) => {
      const found =
        filed.get(filter) ?? new Map(Object.entries(section(`filter ${filter}`) as Record<string, number[]>));
      filed.set(filter, found);
      return found;
    },
    searchTexts: () => lines('texts'),
    searchIndex: () => openPostings((name) => snapshot.read(name)),
  };
};

/** The records of a type, and what is known of each by its position. */
interface TypeRange {
  readonly type: string;
  /** The position of the first, and how many there are. */
  readonly first: number;
  readonly count: number;
  readonly ids: readonly string[];
  readonly dates: readonly string[];
  readonly groups: SnapshotIndex['groups'];
  readonly keysAt: (position: number) => string;
  /** Read with those of the whole type, once one is asked for. */
  readonly naming: (position: number) => NameLookup | undefined;
}

const rowsOf = (
  { types, ids, dates, groups }: SnapshotIndex,
  keysAt: TypeRange['keysAt'],
  namesOf: (type: string) => readonly NameLookup[],
): readonly TypeRange[] => {
  const all = { ids: ids.split('\n'), dates: dates.split('\n'), groups, keysAt };
  let next = 0;
  return Object.entries(types).map(([type, count]) => {
    const first = next;
    next += count;
    let read: readonly NameLookup[] | undefined;
    return { ...all, type, first, count, naming: (position) => (read ??= namesOf(type))[position - first] };
  });
};

/** So many positions from the first. */
const positions = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => first + index);

const NO_GROUPS: readonly Ref[] = [];

/** An entry that looks up what it is asked for. */
class SnapshotEntry implements Entry {
  declare private readonly rows: TypeRange;
  declare readonly position: number;

  constructor(rows: TypeRange, position: number) {
    this.rows = rows;
    this.position = position;
  }

  get type(): string {
    return this.rows.type;
  }

  get id(): string {
    return this.rows.ids[this.position] ?? '';
  }

  get date(): string | undefined {
    return this.rows.dates[this.position] || undefined;
  }

  get groups(): readonly Ref[] {
    return this.rows.groups[this.position] ?? NO_GROUPS;
  }

  get name(): string {
    return this.rows.naming(this.position)?.name ?? this.id;
  }

  get names(): { readonly [language: string]: string } {
    return this.rows.naming(this.position)?.names ?? {};
  }

  get called(): readonly string[] {
    return this.rows.naming(this.position)?.called ?? [];
  }

  get keys(): readonly string[] {
    const keys = this.rows.keysAt(this.position);
    return keys === '' ? [] : keys.split(SEPARATOR);
  }
}
