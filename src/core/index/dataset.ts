import type { DatasetRecord, Ref } from '../model/record.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Redirects } from './record-bytes.ts';

/** Names of a record. */
export interface RecordNames {
  /** Display name, in English. */
  readonly name: string;
  readonly names?: { readonly [language: string]: string };
  /** Names, aliases and codes, as written. */
  readonly allNames: readonly string[];
}

/** Summary of a record, available without reading the record. Names are read on first use. */
export interface Entry extends RecordNames {
  readonly type: string;
  readonly id: string;
  /** Index in the list of all entries. */
  readonly position: number;
  /** The record's own date. */
  readonly date: string | undefined;
  /** Normalized id and names. */
  readonly keys: readonly string[];
  /** Groups that the record belongs to. */
  readonly groups: readonly Ref[];
}

/** A field of another record that refers to this one. */
export interface Referrer {
  readonly ref: Ref;
  /** Dotted path of the field. */
  readonly path: string;
}

/** Inverted index: all words in order, and the records in which each occurs. */
export interface SearchIndex {
  /** Number of words. */
  readonly size: number;
  readonly termAt: (index: number) => string;
  /** Index of a word; -1 if it does not occur. */
  readonly find: (term: string) => number;
  /** Indexes of the words with a prefix: the first, and the one after the last. */
  readonly findRange: (prefix: string) => readonly [first: number, end: number];
  /** The records in which a word occurs, with their weight, as postings.ts encodes them. */
  readonly postingsFor: (index: number) => Uint32Array;
}

/** Entries of a record's maps that follow from other records: by field, each key with the refs of those records. */
export interface DerivedEntries {
  readonly [field: string]: readonly (readonly [key: string, basis: readonly Ref[]])[];
}

/** The records of a dataset, ordered by type and id. */
export interface Dataset {
  readonly catalog: Catalog;
  readonly entries: readonly Entry[];
  /** Number of records. */
  readonly size: number;
  /** The entry at a position. Creates only that entry, unlike `entries`. */
  readonly entryAt: (position: number) => Entry | undefined;
  readonly entriesOfType: (type: string) => readonly Entry[];
  /** Records by the group that they belong to. */
  readonly members: () => ReadonlyMap<Ref, readonly Ref[]>;
  /** Paths of files without a readable record. */
  readonly unreadableFiles: readonly string[];
  /** Former refs with their new ref or the reason for the withdrawal. */
  readonly redirects: Redirects;
  readonly find: (ref: Ref) => Entry | undefined;
  /** Entries with a normalized name or id. */
  readonly findByName: (key: string) => readonly Entry[];
  readonly record: (entry: Entry) => DatasetRecord;
  readonly referrers: (ref: Ref) => readonly Referrer[];
  /** Positions of the records with a normalized name or id, or with one that starts with it. */
  readonly positionsByName: (key: string) => Iterable<number>;
  readonly positionsByNamePrefix: (prefix: string) => Iterable<number>;
  readonly derivedEntries: (ref: Ref) => DerivedEntries;
  /** Positions of the records that have a value of a filter because of other records. */
  readonly derivedPositions: (filter: string, value: string) => Iterable<number>;
  /** Index of a `query` filter: each value (a ref `type/id`, or text) with the positions of its entries. */
  readonly filterIndex: (filter: string) => ReadonlyMap<string, readonly number[]>;
  /** Normalized texts of the record at a position, joined by a separator that cannot occur in them. */
  readonly searchTextAt: (position: number) => string;
  readonly searchIndex: () => SearchIndex;
}
