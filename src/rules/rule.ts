import type { Explanation, Finding } from '../model/diagnostic.ts';
import type { Data, Ref } from '../model/record.ts';
import type { Catalog, Type } from '../schema/catalog.ts';

/** A record under examination. */
export interface Subject {
  readonly type: Type;
  readonly id: string;
  readonly data: Data;
  /** JSON Pointers to the fields that are written without a value, which the data leaves out. */
  readonly blanks: readonly string[];
}

/** All records that could be read, whatever their faults; those that are reported on come last. */
export interface Library {
  readonly catalog: Catalog;
  /** The day of the check, YYYY-MM-DD; only given where what depends on it is asked for. */
  readonly today?: string | undefined;
  readonly subjects: readonly Subject[];
  readonly find: (ref: Ref) => Subject | undefined;
}

/** One thing that must be so, with what `explain` says of it. */
export interface Rule extends Explanation {
  /** A record that breaks it, and the same mended; absent where a record's text alone cannot show it. */
  readonly example?: { readonly type: string; readonly wrong: string; readonly right: string };
}

export interface CodedFinding extends Finding {
  readonly code: string;
}

export type Judge = (subject: Subject) => Iterable<CodedFinding>;

/** Rules that are judged together: prepared once for all records, then asked for each. */
export interface Family {
  readonly rules: readonly Rule[];
  readonly check: (library: Library) => Judge | Promise<Judge>;
}
