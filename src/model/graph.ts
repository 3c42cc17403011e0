import type { Ref } from './record.ts';

/** What is tied to what, and by how many records. */
export interface Graph {
  readonly nodes: readonly { readonly id: Ref; readonly label: string; readonly records: number }[];
  readonly edges: readonly Edge[];
}

export interface Edge {
  readonly from: Ref;
  readonly to: Ref;
  readonly records: number;
  /** The records that tie the two, and the first and the last of their dates. */
  readonly refs: readonly Ref[];
  readonly first?: string;
  readonly last?: string;
}
