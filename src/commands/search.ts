import { resolveType } from '../query/filter.ts';
import { searchRecords } from '../query/search.ts';
import type { Command } from './command.ts';
import { KNOWN_ON_OPTION, typeOption } from './filters.ts';
import { rowOptions, rowsResult } from './rows.ts';

const DEFAULT_LIMIT = 20;

export const searchCommand: Command = {
  name: 'search',
  arguments: [{ name: '<words...>', description: 'words to search for, in any language' }],
  summary: 'Search names and texts of records; tolerates typos; best matches first',
  options: (catalog) => [
    typeOption(catalog()),
    KNOWN_ON_OPTION,
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
    const { type } = options as { type?: readonly string[] };
    const types = type?.map((name) => resolveType(dataset, name)) ?? context.catalog.types;
    const hits = (await searchRecords(dataset, words.join(' '))).filter(({ entry }) =>
      types.some(({ name }) => name === entry.type),
    );
    const limit = options['limit'] ?? (options['count'] || options['sort'] ? undefined : DEFAULT_LIMIT);
    return rowsResult(
      dataset,
      hits.map(({ entry, score }) => ({ entry, extraData: { score } })),
      { ...options, limit },
      context,
      { types, isRanked: true },
    );
  },
};
