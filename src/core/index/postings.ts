import type { SearchIndex } from './dataset.ts';
import { decodeNumbers, decodeText, encodeNumbers, encodeText } from './bytes.ts';

/** A posting is one 32-bit number: the entry in the upper 20 bits, its weight in sixteenths in the lower 12. */
const WEIGHT_BITS = 12;
const WEIGHT_STEPS = 16;
const MAX_WEIGHT = 2 ** WEIGHT_BITS - 1;

/** Encodes an inverted index: `terms`, one sorted word per line; `starts`, the first posting of each word; `postings`. */
export const encodePostings = (
  words: readonly ReadonlyMap<string, number>[],
): Record<'terms' | 'starts' | 'postings', Uint8Array> => {
  const postingsByTerm = new Map<string, number[]>();
  for (const [entry, weights] of words.entries())
    for (const [term, weight] of weights) {
      const posting = entry * 2 ** WEIGHT_BITS + Math.min(MAX_WEIGHT, Math.max(1, Math.round(weight * WEIGHT_STEPS)));
      const postings = postingsByTerm.get(term);
      if (postings) postings.push(posting);
      else postingsByTerm.set(term, [posting]);
    }
  const terms = [...postingsByTerm.keys()].sort();
  const postingLists = terms.map((term) => postingsByTerm.get(term) ?? []);
  const starts = new Uint32Array(terms.length + 1);
  for (const [index, postings] of postingLists.entries()) starts[index + 1] = (starts[index] ?? 0) + postings.length;
  return {
    terms: encodeText(terms.join('\n')),
    starts: encodeNumbers(starts),
    postings: encodeNumbers(Uint32Array.from(postingLists.flat())),
  };
};

export const openPostings = (readSection: (section: string) => Uint8Array): SearchIndex => {
  const termText = decodeText(readSection('terms'));
  const starts = decodeNumbers(readSection('starts'));
  const postings = decodeNumbers(readSection('postings'));
  return {
    terms: termText === '' ? [] : termText.split('\n'),
    postingsFor: (term) =>
      Array.from(postings.subarray(starts[term], starts[term + 1]), (posting) => ({
        entry: posting >>> WEIGHT_BITS,
        weight: (posting & MAX_WEIGHT) / WEIGHT_STEPS,
      })),
  };
};
