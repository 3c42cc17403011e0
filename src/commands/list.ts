import type { Dataset } from '../dataset/dataset.ts';
import { definedItems, mapDefined } from '../model/defined-only.ts';
import { UserError } from '../model/errors.ts';
import type { JsonObject } from '../model/record.ts';
import type { Result } from '../model/result.ts';
import { runQuery, NO_MATCHES, resolveType } from '../query/filter.ts';
import { byTypeAndDate, sortBy, sortKey } from '../query/sort.ts';
import type { Command, OptionValues } from './command.ts';
import { completeTypes } from './completions.ts';
import { KNOWN_ON_OPTION, toQueryParams, VALID_ON_OPTION } from './filters.ts';
import { NONE_SHOWN, countResult, limitNote, toResultRow, type RowOptions, rowOptions, rowsResult } from './rows.ts';

export const listCommand: Command = {
  name: 'list',
  arguments: [
    {
      name: '[type]',
      description: 'record type (default: list the types and their record counts)',
      completer: completeTypes,
    },
  ],
  summary: 'List all records of a type, or the types',
  options: () => [VALID_ON_OPTION, KNOWN_ON_OPTION, ...rowOptions],
  examples: [
    { command: 'minerals list', description: 'the types and their counts' },
    { command: 'minerals list agreements', description: 'all agreements, newest first' },
    { command: 'minerals list list --valid-on 2024', description: 'the lists in force in 2024' },
    {
      command: 'minerals list mineral --lang de --format csv',
      description: 'the minerals in German, for a spreadsheet',
    },
  ],
  run: async (context, [typeName], options) => {
    const dataset = await context.dataset();
    if (typeName === undefined) return typesResult(dataset, options, context.language);
    const params = toQueryParams(context.catalog, options);
    const queryResult = await runQuery(dataset, { ...params, types: [resolveType(dataset, typeName).name] });
    const compareEntries = byTypeAndDate(dataset);
    const rows = queryResult.matches.toSorted((a, b) => compareEntries(a.entry, b.entry)).map(toResultRow);
    return rowsResult(dataset, rows, options, context, queryResult);
  },
};

/** Lists the types with their record counts, shaped by the row options. */
const typesResult = (dataset: Dataset, options: OptionValues, language: string | undefined): Result => {
  const { sort, limit, fields = FIELDS, count } = options as RowOptions;
  if (options['validOn'] !== undefined)
    throw new UserError('--valid-on needs a type', 'name a type: minerals list <type> --valid-on <date>');
  const selectedFields = [...new Set(fields.flatMap((field) => (field === 'all' ? FIELDS : [field])))];
  const usedFields = definedItems([...selectedFields, mapDefined(sort, (order) => sortKey(order).field)]);
  for (const field of usedFields)
    if (!FIELDS.includes(field))
      throw new UserError(`the list of types has no field "${field}"`, `fields: ${FIELDS.join(', ')}`);
  const types = dataset.catalog.types.map(({ name, description }): JsonObject => ({
    type: name,
    count: dataset.entriesOfType(name).length,
    description,
  }));
  if (count) return countResult(types.length);
  const sorted = sort === undefined ? types : sortBy(types, sort, (row, field) => row[field], language);
  const rows = sorted.slice(0, limit);
  const columns = selectedFields.map((name) => ({ name, title: name }));
  return {
    data: rows.map((row) => Object.fromEntries(selectedFields.map((field) => [field, row[field] ?? null]))),
    view: [
      {
        table: { columns, rows: rows.map((row) => selectedFields.map((field) => row[field])) },
        empty: sorted.length > 0 ? NONE_SHOWN : NO_MATCHES,
      },
    ],
    notes: definedItems([limitNote(rows.length, types.length, 'types')]),
  };
};

const FIELDS: readonly string[] = ['type', 'count', 'description'];
