import type { Dataset, Entry } from '../index/dataset.ts';
import { UserError } from '../model/errors.ts';
import { typoDistance, maxEdits } from '../model/fuzzy.ts';
import { normalizeQuery } from './resolve.ts';
import { findSimilarNames } from './similar-names.ts';

/** A search result; among records with all words, a higher score is better. */
export interface SearchHit {
  readonly entry: Entry;
  readonly score: number;
  /** True if every word of the query occurs in the record. */
  readonly hasAllWords: boolean;
  /** The words of records that the query words matched, for the passage. */
  readonly matchedTerms: readonly string[];
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
 * more. Records with all words come before records with some, records about the dataset itself after all others. Throws
 * UserError if the query has no words.
 */
export const searchRecords = async (dataset: Dataset, text: string): Promise<SearchHit[]> => {
  const query = await normalizeQuery(text);
  const words = [...new Set(query.split(' ').filter(Boolean))];
  if (words.length === 0)
    throw new UserError(`"${text}" contains no letters or digits to search for`, 'give one word or more');
  const scores = new Map<number, QueryWordMatch[]>();
  for (const word of words)
    for (const [position, match] of scoreWord(dataset, word))
      scores.set(position, [...(scores.get(position) ?? []), match]);
  const hits = [...scores].flatMap(([position, wordMatches]): SearchHit[] => {
    const entry = dataset.entryAt(position);
    if (!entry) return [];
    const matchedShare = wordMatches.length / words.length;
    const wordScore = wordMatches.reduce((sum, match) => sum + match.score, 0);
    return [
      {
        entry,
        score: roundScore(wordScore * matchedShare ** 2 + nameBonus(entry, query)),
        hasAllWords: wordMatches.length === words.length,
        matchedTerms: wordMatches.map(({ term }) => term),
      },
    ];
  });
  if (hits.length === 0) return findByName(dataset, query);
  const rankOf = ({ entry, hasAllWords }: SearchHit): number =>
    Number(isBookkeeping(dataset, entry)) * 2 + Number(!hasAllWords);
  return hits.sort((a, b) => rankOf(a) - rankOf(b) || b.score - a.score || a.entry.position - b.entry.position);
};

/** Records with a name that resembles a query of which no word occurs. */
const findByName = async (dataset: Dataset, query: string): Promise<SearchHit[]> => {
  const similar = await findSimilarNames(dataset.entries, query);
  return similar.map((entry) => ({ entry, score: 0, hasAllWords: false, matchedTerms: [] }));
};

const isBookkeeping = ({ catalog }: Dataset, { type }: Entry): boolean =>
  catalog.type(type)?.schema['x-bookkeeping'] === true;

/** The best score of a query word in a record, and the word of the record that it comes from. */
interface QueryWordMatch {
  readonly score: number;
  readonly term: string;
}

/** The best match of a word in each record that it occurs in, by position. */
const scoreWord = (dataset: Dataset, word: string): Map<number, QueryWordMatch> => {
  const index = dataset.searchIndex();
  const matches = new Map<number, QueryWordMatch>();
  for (const { term, similarity } of findTerms(index.terms, word)) {
    const postings = index.postingsFor(term);
    const rarity = Math.log(1 + dataset.size / postings.length);
    for (const { entry: position, weight } of postings) {
      const score = similarity * rarity * Math.sqrt(weight);
      if (score > (matches.get(position)?.score ?? 0))
        matches.set(position, { score, term: index.terms[term] ?? word });
    }
  }
  return matches;
};

const roundScore = (score: number): number => Math.round(score * 100) / 100;

const nameBonus = ({ keys }: Entry, query: string): number => {
  if (keys.includes(query)) return EXACT_NAME_BONUS;
  if (keys.some((key) => key.startsWith(`${query} `))) return NAME_PREFIX_BONUS;
  return 0;
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
