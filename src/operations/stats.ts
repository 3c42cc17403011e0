import { definedOnly } from '../core/model/defined-only.ts';
import { UserError } from '../core/model/errors.ts';
import type { Note } from '../core/model/note.ts';
import type { JsonValue } from '../core/model/record.ts';
import type { Cell, Column } from '../core/model/block.ts';
import { pluralize } from '../core/model/text.ts';
import { runQuery } from '../core/query/filter.ts';
import { searchNotes } from '../core/query/search-log.ts';
import { type Count, countableDimensions, type Dimension, parseDimension, countBy } from '../core/query/count-by.ts';
import { displayName, type ValueFormat } from '../core/query/format-value.ts';
import { toRef } from '../core/schema/references.ts';
import { completeDimensions } from './completions.ts';
import { selection } from './filters.ts';
import { list, number, optionalText } from './input.ts';
import { defineOperation } from './operation.ts';
import { limitNotes, NONE_SHOWN } from './rows.ts';

/** More dimensions could give millions of combinations for records with many values per field. */
const MAX_DIMENSIONS = 3;

export const statsOperation = defineOperation({
  name: 'stats',
  arguments: { text: optionalText({ description: 'text that must occur in the record', allowsSpaces: true }) },
  summary: 'Count records by any field: kind, year, country, mineral, topics',
  options: {
    by: list({
      value: 'a,b',
      description: (catalog) =>
        `fields to group by: type (default), year, month, date, any field, ${[...catalog.filters.keys()].join(', ')}`,
      completer: completeDimensions,
    }),
    limit: number({ value: 'n', description: 'show at most n rows' }),
    conditions: selection,
  },
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
  run: async ({ dataset, language }, { text, by = ['type'], limit, conditions }) => {
    const dimensionNames = [...new Set(by)];
    if (dimensionNames.length > MAX_DIMENSIONS)
      throw new UserError(`cannot group by ${dimensionNames.length} fields`, `use at most ${MAX_DIMENSIONS}`);
    const { matches, types, notes, emptyMessage, requestedRefs } = await runQuery(dataset, {
      ...conditions,
      ...definedOnly({ text }),
      leavesOutBookkeeping: true,
    });
    const dimensions = dimensionNames.map((name) => parseDimension(dataset, name, types));
    const entries = matches.map(({ entry }) => entry);
    const counted = countableDimensions(dataset, entries, dimensions);
    const counts = countBy(counted, dimensions);
    const rows = counts.slice(0, limit);
    const skippedCount = entries.length - counted.length;
    const nothingCounted = skippedCount > 0 ? 'none' : emptyMessage;
    return {
      output: rows.map((count) => toCountData(dimensions, count)),
      notes: [
        ...notes,
        ...searchNotes(dataset, requestedRefs, matches.length, language),
        ...skippedNotes(skippedCount, by),
        ...limitNotes(rows.length, counts.length, 'rows'),
        ...repeatedNotes(counts, counted.length),
      ],
      dimensions,
      rows,
      emptyMessage: counts.length > 0 ? NONE_SHOWN : nothingCounted,
    };
  },
  view: ({ dimensions, rows, emptyMessage }, { dataset, language }) => {
    const maxRecords = rows.reduce((max, { records }) => Math.max(max, records), 1);
    return [
      {
        table: {
          columns: [...countColumns(dimensions), { name: 'bar', title: '' }],
          rows: rows.map((count): Cell[] => [
            ...countCells({ dataset, language }, dimensions, count),
            { bar: count.records / maxRecords },
          ]),
        },
        empty: emptyMessage,
      },
    ];
  },
  table: ({ dimensions, rows }) => ({
    columns: countColumns(dimensions),
    rows: rows.map(({ values, records }): Cell[] => [...values, records]),
  }),
});

const countColumns = (dimensions: readonly Dimension[]): Column[] => [
  ...dimensions.map(({ name, title }) => ({ name, title })),
  { name: 'records', title: 'records' },
];

const skippedNotes = (count: number, fields: readonly string[]): Note[] => {
  if (count === 0) return [];
  const message = `${pluralize(count, 'record')} left out: their type has no ${fields.join(' or no ')}`;
  return [{ code: 'no-such-field', message, count }];
};

const repeatedNotes = (counts: readonly Count[], recordCount: number): Note[] => {
  const total = counts.reduce((sum, { records }) => sum + records, 0);
  if (total <= recordCount) return [];
  const message = `a record is counted once per value; there are ${pluralize(recordCount, 'record')} in total`;
  return [{ code: 'counted-per-value', message, count: recordCount }];
};

const toCountData = (dimensions: readonly Dimension[], { values, records }: Count) => ({
  ...Object.fromEntries(dimensions.map(({ name }, index): [string, JsonValue] => [name, values[index] ?? null])),
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
