import { refOf, type Ref } from '../model/record.ts';
import type { Catalog } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
import type { Dataset, Entry, Naming } from './dataset.ts';
import { indexOf } from './postings.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The section `core`: for each type its records as id, length in bytes, date or nothing, and groups. The others are read
 * when a question needs them: `records`, the fields of each as JSON, end to end; `names TYPE`, a Naming each;
 * `filter NAME`, values and the positions of the records that have them; `links`, refs and who names them where;
 * `texts`, a folded line each; and the words of postings.ts.
 */
export interface Core {
  readonly types: { [type: string]: (readonly [id: string, length: number, date: string, ...groups: Ref[]])[] };
  readonly unread: string[];
}

/** A snapshot as a dataset: each section is read when a question needs it. */
export const datasetOf = (catalog: Catalog, snapshot: Snapshot): Dataset => {
  const section = (name: string): unknown => JSON.parse(snapshot.read(name).toString() || '{}');
  const { types, unread } = section('core') as Core;
  const { entries, byType } = entriesOf(types, (type) => section(`names ${type}`) as readonly Naming[]);
  const known = new Map<string, ReadonlyMap<string, Entry>>();
  let links: ReadonlyMap<Ref, readonly (readonly [number, string])[]> | undefined;
  return {
    catalog,
    entries,
    unread,
    find: (ref) => {
      const [type, id] = splitRef(ref);
      const ids = known.get(type) ?? new Map(byType.get(type)?.map((entry) => [entry.id, entry]));
      known.set(type, ids);
      return ids.get(id);
    },
    read: ({ type, id, offset, length }) => ({
      type,
      id,
      data: JSON.parse(snapshot.read('records', offset, length).toString()),
    }),
    referrers: (ref) => {
      links ??= new Map(Object.entries(section('links') as Record<Ref, [number, string][]>));
      return (links.get(ref) ?? []).flatMap(([position, path]) => {
        const entry = entries[position];
        return entry ? [{ ref: refOf(entry), path }] : [];
      });
    },
    filed: (filter) => new Map(Object.entries(section(`filter ${filter}`) as Record<string, number[]>)),
    texts: () => snapshot.read('texts').toString('latin1').split('\n'),
    words: () => indexOf((name) => snapshot.read(name)),
  };
};

const entriesOf = (
  types: Core['types'],
  namesOf: (type: string) => readonly Naming[],
): { readonly entries: Entry[]; readonly byType: ReadonlyMap<string, readonly Entry[]> } => {
  const entries: Entry[] = [];
  const byType = new Map<string, Entry[]>();
  let offset = 0;
  for (const [type, rows] of Object.entries(types)) {
    let read: readonly Naming[] | undefined;
    const first = entries.length;
    const namings = (position: number): Naming | undefined => (read ??= namesOf(type))[position - first];
    for (const row of rows) {
      entries.push(new LazyEntry(type, row, entries.length, offset, namings));
      offset += row[1];
    }
    byType.set(type, entries.slice(first));
  }
  return { entries, byType };
};

const NO_GROUPS: readonly Ref[] = [];

/** An entry whose naming is read with those of its type, once one is asked for. */
class LazyEntry implements Entry {
  readonly type: string;
  readonly id: string;
  readonly position: number;
  readonly date: string | undefined;
  readonly groups: readonly Ref[];
  readonly offset: number;
  readonly length: number;
  private readonly namings: (position: number) => Naming | undefined;

  constructor(
    type: string,
    row: Core['types'][string][number],
    position: number,
    offset: number,
    namings: (position: number) => Naming | undefined,
  ) {
    this.type = type;
    this.id = row[0];
    this.position = position;
    this.date = row[2] === '' ? undefined : row[2];
    this.groups = row.length > 3 ? row.slice(3).map(String) : NO_GROUPS;
    this.offset = offset;
    this.length = row[1];
    this.namings = namings;
  }

  get name(): string {
    return this.namings(this.position)?.name ?? this.id;
  }

  get names(): { readonly [language: string]: string } {
    return this.namings(this.position)?.names ?? {};
  }

  get called(): readonly string[] {
    return this.namings(this.position)?.called ?? [];
  }

  get keys(): readonly string[] {
    return this.namings(this.position)?.keys ?? [];
  }
}
