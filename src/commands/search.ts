import { typeByName } from '../query/filter.ts';
import { searchRecords as find } from '../query/search.ts';
import type { Command } from './command.ts';
import { KNOWN_ON_OPTION, typeOption } from './filters.ts';
import { rowOptions, rowsResult } from './rows.ts';

const SHOWN = 20;

export const searchCommand: Command = {
  name: 'search',
  arguments: [{ name: '<words...>', description: 'words to look for, in any of the languages' }],
  summary: 'Find records by words in their names and texts, forgiving of typos, best first',
  options: (catalog) => [
    typeOption(catalog()),
    KNOWN_ON_OPTION,
    ...rowOptions.map((option) =>
      option.number ? { ...option, description: `at most so many records (${SHOWN})` } : option,
    ),
  ],
  examples: [
    { command: 'minerals search seltene erden', description: 'rare earths, asked for in German' },
    { command: 'minerals search litium puno', description: 'a typo is forgiven' },
    { command: 'minerals search cobalto congo --type agreement', description: 'agreements alone' },
    { command: 'minerals search "price floors" --json --limit 5', description: 'the five best matches for a script' },
  ],
  run: async (context, words, options) => {
    const dataset = await context.dataset();
    const { type } = options as { type?: readonly string[] };
    const types = type?.map((name) => typeByName(dataset, name)) ?? context.catalog.types;
    const hits = (await find(dataset, words.join(' '))).filter(({ entry }) =>
      types.some(({ name }) => name === entry.type),
    );
    const limit = options['limit'] ?? (options['count'] || options['sort'] ? undefined : SHOWN);
    return rowsResult(
      dataset,
      hits.map(({ entry, score }) => ({ entry, added: { score } })),
      { ...options, limit },
      context,
      { types, isRanked: true },
    );
  },
};
