import { definedOnly } from '../core/model/defined-only.ts';
import type { Note } from '../core/model/note.ts';
import { parseWords, runQuery } from '../core/query/filter.ts';
import { findPassage } from '../core/query/passage.ts';
import { byTypeAndDate } from '../core/query/sort.ts';
import { selection } from './filters.ts';
import { anyTexts } from './input.ts';
import { defineOperation } from './operation.ts';
import { answerRows, type ResultRow, rowOptions, tableOfRows, toResultRow, viewRows } from './rows.ts';

export const queryOperation = defineOperation({
  name: 'query',
  arguments: {
    text: anyTexts({ description: 'words that must all occur in the record; "a phrase" in quotes' }),
  },
  summary: 'List records that match all filters',
  options: { conditions: selection, ...rowOptions },
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
  run: async (context, { text: texts = [], conditions, ...rowValues }) => {
    const text = texts.length === 0 ? undefined : joinTexts(texts);
    const { dataset } = context;
    const queryResult = await runQuery(dataset, {
      ...conditions,
      ...definedOnly({ text }),
      leavesOutBookkeeping: true,
    });
    const compareEntries = byTypeAndDate(dataset);
    const rows = queryResult.matches.toSorted((a, b) => compareEntries(a.entry, b.entry)).map(toResultRow);
    if (text === undefined) return answerRows(context, rows, rowValues, queryResult);
    const words = await parseWords(text);
    const rowsWithPassage: ResultRow[] = [];
    for (const { entry, extraData } of rows) {
      const passage = await findPassage(dataset, entry, words);
      rowsWithPassage.push({ entry, extraData: { ...extraData, ...definedOnly({ passage }) } });
    }
    const notes: Note[] = [...queryResult.notes];
    if (rows.length === 0)
      notes.push({
        code: 'try-search',
        message: `search also finds similar words: minerals search ${words.join(' ')}`,
      });
    return answerRows(context, rowsWithPassage, rowValues, { ...queryResult, notes });
  },
  view: viewRows,
  table: tableOfRows,
});

/** Joins the words of a command line. Of several, one with spaces was quoted and is a phrase. */
const joinTexts = (texts: readonly string[]): string => {
  const isPhrase = (text: string): boolean => texts.length > 1 && text.includes(' ') && !text.includes('"');
  return texts.map((text) => (isPhrase(text) ? `"${text}"` : text)).join(' ');
};
