import { UserError } from '../model/errors.ts';
import type { Value } from '../model/record.ts';
import type { Cell } from '../model/result.ts';
import { filter } from '../query/filter.ts';
import { searched } from '../query/sweeps.ts';
import { type Count, measurable, type Measure, measure, tally } from '../query/tally.ts';
import { nameOf, type Wording } from '../query/wording.ts';
import { filtersOf } from '../schema/filters.ts';
import type { Command } from './command.ts';
import { ofMeasures } from './completions.ts';
import { filterOptions, questionOf } from './filters.ts';
import { NONE_SHOWN } from './rows.ts';

/** Records with many values in each of many fields would count under millions of combinations. */
const MOST = 3;

export const stats: Command = {
  name: 'stats',
  arguments: [{ name: '[text]', description: 'text that must occur in the record', blanks: true }],
  summary: 'Count records by any field: kind, year, country, mineral, topics',
  options: (catalog) => [
    {
      flags: '--by <a,b>',
      description: `what to count by: type (unless told), year, month, date, any field, ${[...filtersOf(catalog()).keys()].join(', ')}`,
      list: true,
      completes: ofMeasures,
    },
    { flags: '--limit <n>', description: 'at most so many rows', number: true },
    ...filterOptions(catalog()),
  ],
  examples: [
    { command: 'minerals stats --by year --type agreement', says: 'agreements by year' },
    { command: 'minerals stats --by kind,year --party US', says: 'what the United States signed, by form and year' },
    { command: 'minerals stats --by country,year --mineral lithium --format csv', says: 'for a spreadsheet' },
    { command: 'minerals stats --by topics --limit 10', says: 'what agreements are about, the most frequent first' },
  ],
  run: async (context, [text], options) => {
    const dataset = await context.dataset();
    const { by = ['type'], limit } = options as { by?: readonly string[]; limit?: number };
    const names = [...new Set(by)];
    if (names.length > MOST)
      throw new UserError(`records cannot be counted by ${names.length} things at once`, `give at most ${MOST}`);
    const { matches, types, notes, nothing, asked } = await filter(dataset, questionOf(context.catalog, options, text));
    const measures = names.map((name) => measure(dataset, name, types));
    const found = matches.map(({ entry }) => entry);
    const entries = measurable(dataset, found, measures);
    const counts = tally(entries, measures);
    const shown = counts.slice(0, limit);
    const most = shown.reduce((max, { records }) => Math.max(max, records), 1);
    const wording = { dataset, language: context.language };
    const uncounted = entries.length < found.length ? 'none' : nothing;
    const columns = [...measures.map(({ name, title }) => ({ name, title })), { name: 'records', title: 'records' }];
    return {
      data: shown.map((count) => told(measures, count)),
      view: [
        {
          table: {
            columns: [...columns, { name: 'bar', title: '' }],
            rows: shown.map((count): Cell[] => [...named(wording, measures, count), { bar: count.records / most }]),
          },
          empty: counts.length > 0 ? NONE_SHOWN : uncounted,
        },
      ],
      flat: { columns, rows: shown.map(({ values, records }): Cell[] => [...values, records]) },
      notes: [
        ...notes,
        ...searched(dataset, asked, matches.length, context.language),
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

const told = (measures: readonly Measure[], { values, records }: Count): Value => ({
  ...Object.fromEntries(measures.map(({ name }, at) => [name, values[at] ?? null])),
  records,
});

const named = (wording: Wording, measures: readonly Measure[], { values, records }: Count): Cell[] => [
  ...measures.map(({ of }, at): Cell => {
    const value = values[at] ?? null;
    if (value === null) return 'not given';
    return of === undefined ? value : nameOf(wording, `${of}/${value}`);
  }),
  records,
];
