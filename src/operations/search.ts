import { definedOnly } from '../core/model/defined-only.ts';
import type { Note } from '../core/model/note.ts';
import { runQuery } from '../core/query/filter.ts';
import { findPassage } from '../core/query/passage.ts';
import { type SearchHit, searchRecords } from '../core/query/search.ts';
import { selection } from './filters.ts';
import { number, severalTexts } from './input.ts';
import { defineOperation } from './operation.ts';
import { answerRows, type ResultRow, rowOptions, tableOfRows, toResultRow, viewRows } from './rows.ts';

const DEFAULT_LIMIT = 20;

export const searchOperation = defineOperation({
  name: 'search',
  arguments: { words: severalTexts({ description: 'words to search for, in any language' }) },
  summary: 'Search names and texts of records; tolerates typos; best matches first',
  options: {
    conditions: selection,
    ...rowOptions,
    limit: number({ value: 'n', description: `show at most n records (default: ${DEFAULT_LIMIT})` }),
  },
  examples: [
    { command: 'minerals search seltene erden', description: 'rare earths, in German' },
    { command: 'minerals search litium puno', description: 'with a typo' },
    { command: 'minerals search cobalto congo --type agreement', description: 'agreements only' },
    { command: 'minerals search "price floors" --json --limit 5', description: 'the five best matches, for a script' },
  ],
  run: async (context, { words, conditions, ...rowValues }) => {
    const { dataset } = context;
    const { sort, count, limit = sort === undefined && !count ? DEFAULT_LIMIT : undefined } = rowValues;
    const allHits = await searchRecords(dataset, words.join(' '));
    const within = allHits.map(({ entry }) => entry);
    const { matches, types, notes, requestedRefs } = await runQuery(dataset, { ...conditions, within });
    const matchesByEntry = new Map(matches.map((match) => [match.entry.position, match]));
    const hits = allHits.filter(({ entry }) => matchesByEntry.has(entry.position));
    const passageCount = sort === undefined ? (limit ?? hits.length) : hits.length;
    const rows: ResultRow[] = [];
    for (const [index, { entry, score, matchedTerms }] of hits.entries()) {
      const match = matchesByEntry.get(entry.position);
      const passage = index < passageCount ? await findPassage(dataset, entry, matchedTerms) : undefined;
      const { extraData } = match ? toResultRow(match) : {};
      rows.push({ entry, extraData: { ...extraData, ...definedOnly({ score, passage }) } });
    }
    return answerRows(
      context,
      rows,
      { ...rowValues, limit },
      { types, isRanked: true, notes: [...notes, ...noteWeakMatches(words, hits)], requestedRefs },
    );
  },
  view: viewRows,
  table: tableOfRows,
});

/** Notes that no record has all words of a search for several. */
const noteWeakMatches = (words: readonly string[], hits: readonly SearchHit[]): Note[] => {
  if (hits.length === 0 || hits.some(({ hasAllWords }) => hasAllWords)) return [];
  const message = `no record has all words of "${words.join(' ')}"; these have some of them`;
  return [{ code: 'weak-matches', message }];
};
