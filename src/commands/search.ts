import { definedOnly } from '../core/model/defined-only.ts';
import { runQuery } from '../core/query/filter.ts';
import { findPassage } from '../core/query/passage.ts';
import { type SearchHit, searchRecords } from '../core/query/search.ts';
import type { Command } from './command.ts';
import { filterOptions, toQueryParams } from './filters.ts';
import { type ResultRow, rowOptions, rowsResult, toResultRow } from './rows.ts';

const DEFAULT_LIMIT = 20;

export const searchCommand: Command = {
  name: 'search',
  arguments: [{ name: '<words...>', description: 'words to search for, in any language' }],
  summary: 'Search names and texts of records; tolerates typos; best matches first',
  options: (catalog) => [
    ...filterOptions(catalog()),
    ...rowOptions.map((option) =>
      option.isNumber ? { ...option, description: `show at most n records (default: ${DEFAULT_LIMIT})` } : option,
    ),
  ],
  examples: [
    { command: 'minerals search seltene erden', description: 'rare earths, in German' },
    { command: 'minerals search litium puno', description: 'with a typo' },
    { command: 'minerals search cobalto congo --type agreement', description: 'agreements only' },
    { command: 'minerals search "price floors" --json --limit 5', description: 'the five best matches, for a script' },
  ],
  run: async (context, words, options) => {
    const dataset = await context.dataset();
    const params = toQueryParams(context.catalog, options);
    const { matches, types, notes, requestedRefs } = await runQuery(dataset, params);
    const matchesByEntry = new Map(matches.map((match) => [match.entry.position, match]));
    const hits = (await searchRecords(dataset, words.join(' '))).filter(({ entry }) =>
      matchesByEntry.has(entry.position),
    );
    const limit = options['limit'] ?? (options['count'] || options['sort'] ? undefined : DEFAULT_LIMIT);
    const passageCount = options['sort'] ? hits.length : Number(limit ?? hits.length);
    const rows: ResultRow[] = [];
    for (const [index, { entry, score, matchedTerms }] of hits.entries()) {
      const match = matchesByEntry.get(entry.position);
      const passage = index < passageCount ? await findPassage(dataset, entry, matchedTerms) : undefined;
      const { extraData } = match ? toResultRow(match) : {};
      rows.push({ entry, extraData: { ...extraData, ...definedOnly({ score, passage }) } });
    }
    return rowsResult(dataset, rows, { ...options, limit }, context, {
      types,
      isRanked: true,
      notes: [...notes, ...noteWeakMatches(words, hits)],
      requestedRefs,
    });
  },
};

/** Notes that no record has all words of a search for several. */
const noteWeakMatches = (words: readonly string[], hits: readonly SearchHit[]): string[] => {
  if (hits.length === 0 || hits.some(({ hasAllWords }) => hasAllWords)) return [];
  return [`no record has all words of "${words.join(' ')}"; these have some of them`];
};
