import { byTypeAndDate } from '../query/sort.ts';
import { filter, typeNamed } from '../query/filter.ts';
import type { Command } from './command.ts';
import { KNOWN_ON, questionOf, VALID_ON } from './filters.ts';
import { foundOf, rowOptions, rowsResult } from './rows.ts';

export const list: Command = {
  name: 'list',
  arguments: [
    { name: '[type]', description: 'the type of the records; without it the types and how many records each has' },
  ],
  summary: 'Show all records of a type, or the types',
  options: () => [VALID_ON, KNOWN_ON, ...rowOptions],
  examples: [
    { command: 'minerals list', says: 'the types and their counts' },
    { command: 'minerals list agreements', says: 'all agreements, the newest first' },
    { command: 'minerals list list --valid-on 2024', says: 'the lists that applied then' },
    { command: 'minerals list mineral --lang de --format csv', says: 'the minerals in German, for a spreadsheet' },
  ],
  run: async (context, [name], options) => {
    const dataset = await context.dataset();
    if (name !== undefined) {
      const type = typeNamed(dataset, name);
      const { matches, notes } = await filter(dataset, { ...questionOf(context.catalog, options), types: [type] });
      const order = byTypeAndDate(dataset);
      const found = matches.toSorted((a, b) => order(a.entry, b.entry)).map(foundOf);
      return rowsResult(dataset, found, options, context, { notes });
    }
    const counts = dataset.catalog.types.map((type) => ({
      type: type.name,
      count: dataset.entries.filter((entry) => entry.type === type.name).length,
      description: type.description,
    }));
    const columns = ['type', 'count', 'description'] as const;
    return {
      data: counts,
      view: [
        {
          table: {
            columns: columns.map((column) => ({ name: column, title: column })),
            rows: counts.map((row) => columns.map((column) => row[column])),
          },
        },
      ],
    };
  },
};
