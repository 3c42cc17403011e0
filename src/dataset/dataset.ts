import { refOf, type Record as DataRecord, type Ref } from '../model/record.ts';
import type { Catalog } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
import { isNewest } from './freshness.ts';
import { indexOf } from './postings.ts';
import { inMemory, openSnapshot, type Snapshot, writeSnapshot } from './snapshot.ts';

/** What a record is called. */
export interface Naming {
  /** The English display string. */
  readonly name: string;
  readonly names?: { readonly [language: string]: string };
  /** Everything that it is called, as written: names, aliases, codes. */
  readonly called: readonly string[];
  /** The same and the id, folded. */
  readonly keys: readonly string[];
}

/** What is known of a record without reading it. Its naming is read when it is asked for. */
export interface Entry extends Naming {
  readonly type: string;
  readonly id: string;
  /** Its place among the entries. */
  readonly position: number;
  /** The record's own date. */
  readonly date: string | undefined;
  /** The groups that it belongs to. */
  readonly groups: readonly Ref[];
  /** Where its fields stand in the snapshot, in bytes. */
  readonly offset: number;
  readonly length: number;
}

/** A place in another record that names this one. */
export interface Referrer {
  readonly ref: Ref;
  /** Dotted path of the field. */
  readonly path: string;
}

/** One record that a word occurs in, with the weight of the fields that it occurs in. */
interface Posting {
  readonly entry: number;
  readonly weight: number;
}

/** The index of a dataset: its words in order, and what each occurs in. */
export interface Index {
  readonly terms: readonly string[];
  readonly of: (term: number) => readonly Posting[];
}

/** The records, in the order of the types and of the ids. */
export interface Dataset {
  readonly catalog: Catalog;
  readonly entries: readonly Entry[];
  /** Files that hold no readable record. */
  readonly unread: readonly string[];
  readonly find: (ref: Ref) => Entry | undefined;
  readonly read: (entry: Entry) => DataRecord;
  readonly referrers: (ref: Ref) => readonly Referrer[];
  /** What stands under a filter of `query` (refs as `type/id`, else text), and at which entries, by position. */
  readonly filed: (filter: string) => ReadonlyMap<string, readonly number[]>;
  /** All texts of each record, folded, in the order of the entries. */
  readonly texts: () => readonly string[];
  readonly words: () => Index;
}

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

/** Rises whenever the layout of a snapshot changes. */
const LAYOUT = '3';

export interface Place {
  /** The folder that holds a folder for each type. */
  readonly folder: string;
  /** Where the schemas stand, for the snapshot depends on them. */
  readonly schemas: string;
  /** The snapshot's file; without one every opening reads the YAML. */
  readonly snapshot?: string;
  /** Whether the files never change, as in an installed package: a snapshot is then fresh by definition. */
  readonly frozen?: boolean;
}

/** A dataset read from its snapshot, and whether that is still what the files say, which is found out meanwhile. */
export interface Stored {
  readonly dataset: Dataset;
  readonly isFresh: Promise<boolean>;
}

/** Whether the snapshot of a dataset is what its files say. Takes as long as a question, and is best begun before it. */
export const freshness = async ({ folder, schemas, snapshot, frozen }: Place): Promise<boolean> =>
  snapshot !== undefined && (frozen === true || (await isNewest(snapshot, [schemas, folder])));

/** Opens the snapshot of a dataset, where there is one that can be read. */
export const openStored = (
  catalog: Catalog,
  place: Place,
  isFresh: () => Promise<boolean> = () => freshness(place),
): Stored | undefined => {
  const stored = place.snapshot === undefined ? undefined : openSnapshot(place.snapshot, LAYOUT);
  return stored && { dataset: datasetOf(catalog, stored), isFresh: isFresh() };
};

/** Reads a dataset from its YAML, and keeps the snapshot. Throws DatasetError where there is none. */
export const openFiles = async (catalog: Catalog, { folder, snapshot }: Place): Promise<Dataset> => {
  const since = Date.now();
  const [{ compile }, { readFiles }] = await Promise.all([import('./compile.ts'), import('./files.ts')]);
  const sections = compile(readFiles(folder, catalog));
  if (snapshot !== undefined) writeSnapshot(snapshot, LAYOUT, sections, since);
  return datasetOf(catalog, inMemory(sections));
};

/** Opens a dataset: from its snapshot where that is fresh, else from the YAML. Throws DatasetError where there is none. */
export const openDataset = async (catalog: Catalog, place: Place): Promise<Dataset> => {
  const stored = openStored(catalog, place);
  return stored && (await stored.isFresh) ? stored.dataset : openFiles(catalog, place);
};

/** Opens a dataset as it stood at a commit (see git.ts), in terms of the types of today. */
export const openCommit = async (catalog: Catalog, { folder }: Place, commit: string): Promise<Dataset> => {
  const [{ compile }, { recordsAmong }, { filesAt }] = await Promise.all([
    import('./compile.ts'),
    import('./files.ts'),
    import('./git.ts'),
  ]);
  return datasetOf(catalog, inMemory(compile(recordsAmong(await filesAt(folder, commit), catalog))));
};

const datasetOf = (catalog: Catalog, snapshot: Snapshot): Dataset => {
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
