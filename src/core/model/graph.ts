import type { Ref } from './record.ts';

/** A network of records, and the number of records that connect each two of them. */
export interface Graph {
  readonly nodes: readonly { readonly id: Ref; readonly label: string; readonly records: number }[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphEdge {
  readonly from: Ref;
  readonly to: Ref;
  readonly records: number;
  /** Number of these records that connect the two only through organisations at home there. */
  readonly through: number;
  /** The records that connect the two; `first` and `last` are their earliest and latest dates. */
  readonly refs: readonly Ref[];
  /** Number of these records for each value of a trait: `kind`, `binding`, and `valid` if a day was given. */
  readonly traits: { readonly [trait: string]: { readonly [value: string]: number } };
  readonly first?: string;
  readonly last?: string;
  /** The date on which the last of these records ended; only if all have. */
  readonly ended?: string;
}
