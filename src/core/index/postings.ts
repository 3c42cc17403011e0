import type { SearchIndex } from './dataset.ts';
import type { Sections, Snapshot } from './sections.ts';
import { encodeTable, openTable } from './table.ts';

/** A posting is one 32-bit number: the entry in the upper 20 bits, its weight in sixteenths in the lower 12. */
const WEIGHT_BITS = 12;
const WEIGHT_STEPS = 16;
const MAX_WEIGHT = 2 ** WEIGHT_BITS - 1;

const TABLE = 'words';

/** Collects the words of records. */
export class PostingsBuilder {
  private readonly postingsByTerm = new Map<string, number[]>();

  /** Adds the words of the record at a position. */
  add(position: number, weights: ReadonlyMap<string, number>): void {
    for (const [term, weight] of weights) {
      const steps = Math.min(MAX_WEIGHT, Math.max(1, Math.round(weight * WEIGHT_STEPS)));
      const posting = position * 2 ** WEIGHT_BITS + steps;
      const postings = this.postingsByTerm.get(term);
      if (postings) postings.push(posting);
      else this.postingsByTerm.set(term, [posting]);
    }
  }

  toSections(): Sections {
    return encodeTable(TABLE, this.postingsByTerm);
  }
}

export const openPostings = (snapshot: Snapshot): SearchIndex => {
  const words = openTable(snapshot, TABLE);
  return {
    size: words.size,
    termAt: words.keyAt,
    find: words.find,
    findRange: words.findRange,
    postingsFor: words.numbersAt,
  };
};

/** Position of the entry of a posting. */
export const entryOfPosting = (posting: number): number => posting >>> WEIGHT_BITS;

/** Weight of a posting: the summed weight of the fields in which the word occurs. */
export const weightOfPosting = (posting: number): number => (posting & MAX_WEIGHT) / WEIGHT_STEPS;
