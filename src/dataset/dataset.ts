import { statSync } from 'node:fs';
import { join } from 'node:path';
import { refOf, type Record as DataRecord, type Ref } from '../model/record.ts';
import type { Catalog } from '../schema/catalog.ts';
import { stampOf } from './files.ts';
import { indexOf, type Index } from './postings.ts';
import { inMemory, openSnapshot, type Snapshot, writeSnapshot } from './snapshot.ts';

/** What is known of a record without reading it. */
export interface Entry {
  readonly type: string;
  readonly id: string;
  /** The English display string. */
  readonly name: string;
  readonly names?: { readonly [language: string]: string };
  /** Everything that it is called, as written: names, aliases, codes. */
  readonly called: readonly string[];
  /** The same and the id, folded. */
  readonly keys: readonly string[];
  /** What it says under each filter of `query`. */
  readonly filters: { readonly [filter: string]: readonly string[] };
  /** The record's own date. */
  readonly date?: string;
  /** The groups that it belongs to. */
  readonly groups?: readonly Ref[];
  /** Where its fields stand in the snapshot. */
  readonly offset: number;
  readonly length: number;
}

/** A place in another record that names this one. */
export interface Referrer {
  readonly ref: Ref;
  /** Dotted path of the field. */
  readonly path: string;
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
  /** All texts of each record, folded, in the order of the entries. */
  readonly texts: () => readonly string[];
  readonly words: () => Index;
}

/** Rises whenever the layout of a snapshot changes. */
const LAYOUT = 1;

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

/** Opens a dataset: from its snapshot where that is fresh, else from the YAML. Throws DatasetError where neither can be read. */
export const openDataset = async (catalog: Catalog, place: Place): Promise<Dataset> => {
  const key = place.snapshot === undefined ? '' : `${LAYOUT} ${place.frozen ? 'frozen' : stamp(catalog, place)}`;
  const stored = place.snapshot === undefined ? undefined : openSnapshot(place.snapshot, key);
  if (stored) return datasetOf(catalog, stored);
  const { compile } = await import('./compile.ts');
  const sections = compile(place.folder, catalog);
  if (place.snapshot !== undefined) writeSnapshot(place.snapshot, key, sections);
  return datasetOf(catalog, inMemory(sections));
};

const stamp = (catalog: Catalog, { folder, schemas }: Place): string => {
  const folders = catalog.types
    .map((type) => join(folder, type.folder))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
  return stampOf([schemas, ...folders]);
};

const datasetOf = (catalog: Catalog, snapshot: Snapshot): Dataset => {
  const { entries, unread } = JSON.parse(snapshot.read('entries').toString()) as Pick<Dataset, 'entries' | 'unread'>;
  let byRef: Map<Ref, Entry> | undefined;
  let links: { readonly [ref: Ref]: readonly (readonly [Ref, string])[] } | undefined;
  return {
    catalog,
    entries,
    unread,
    find: (ref) => (byRef ??= new Map(entries.map((entry) => [refOf(entry), entry]))).get(ref),
    read: ({ type, id, offset, length }) => ({
      type,
      id,
      data: JSON.parse(snapshot.read('records', offset, length).toString()),
    }),
    referrers: (ref) => {
      links ??= JSON.parse(snapshot.read('links').toString()) as NonNullable<typeof links>;
      return Object.hasOwn(links, ref) ? (links[ref] ?? []).map(([from, path]) => ({ ref: from, path })) : [];
    },
    texts: () => snapshot.read('texts').toString('latin1').split('\n'),
    words: () => indexOf((section) => snapshot.read(section)),
  };
};
