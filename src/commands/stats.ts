import { definedItems } from '../core/model/defined-only.ts';
import { UserError } from '../core/model/errors.ts';
import type { JsonValue } from '../core/model/record.ts';
import type { Cell } from '../core/model/result.ts';
import { pluralize } from '../core/model/text.ts';
import { runQuery } from '../core/query/filter.ts';
import { searchNotes } from '../core/query/search-log.ts';
import { type Count, countableDimensions, type Dimension, parseDimension, countBy } from '../core/query/count-by.ts';
import { displayName, type ValueFormat } from '../core/query/format-value.ts';
import { readFilters } from '../core/schema/filters.ts';
import { toRef } from '../core/schema/references.ts';
import type { Command } from './command.ts';
import { completeDimensions } from './completions.ts';
import { filterOptions, toQueryParams } from './filters.ts';
import { limitNote, NONE_SHOWN } from './rows.ts';

/** More dimensions could give millions of combinations for records with many values per field. */
const MAX_DIMENSIONS = 3;

export const statsCommand: Command = {
  name: 'stats',
  arguments: [{ name: '[text]', description: 'text that must occur in the record', allowsSpaces: true }],
  summary: 'Count records by any field: kind, year, country, mineral, topics',
  options: (catalog) => [
    {
      flags: '--by <a,b>',
      description: `fields to group by: type (default), year, month, date, any field, ${[...readFilters(catalog()).keys()].join(', ')}`,
      isList: true,
      completer: completeDimensions,
    },
    { flags: '--limit <n>', description: 'show at most n rows', isNumber: true },
    ...filterOptions(catalog()),
  ],
  examples: [
    { command: 'minerals stats --by year --type agreement', description: 'agreements by year' },
    {
      command: 'minerals stats --by kind,year --party US',
      description: 'agreements of the United States, by form and year',
    },
    { command: 'minerals stats --by country,year --mineral lithium --format csv', description: 'for a spreadsheet' },
    {
      command: 'minerals stats --by topics --limit 10',
      description: 'topics of agreements, most frequent first',
    },
  ],
  run: async (context, [text], options) => {
    const dataset = await context.dataset();
    const { by = ['type'], limit } = options as { by?: readonly string[]; limit?: number };
    const dimensionNames = [...new Set(by)];
    if (dimensionNames.length > MAX_DIMENSIONS)
      throw new UserError(`cannot group by ${dimensionNames.length} fields`, `use at most ${MAX_DIMENSIONS}`);
    const { matches, types, notes, emptyMessage, requestedRefs } = await runQuery(dataset, {
      ...toQueryParams(context.catalog, options, text),
      leavesOutBookkeeping: true,
    });
    const dimensions = dimensionNames.map((name) => parseDimension(dataset, name, types));
    const entries = matches.map(({ entry }) => entry);
    const counted = countableDimensions(dataset, entries, dimensions);
    const counts = countBy(counted, dimensions);
    const rows = counts.slice(0, limit);
    const maxRecords = rows.reduce((max, { records }) => Math.max(max, records), 1);
    const valueFormat = { dataset, language: context.language };
    const columns = [...dimensions.map(({ name, title }) => ({ name, title })), { name: 'records', title: 'records' }];
    const skippedCount = entries.length - counted.length;
    const nothingCounted = skippedCount > 0 ? 'none' : emptyMessage;
    return {
      data: rows.map((count) => toCountData(dimensions, count)),
      view: [
        {
          table: {
            columns: [...columns, { name: 'bar', title: '' }],
            rows: rows.map((count): Cell[] => [
              ...countCells(valueFormat, dimensions, count),
              { bar: count.records / maxRecords },
            ]),
          },
          empty: counts.length > 0 ? NONE_SHOWN : nothingCounted,
        },
      ],
      flatTable: { columns, rows: rows.map(({ values, records }): Cell[] => [...values, records]) },
      notes: definedItems([
        ...notes,
        ...searchNotes(dataset, requestedRefs, matches.length, context.language),
        skippedNote(skippedCount, by),
        limitNote(rows.length, counts.length, 'rows'),
        repeatedNote(counts, counted.length),
      ]),
    };
  },
};

const skippedNote = (count: number, fields: readonly string[]): string | undefined =>
  count === 0 ? undefined : `${pluralize(count, 'record')} left out: their type has no ${fields.join(' or no ')}`;

const repeatedNote = (counts: readonly Count[], recordCount: number): string | undefined => {
  const total = counts.reduce((sum, { records }) => sum + records, 0);
  if (total <= recordCount) return undefined;
  return `a record is counted once per value; there are ${pluralize(recordCount, 'record')} in total`;
};

const toCountData = (dimensions: readonly Dimension[], { values, records }: Count): JsonValue => ({
  ...Object.fromEntries(dimensions.map(({ name }, index) => [name, values[index] ?? null])),
  records,
});

const countCells = (valueFormat: ValueFormat, dimensions: readonly Dimension[], { values, records }: Count): Cell[] => [
  ...dimensions.map(({ refType }, index): Cell => {
    const value = values[index] ?? null;
    if (value === null) return 'none';
    return refType === undefined ? value : displayName(valueFormat, toRef(refType, value));
  }),
  records,
];
