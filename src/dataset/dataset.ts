import type { DatasetRecord, Ref } from '../model/record.ts';
import type { Catalog } from '../schema/catalog.ts';

/** What a record is called. */
export interface NameLookup {
  /** The English display string. */
  readonly name: string;
  readonly names?: { readonly [language: string]: string };
  /** Everything that it is called, as written: names, aliases, codes. */
  readonly called: readonly string[];
}

/** What is known of a record without reading it. Its naming is read when it is asked for. */
export interface Entry extends NameLookup {
  readonly type: string;
  readonly id: string;
  /** Its place among the entries. */
  readonly position: number;
  /** The record's own date. */
  readonly date: string | undefined;
  /** What it is called and the id, folded. */
  readonly keys: readonly string[];
  /** The groups that it belongs to. */
  readonly groups: readonly Ref[];
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
export interface SearchIndex {
  readonly terms: readonly string[];
  readonly of: (term: number) => readonly Posting[];
}

/** The records, in the order of the types and of the ids. */
export interface Dataset {
  readonly catalog: Catalog;
  readonly entries: readonly Entry[];
  /** How many there are. */
  readonly size: number;
  /** The entry at a position; where few are needed, the others are not made. */
  readonly entryAt: (position: number) => Entry | undefined;
  /** Those of a type. */
  readonly entriesOfType: (type: string) => readonly Entry[];
  /** The records that belong to each group. */
  readonly members: () => ReadonlyMap<Ref, readonly Ref[]>;
  /** Files that hold no readable record. */
  readonly unread: readonly string[];
  readonly find: (ref: Ref) => Entry | undefined;
  /** Those that have a key. */
  readonly findByName: (key: string) => readonly Entry[];
  readonly record: (entry: Entry) => DatasetRecord;
  readonly referrers: (ref: Ref) => readonly Referrer[];
  /** What stands under a filter of `query` (refs as `type/id`, else text), and at which entries, by position. */
  readonly filterIndex: (filter: string) => ReadonlyMap<string, readonly number[]>;
  /** All texts of each record, folded, set apart by a sign that is none of theirs, in the order of the entries. */
  readonly searchTexts: () => readonly string[];
  readonly searchIndex: () => SearchIndex;
}
