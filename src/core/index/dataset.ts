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

/** A record in which a word occurs, with the summed weight of the fields in which it does. */
interface Posting {
  readonly entry: number;
  readonly weight: number;
}

/** Inverted index: all words in order, and the records in which each occurs. */
export interface SearchIndex {
  readonly terms: readonly string[];
  readonly postingsFor: (term: number) => readonly Posting[];
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
  /** Index of a `query` filter: each value (a ref `type/id`, or text) with the positions of its entries. */
  readonly filterIndex: (filter: string) => ReadonlyMap<string, readonly number[]>;
  /** Normalized text of each record in entry order, joined by a separator that cannot occur in it. */
  readonly searchTexts: () => readonly string[];
  readonly searchIndex: () => SearchIndex;
}
