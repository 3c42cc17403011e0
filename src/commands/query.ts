import { runQuery } from '../query/filter.ts';
import { byTypeAndDate } from '../query/sort.ts';
import type { Command } from './command.ts';
import { filterOptions, toQueryParams } from './filters.ts';
import { selectRows, rowOptions, rowsResult } from './rows.ts';

export const queryCommand: Command = {
  name: 'query',
  arguments: [{ name: '[text]', description: 'text that must occur in the record', allowsSpaces: true }],
  summary: 'Show the records that match every filter given',
  options: (catalog) => [...filterOptions(catalog()), ...rowOptions],
  examples: [
    { command: 'minerals query --country Peru', description: 'all that Peru is involved in' },
    {
      command: 'minerals query --party US --kind mou --since 2026-02',
      description: 'memoranda that the United States signed since February 2026',
    },
    {
      command: 'minerals query --party CN+US --mineral rare-earths,lithium',
      description: 'what both have signed on either',
    },
    {
      command: 'minerals query --mineral dysprosium --json',
      description: 'what concerns dysprosium, rare earths in general marked as inferred',
    },
    {
      command: 'minerals query --type mineral --list us-2025 --fields id,name',
      description: 'the entries of an official list',
    },
    {
      command: 'minerals query --party PE --valid-on 2025-06',
      description: 'what Peru had signed, and stood, in June 2025',
    },
    {
      command: 'minerals query --party PE --known-on 2026-11-22',
      description: 'what this dataset held of them that day',
    },
    { command: 'minerals query "price floor" --count', description: 'how many records speak of it' },
  ],
  run: async (context, [text], options) => {
    const dataset = await context.dataset();
    const answer = await runQuery(dataset, toQueryParams(context.catalog, options, text));
    const order = byTypeAndDate(dataset);
    const found = answer.matches.toSorted((a, b) => order(a.entry, b.entry)).map(selectRows);
    return rowsResult(dataset, found, options, context, answer);
  },
};
