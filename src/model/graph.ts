import type { Ref } from './record.ts';

/** What is tied to what, and by how many records. */
export interface Graph {
  readonly nodes: readonly { readonly id: Ref; readonly label: string; readonly records: number }[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphEdge {
  readonly from: Ref;
  readonly to: Ref;
  readonly records: number;
  /** The records that tie the two, and the first and the last of their dates. */
  readonly refs: readonly Ref[];
  /** How many of them have each value of a trait: `kind`, `binding`, and `valid` where a day was asked about. */
  readonly traits: { readonly [trait: string]: { readonly [value: string]: number } };
  readonly first?: string;
  readonly last?: string;
}
