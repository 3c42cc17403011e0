import type { Dataset, Entry, SearchIndex } from '../index/dataset.ts';
import { entryOfPosting, weightOfPosting } from '../index/postings.ts';
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
  const words = await splitQuery(text);
  if (words.length === 0)
    throw new UserError(`"${text}" contains no letters or digits to search for`, 'give one word or more');
  const scores = new Map<number, QueryWordMatch[]>();
  for (const word of words)
    for (const [position, match] of word.isUnspaced ? scorePart(dataset, word) : scoreWord(dataset, word))
      scores.set(position, [...(scores.get(position) ?? []), match]);
  const bonusOf = nameBonuses(dataset, query);
  const hits = [...scores].flatMap(([position, wordMatches]): SearchHit[] => {
    const entry = dataset.entryAt(position);
    if (!entry) return [];
    const matchedShare = wordMatches.length / words.length;
    const wordScore = wordMatches.reduce((sum, match) => sum + match.score, 0);
    return [
      {
        entry,
        score: roundScore(wordScore * matchedShare ** 2 + bonusOf(position)),
        hasAllWords: wordMatches.length === words.length,
        matchedTerms: wordMatches.map(({ term }) => term),
      },
    ];
  });
  if (hits.length === 0) return words.every(({ isLatin }) => isLatin) ? findByName(dataset, query) : [];
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

/** A word of a query. */
interface QueryWord {
  readonly written: string;
  readonly normalized: string;
  /** True if its script is written without spaces, or with endings that are part of the word. */
  readonly isUnspaced: boolean;
  /** True if its letters are Latin: others are transliterated, and similar transliterations mean nothing. */
  readonly isLatin: boolean;
}

const UNSPACED =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Arab}\p{sc=Hebr}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;
const OTHER_LETTER = /(?!\p{sc=Latin})\p{L}/u;

const splitQuery = async (text: string): Promise<QueryWord[]> => {
  const words = new Map<string, QueryWord>();
  for (const written of text.split(/\s+/)) {
    const parts = (await normalizeQuery(written)).split(' ').filter(Boolean);
    const isUnspaced = UNSPACED.test(written);
    for (const normalized of isUnspaced ? [parts.join(' ')].filter(Boolean) : parts)
      words.set(normalized, { written, normalized, isUnspaced, isLatin: !OTHER_LETTER.test(written) });
  }
  return [...words.values()];
};

/** Records whose texts contain a word of a script without spaces, by position. */
const scorePart = (dataset: Dataset, { written, normalized }: QueryWord): Map<number, QueryWordMatch> => {
  const needle = written.normalize('NFKC');
  const positions = Array.from({ length: dataset.size }, (_, position) => position).filter((position) => {
    // The normalized texts are transliterated, so that other words may look the same in them.
    if (!dataset.searchTextAt(position).includes(normalized)) return false;
    const entry = dataset.entryAt(position);
    return entry !== undefined && JSON.stringify(dataset.record(entry).data).normalize('NFKC').includes(needle);
  });
  const score = Math.log(1 + dataset.size / positions.length);
  return new Map(positions.map((position) => [position, { score, term: normalized }]));
};

/** The best match of a word in each record that it occurs in, by position. */
const scoreWord = (dataset: Dataset, { normalized, isLatin }: QueryWord): Map<number, QueryWordMatch> => {
  const index = dataset.searchIndex();
  const matches = new Map<number, QueryWordMatch>();
  for (const { term, similarity } of findTerms(index, normalized, isLatin)) {
    const postings = index.postingsFor(term);
    const text = index.termAt(term);
    const rarity = Math.log(1 + dataset.size / postings.length);
    for (const posting of postings) {
      const position = entryOfPosting(posting);
      const score = similarity * rarity * Math.sqrt(weightOfPosting(posting));
      if (score > (matches.get(position)?.score ?? 0)) matches.set(position, { score, term: text });
    }
  }
  return matches;
};

const roundScore = (score: number): number => Math.round(score * 100) / 100;

/** Returns a function that gives the bonus of a record for its name. */
const nameBonuses = (dataset: Dataset, query: string): ((position: number) => number) => {
  const equal = new Set(dataset.positionsByName(query));
  const longer = new Set(dataset.positionsByNamePrefix(`${query} `));
  return (position) => {
    if (equal.has(position)) return EXACT_NAME_BONUS;
    return longer.has(position) ? NAME_PREFIX_BONUS : 0;
  };
};

interface TermMatch {
  readonly term: number;
  readonly similarity: number;
}

/** Terms that match a word: the word itself and terms that start with it, plus similar terms if it does not occur. */
const findTerms = (index: SearchIndex, word: string, forgivesTypos: boolean): TermMatch[] => {
  const matches: TermMatch[] = [];
  const exact = index.find(word);
  if (exact >= 0) matches.push({ term: exact, similarity: 1 });
  if (word.length > 2) {
    const [first, end] = index.findRange(word);
    for (let term = first; term < end; term += 1)
      if (term !== exact) matches.push({ term, similarity: PREFIX_SIMILARITY });
  }
  const limit = maxEdits(word.length);
  if (!forgivesTypos || limit === 0 || exact >= 0) return matches;
  for (let term = 0; term < index.size; term += 1) {
    const text = index.termAt(term);
    if (text.startsWith(word)) continue;
    const distance = typoDistance(word, text, limit);
    if (distance <= limit) matches.push({ term, similarity: TYPO_SIMILARITY[distance] ?? 0 });
  }
  return matches;
};
