import type { SearchIndex } from './dataset.ts';
import { encodeNumbers, decodeNumbers } from './numbers.ts';

/** Weights are kept in sixteenths, in the twelve low bits of a number; the entry takes the twenty above. */
const WEIGHT_BITS = 12;
const WEIGHT_STEPS = 16;
const HIGHEST = 2 ** WEIGHT_BITS - 1;

/** An inverted index as bytes: `terms`, a sorted word a line; `starts`, where each word's postings begin; `postings`. */
export const encodePostings = (
  words: readonly ReadonlyMap<string, number>[],
): Record<'terms' | 'starts' | 'postings', Buffer> => {
  const byTerm = new Map<string, number[]>();
  for (const [entry, weights] of words.entries())
    for (const [term, weight] of weights) {
      const packed = entry * 2 ** WEIGHT_BITS + Math.min(HIGHEST, Math.max(1, Math.round(weight * WEIGHT_STEPS)));
      const list = byTerm.get(term);
      if (list) list.push(packed);
      else byTerm.set(term, [packed]);
    }
  const terms = [...byTerm.keys()].sort();
  const lists = terms.map((term) => byTerm.get(term) ?? []);
  const starts = new Uint32Array(terms.length + 1);
  for (const [index, list] of lists.entries()) starts[index + 1] = (starts[index] ?? 0) + list.length;
  return {
    terms: Buffer.from(terms.join('\n'), 'latin1'),
    starts: encodeNumbers(starts),
    postings: encodeNumbers(Uint32Array.from(lists.flat())),
  };
};

export const openPostings = (read: (section: string) => Buffer): SearchIndex => {
  const text = read('terms').toString('latin1');
  const starts = decodeNumbers(read('starts'));
  const all = decodeNumbers(read('postings'));
  return {
    terms: text === '' ? [] : text.split('\n'),
    of: (term) =>
      Array.from(all.subarray(starts[term], starts[term + 1]), (packed) => ({
        entry: packed >>> WEIGHT_BITS,
        weight: (packed & HIGHEST) / WEIGHT_STEPS,
      })),
  };
};
