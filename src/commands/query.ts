import { definedOnly } from '../core/model/defined-only.ts';
import { parseWords, runQuery } from '../core/query/filter.ts';
import { findPassage } from '../core/query/passage.ts';
import { byTypeAndDate } from '../core/query/sort.ts';
import type { Command } from './command.ts';
import { filterOptions, toQueryParams } from './filters.ts';
import { type ResultRow, toResultRow, rowOptions, rowsResult } from './rows.ts';

export const queryCommand: Command = {
  name: 'query',
  arguments: [
    {
      name: '[text]',
      description: 'words that must all occur in the record; "a phrase" in quotes',
      allowsSpaces: true,
    },
  ],
  summary: 'List records that match all filters',
  options: (catalog) => [...filterOptions(catalog()), ...rowOptions],
  examples: [
    { command: 'minerals query --country Peru', description: 'all records that involve Peru' },
    {
      command: 'minerals query --party US --kind mou --since 2026-02',
      description: 'memoranda signed by the United States since February 2026',
    },
    {
      command: 'minerals query --party CN+US --mineral rare-earths,lithium',
      description: 'agreements signed by both, on either mineral',
    },
    {
      command: 'minerals query --mineral dysprosium --json',
      description: 'records on dysprosium; those on rare earths are marked as inferred',
    },
    {
      command: 'minerals query --type mineral --list us-2025 --fields id,name',
      description: 'the entries of an official list',
    },
    {
      command: 'minerals query --party PE --valid-on 2025-06',
      description: 'agreements of Peru in force in June 2025',
    },
    {
      command: 'minerals query --party PE --known-on 2026-11-22',
      description: 'records on Peru in the dataset as of that day',
    },
    { command: 'minerals query "price floor" --count', description: 'number of records that mention it' },
  ],
  run: async (context, [text], options) => {
    const dataset = await context.dataset();
    const queryResult = await runQuery(dataset, {
      ...toQueryParams(context.catalog, options, text),
      leavesOutBookkeeping: true,
    });
    const compareEntries = byTypeAndDate(dataset);
    const rows = queryResult.matches.toSorted((a, b) => compareEntries(a.entry, b.entry)).map(toResultRow);
    if (text === undefined) return rowsResult(dataset, rows, options, context, queryResult);
    const words = await parseWords(text);
    const rowsWithPassage: ResultRow[] = [];
    for (const { entry, extraData } of rows) {
      const passage = await findPassage(dataset, entry, words);
      rowsWithPassage.push({ entry, extraData: { ...extraData, ...definedOnly({ passage }) } });
    }
    const notes = [...queryResult.notes];
    if (rows.length === 0) notes.push(`search also finds similar words: minerals search ${words.join(' ')}`);
    return rowsResult(dataset, rowsWithPassage, options, context, { ...queryResult, notes });
  },
};
