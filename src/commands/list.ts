import type { Dataset } from '../core/index/dataset.ts';
import { definedItems } from '../core/model/defined-only.ts';
import { UserError } from '../core/model/errors.ts';
import type { JsonObject } from '../core/model/record.ts';
import type { Result } from '../core/model/result.ts';
import { countFields, countFilterValues, filterByPlural } from '../core/query/field-values.ts';
import { runQuery, NO_MATCHES, resolveType } from '../core/query/filter.ts';
import { byTypeAndDate, sortBy, sortKey } from '../core/query/sort.ts';
import type { Command, OptionValues } from './command.ts';
import { completeTypes } from './completions.ts';
import { filterOptions, toQueryParams } from './filters.ts';
import { NONE_SHOWN, countResult, limitNote, toResultRow, type RowOptions, rowOptions, rowsResult } from './rows.ts';

export const listCommand: Command = {
  name: 'list',
  arguments: [
    {
      name: '[type]',
      description: 'record type, or kinds, topics, clauses, regions, sides, fields <type> (default: the types)',
      completer: completeTypes,
    },
    { name: '[of]', description: 'with fields: the type whose fields are listed', completer: completeTypes },
  ],
  summary: 'List all records of a type, or the types',
  options: (catalog) => [
    ...filterOptions(catalog()).filter(({ flags }) => !flags.startsWith('--type ')),
    ...rowOptions,
  ],
  examples: [
    { command: 'minerals list', description: 'the types and their counts' },
    { command: 'minerals list agreements', description: 'all agreements, newest first' },
    { command: 'minerals list list --valid-on 2024', description: 'the lists in force in 2024' },
    {
      command: 'minerals list mineral --lang de --format csv',
      description: 'the minerals in German, for a spreadsheet',
    },
  ],
  run: async (context, [typeName, fieldsOf], options) => {
    const dataset = await context.dataset();
    if (typeName === undefined) return typesResult(dataset, options, context.language);
    const valueRows = listValues(dataset, typeName, fieldsOf);
    if (valueRows) return tableResult(valueRows, options, context.language);
    if (fieldsOf !== undefined)
      throw new UserError(`list takes one type, but was given "${fieldsOf}" too`, `try: minerals list ${typeName}`);
    const params = toQueryParams(context.catalog, options);
    const queryResult = await runQuery(dataset, { ...params, types: [resolveType(dataset, typeName).name] });
    const compareEntries = byTypeAndDate(dataset);
    const rows = queryResult.matches.toSorted((a, b) => compareEntries(a.entry, b.entry)).map(toResultRow);
    return rowsResult(dataset, rows, options, context, queryResult);
  },
};

/** The values of a filter, or the fields of a type, with counts; undefined if the word names a type. */
const listValues = (dataset: Dataset, word: string, fieldsOf: string | undefined): JsonObject[] | undefined => {
  if (dataset.catalog.typeByName(word)) return undefined;
  if (word === 'fields') {
    if (fieldsOf === undefined)
      throw new UserError('list fields needs a type', 'for example: minerals list fields agreement');
    return countFields(dataset, resolveType(dataset, fieldsOf));
  }
  const filter = filterByPlural(dataset, word);
  return filter && countFilterValues(dataset, filter);
};

/** Lists the types with their record counts. */
const typesResult = (dataset: Dataset, options: OptionValues, language: string | undefined): Result => {
  if (options['validOn'] !== undefined)
    throw new UserError('--valid-on needs a type', 'name a type: minerals list <type> --valid-on <date>');
  const types = dataset.catalog.types.map(({ name, description }): JsonObject => ({
    type: name,
    count: dataset.entriesOfType(name).length,
    description,
  }));
  return tableResult(types, options, language);
};

/** Shapes a small table of values by the row options. */
const tableResult = (items: readonly JsonObject[], options: OptionValues, language: string | undefined): Result => {
  const knownFields = Object.keys(items[0] ?? {});
  const { sort, limit, fields = knownFields, count } = options as RowOptions;
  const selectedFields = [...new Set(fields.flatMap((field) => (field === 'all' ? knownFields : [field])))];
  const usedFields = sort === undefined ? selectedFields : [...selectedFields, sortKey(sort).field];
  for (const field of usedFields)
    if (!knownFields.includes(field))
      throw new UserError(`this list has no field "${field}"`, `fields: ${knownFields.join(', ')}`);
  if (count) return countResult(items.length);
  const sorted = sort === undefined ? items : sortBy(items, sort, (row, field) => row[field], language);
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
    notes: definedItems([limitNote(rows.length, items.length, 'rows')]),
  };
};
