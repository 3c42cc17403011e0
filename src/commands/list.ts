import type { Dataset } from '../dataset/dataset.ts';
import { UserError } from '../model/errors.ts';
import type { JsonObject } from '../model/record.ts';
import type { Result } from '../model/result.ts';
import { runQuery, NO_MATCHES, typeByName } from '../query/filter.ts';
import { byTypeAndDate, sortBy, sortKey } from '../query/sort.ts';
import type { Command, Options } from './command.ts';
import { completeTypes } from './completions.ts';
import { KNOWN_ON_OPTION, toQueryParams, VALID_ON_OPTION } from './filters.ts';
import { countResult, selectRows, type RowOptions, rowOptions, rowsResult } from './rows.ts';

export const listCommand: Command = {
  name: 'list',
  arguments: [
    {
      name: '[type]',
      description: 'the type of the records; without it the types and how many records each has',
      completes: completeTypes,
    },
  ],
  summary: 'Show all records of a type, or the types',
  options: () => [VALID_ON_OPTION, KNOWN_ON_OPTION, ...rowOptions],
  examples: [
    { command: 'minerals list', description: 'the types and their counts' },
    { command: 'minerals list agreements', description: 'all agreements, the newest first' },
    { command: 'minerals list list --valid-on 2024', description: 'the lists that applied then' },
    {
      command: 'minerals list mineral --lang de --format csv',
      description: 'the minerals in German, for a spreadsheet',
    },
  ],
  run: async (context, [name], options) => {
    const dataset = await context.dataset();
    if (name === undefined) return typesResult(dataset, options, context.language);
    const question = toQueryParams(context.catalog, options);
    const answer = await runQuery(dataset, { ...question, types: [typeByName(dataset, name).name] });
    const order = byTypeAndDate(dataset);
    const found = answer.matches.toSorted((a, b) => order(a.entry, b.entry)).map(selectRows);
    return rowsResult(dataset, found, options, context, answer);
  },
};

/** The types and how many records each has, shaped by the row options. */
const typesResult = (dataset: Dataset, options: Options, language: string | undefined): Result => {
  const { sort, limit, fields = FIELDS, count } = options as RowOptions;
  if (options['validOn'] !== undefined)
    throw new UserError(
      '--valid-on asks of records, not of types',
      'name a type: minerals list <type> --valid-on <date>',
    );
  const chosen = [...new Set(fields.flatMap((field) => (field === 'all' ? FIELDS : [field])))];
  for (const field of [...chosen, ...(sort === undefined ? [] : [sortKey(sort).field])])
    if (!FIELDS.includes(field))
      throw new UserError(`the types have no field "${field}"`, `the fields are ${FIELDS.join(', ')}`);
  const types = dataset.catalog.types.map(({ name, description }): JsonObject => ({
    type: name,
    count: dataset.entriesOfType(name).length,
    description,
  }));
  if (count) return countResult(types.length);
  const sorted = sort === undefined ? types : sortBy(types, sort, (row, field) => row[field], language);
  const shown = sorted.slice(0, limit);
  const columns = chosen.map((name) => ({ name, title: name }));
  return {
    data: shown.map((row) => Object.fromEntries(chosen.map((field) => [field, row[field] ?? null]))),
    view: [{ table: { columns, rows: shown.map((row) => chosen.map((field) => row[field])) }, empty: NO_MATCHES }],
    notes: shown.length < types.length ? [`${shown.length} of ${types.length} types shown`] : [],
  };
};

const FIELDS: readonly string[] = ['type', 'count', 'description'];
