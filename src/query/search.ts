import type { Dataset, Entry } from '../dataset/dataset.ts';
import { UserError } from '../model/errors.ts';
import { typoDistance, maxEdits } from '../model/fuzzy.ts';
import { normalizeQuery } from './resolve.ts';

/** A record found, the better the higher its score. */
export interface SearchHit {
  readonly entry: Entry;
  readonly score: number;
}

/** How much a word counts that only begins like the one asked for, or is a letter or two off. */
const LIKENESS = { prefix: 0.6, near: [1, 0.5, 0.3, 0.2] } as const;

/** What a name counts that is the whole of what was asked, and one that begins with it. */
const NAMED = { whole: 60, start: 15 } as const;

/**
 * The records that words lead to, best first. A record counts each word once, by its best match, rarer words more;
 * one that matches all words comes before one that matches some.
 */
export const searchRecords = async (dataset: Dataset, text: string): Promise<SearchHit[]> => {
  const folded = await normalizeQuery(text);
  const words = [...new Set(folded.split(' ').filter(Boolean))];
  if (words.length === 0)
    throw new UserError(`"${text}" holds no letter or digit to look for`, 'give one word or more');
  const index = dataset.searchIndex();
  const scores = new Map<number, { score: number; matched: number }>();
  for (const word of words) {
    const best = new Map<number, number>();
    for (const { term, likeness } of alike(index.terms, word)) {
      const found = index.of(term);
      const rarity = Math.log(1 + dataset.size / found.length);
      for (const { entry, weight } of found)
        best.set(entry, Math.max(best.get(entry) ?? 0, likeness * rarity * Math.sqrt(weight)));
    }
    for (const [entry, score] of best) {
      const sum = scores.get(entry) ?? { score: 0, matched: 0 };
      scores.set(entry, { score: sum.score + score, matched: sum.matched + 1 });
    }
  }
  const hits = [...scores].flatMap(([position, { score, matched }]) => {
    const entry = dataset.entryAt(position);
    return entry ? [{ entry, score: rounded(score * (matched / words.length) ** 2 + bonus(entry, folded)) }] : [];
  });
  return hits.sort((a, b) => b.score - a.score || a.entry.position - b.entry.position);
};

const rounded = (score: number): number => Math.round(score * 100) / 100;

const bonus = ({ keys }: Entry, folded: string): number =>
  keys.includes(folded) ? NAMED.whole : keys.some((key) => key.startsWith(`${folded} `)) ? NAMED.start : 0;

/** The terms that a word may mean: itself and longer ones that begin with it; near ones only where it is none itself. */
const alike = (terms: readonly string[], word: string): { term: number; likeness: number }[] => {
  const found: { term: number; likeness: number }[] = [];
  for (const [term, text] of terms.entries())
    if (text === word) found.push({ term, likeness: 1 });
    else if (word.length > 2 && text.startsWith(word)) found.push({ term, likeness: LIKENESS.prefix });
  if (found.some(({ likeness }) => likeness === 1)) return found;
  const limit = maxEdits(word.length);
  for (const [term, text] of limit > 0 ? terms.entries() : []) {
    const off = text.startsWith(word) ? Infinity : typoDistance(word, text, limit);
    if (off <= limit) found.push({ term, likeness: LIKENESS.near[off] ?? 0 });
  }
  return found;
};
