import type { Explanation, Finding } from '../model/diagnostic.ts';
import type { JsonObject, Ref } from '../model/record.ts';
import type { Catalog, RecordType } from '../schema/catalog.ts';

/** A record under examination. */
export interface RecordUnderTest {
  readonly type: RecordType;
  readonly id: string;
  readonly data: JsonObject;
  /** JSON Pointers to the fields that are written without a value, which the data leaves out. */
  readonly blanks: readonly string[];
}

/** All records that could be read, whatever their faults; those that are reported on come last. */
export interface RuleContext {
  readonly catalog: Catalog;
  readonly subjects: readonly RecordUnderTest[];
  readonly find: (ref: Ref) => RecordUnderTest | undefined;
}

/** One thing that must be so, with what `explain` says of it. */
export interface Rule extends Explanation {
  /** A record that breaks it, and the same mended; absent where a record's text alone cannot show it. */
  readonly example?: { readonly type: string; readonly wrong: string; readonly right: string };
}

export interface CodedFinding extends Finding {
  readonly code: string;
}

export type RecordCheck = (subject: RecordUnderTest) => Iterable<CodedFinding>;

/** Rules that are judged together: prepared once for all records, then asked for each. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly check: (library: RuleContext) => RecordCheck | Promise<RecordCheck>;
}
