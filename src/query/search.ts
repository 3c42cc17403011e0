import type { Dataset, Entry } from '../dataset/dataset.ts';
import { UserError } from '../model/errors.ts';
import { typoDistance, maxEdits } from '../model/fuzzy.ts';
import { normalizeQuery } from './resolve.ts';

/** A search result; a higher score is better. */
export interface SearchHit {
  readonly entry: Entry;
  readonly score: number;
}

/** Weight of a term that starts with the query word. */
const PREFIX_SIMILARITY = 0.6;
/** Weight of a similar term by edit distance. */
const TYPO_SIMILARITY: readonly number[] = [1, 0.5, 0.3, 0.2];

/** Bonus for a name that equals the query, and for one that starts with it. */
const EXACT_NAME_BONUS = 60;
const NAME_PREFIX_BONUS = 15;

/**
 * Full-text search, best results first. Each query word counts once per record, by its best term; rare words weigh
 * more. Records with all words come before records with some. Throws UserError if the query has no words.
 */
export const searchRecords = async (dataset: Dataset, text: string): Promise<SearchHit[]> => {
  const query = await normalizeQuery(text);
  const words = [...new Set(query.split(' ').filter(Boolean))];
  if (words.length === 0)
    throw new UserError(`"${text}" contains no letters or digits to search for`, 'give one word or more');
  const scores = new Map<number, { score: number; matchedWords: number }>();
  for (const word of words)
    for (const [position, wordScore] of scoreWord(dataset, word)) {
      const { score, matchedWords } = scores.get(position) ?? { score: 0, matchedWords: 0 };
      scores.set(position, { score: score + wordScore, matchedWords: matchedWords + 1 });
    }
  const hits = [...scores].flatMap(([position, { score, matchedWords }]) => {
    const entry = dataset.entryAt(position);
    if (!entry) return [];
    const matchedShare = matchedWords / words.length;
    return [{ entry, score: roundScore(score * matchedShare ** 2 + nameBonus(entry, query)) }];
  });
  return hits.sort((a, b) => b.score - a.score || a.entry.position - b.entry.position);
};

/** The best score of a word in each record that it occurs in, by position. */
const scoreWord = (dataset: Dataset, word: string): Map<number, number> => {
  const index = dataset.searchIndex();
  const scores = new Map<number, number>();
  for (const { term, similarity } of findTerms(index.terms, word)) {
    const postings = index.postingsFor(term);
    const rarity = Math.log(1 + dataset.size / postings.length);
    for (const { entry: position, weight } of postings)
      scores.set(position, Math.max(scores.get(position) ?? 0, similarity * rarity * Math.sqrt(weight)));
  }
  return scores;
};

const roundScore = (score: number): number => Math.round(score * 100) / 100;

const nameBonus = ({ keys }: Entry, query: string): number => {
  if (keys.includes(query)) return EXACT_NAME_BONUS;
  return keys.some((key) => key.startsWith(`${query} `)) ? NAME_PREFIX_BONUS : 0;
};

interface TermMatch {
  readonly term: number;
  readonly similarity: number;
}

/** Terms that match a word: the word itself and terms that start with it, plus similar terms if it does not occur. */
const findTerms = (terms: readonly string[], word: string): TermMatch[] => {
  const matches: TermMatch[] = [];
  for (const [term, text] of terms.entries())
    if (text === word) matches.push({ term, similarity: 1 });
    else if (word.length > 2 && text.startsWith(word)) matches.push({ term, similarity: PREFIX_SIMILARITY });
  const limit = maxEdits(word.length);
  if (limit === 0 || matches.some(({ similarity }) => similarity === 1)) return matches;
  for (const [term, text] of terms.entries()) {
    if (text.startsWith(word)) continue;
    const distance = typoDistance(word, text, limit);
    if (distance <= limit) matches.push({ term, similarity: TYPO_SIMILARITY[distance] ?? 0 });
  }
  return matches;
};
