import { UserError } from '../model/errors.ts';
import type { JsonValue } from '../model/record.ts';
import type { Cell } from '../model/result.ts';
import { runQuery } from '../query/filter.ts';
import { searchNotes } from '../query/search-log.ts';
import { type Count, countableDimensions, type Dimension, parseDimension, countBy } from '../query/count-by.ts';
import { displayName, type ValueFormat } from '../query/format-value.ts';
import { readFilters } from '../schema/filters.ts';
import type { Command } from './command.ts';
import { completeMeasures } from './completions.ts';
import { filterOptions, toQueryParams } from './filters.ts';

/** Records with many values in each of many fields would count under millions of combinations. */
const MOST = 3;

export const statsCommand: Command = {
  name: 'stats',
  arguments: [{ name: '[text]', description: 'text that must occur in the record', allowsSpaces: true }],
  summary: 'Count records by any field: kind, year, country, mineral, topics',
  options: (catalog) => [
    {
      flags: '--by <a,b>',
      description: `what to count by: type (unless told), year, month, date, any field, ${[...readFilters(catalog()).keys()].join(', ')}`,
      list: true,
      completes: completeMeasures,
    },
    { flags: '--limit <n>', description: 'at most so many rows', number: true },
    ...filterOptions(catalog()),
  ],
  examples: [
    { command: 'minerals stats --by year --type agreement', description: 'agreements by year' },
    {
      command: 'minerals stats --by kind,year --party US',
      description: 'what the United States signed, by form and year',
    },
    { command: 'minerals stats --by country,year --mineral lithium --format csv', description: 'for a spreadsheet' },
    {
      command: 'minerals stats --by topics --limit 10',
      description: 'what agreements are about, the most frequent first',
    },
  ],
  run: async (context, [text], options) => {
    const dataset = await context.dataset();
    const { by = ['type'], limit } = options as { by?: readonly string[]; limit?: number };
    const names = [...new Set(by)];
    if (names.length > MOST)
      throw new UserError(`records cannot be counted by ${names.length} things at once`, `give at most ${MOST}`);
    const { matches, types, notes, nothing, asked } = await runQuery(
      dataset,
      toQueryParams(context.catalog, options, text),
    );
    const measures = names.map((name) => parseDimension(dataset, name, types));
    const found = matches.map(({ entry }) => entry);
    const entries = countableDimensions(dataset, found, measures);
    const counts = countBy(entries, measures);
    const shown = counts.slice(0, limit);
    const most = shown.reduce((max, { records }) => Math.max(max, records), 1);
    const wording = { dataset, language: context.language };
    const columns = [...measures.map(({ name, title }) => ({ name, title })), { name: 'records', title: 'records' }];
    return {
      data: shown.map((count) => told(measures, count)),
      view: [
        {
          table: {
            columns: [...columns, { name: 'bar', title: '' }],
            rows: shown.map((count): Cell[] => [...named(wording, measures, count), { bar: count.records / most }]),
          },
          empty: entries.length < found.length ? 'none' : nothing,
        },
      ],
      flat: { columns, rows: shown.map(({ values, records }): Cell[] => [...values, records]) },
      notes: [
        ...notes,
        ...searchNotes(dataset, asked, matches.length, context.language),
        ...(entries.length < found.length
          ? [`of types that have no ${by.join(' or no ')}, and left out: ${found.length - entries.length}`]
          : []),
        ...(shown.length < counts.length ? [`${shown.length} of ${counts.length} rows shown`] : []),
        ...(counts.reduce((sum, { records }) => sum + records, 0) > entries.length
          ? [`a record counts under each of its values; there are ${entries.length} records`]
          : []),
      ],
    };
  },
};

const told = (measures: readonly Dimension[], { values, records }: Count): JsonValue => ({
  ...Object.fromEntries(measures.map(({ name }, at) => [name, values[at] ?? null])),
  records,
});

const named = (wording: ValueFormat, measures: readonly Dimension[], { values, records }: Count): Cell[] => [
  ...measures.map(({ of }, at): Cell => {
    const value = values[at] ?? null;
    if (value === null) return 'not given';
    return of === undefined ? value : displayName(wording, `${of}/${value}`);
  }),
  records,
];
