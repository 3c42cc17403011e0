import type { Redirects } from '../core/index/record-bytes.ts';
import type { Explanation, Finding } from '../core/model/diagnostic.ts';
import type { JsonObject, Ref } from '../core/model/record.ts';
import type { Catalog, RecordType } from '../core/schema/catalog.ts';

/** A record to check. */
export interface RecordUnderTest {
  readonly type: RecordType;
  readonly id: string;
  readonly data: JsonObject;
  /** JSON Pointers to the fields that are written without a value; `data` leaves them out. */
  readonly emptyFields: readonly string[];
}

/** All readable records, valid or not, the selected ones last, since a duplicate is reported at the later record. */
export interface RuleContext {
  readonly catalog: Catalog;
  /** Date of the check, YYYY-MM-DD; undefined unless rules that depend on it were asked for. */
  readonly today?: string | undefined;
  readonly records: readonly RecordUnderTest[];
  readonly findRecord: (ref: Ref) => RecordUnderTest | undefined;
  /** Former refs with their new ref or the reason for the withdrawal. */
  readonly redirects: Redirects;
}

/** One rule with its explanation for `minerals explain`. */
export interface Rule extends Explanation {
  /** A record that breaks the rule, and the same record fixed; absent if one record alone cannot show it. */
  readonly example?: { readonly type: string; readonly wrong: string; readonly right: string };
}

/** A finding with the code of its rule. */
export interface CodedFinding extends Finding {
  readonly code: string;
  /** Record in which the mistake may be; findings with the same cause may follow from one mistake. */
  readonly cause?: Ref;
}

export type RecordCheck = (record: RecordUnderTest) => Iterable<CodedFinding>;

/** Rules that share one check: it is prepared once for the dataset and then called for each record. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly createCheck: (context: RuleContext) => RecordCheck | Promise<RecordCheck>;
}
