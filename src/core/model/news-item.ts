import type { Ref } from './record.ts';

/** Something new for readers. */
export interface NewsItem {
  /** Day on which the dataset changed. */
  readonly date: string;
  readonly kind: 'new' | 'status' | 'conflict-opened' | 'conflict-settled' | 'withdrawn';
  readonly ref: Ref;
  readonly name: string;
  /** News as a sentence without a full stop. */
  readonly text: string;
  /** Ids of the sources. */
  readonly sources: readonly string[];
}
