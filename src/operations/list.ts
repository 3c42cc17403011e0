import type { Dataset } from '../core/index/dataset.ts';
import { UserError } from '../core/model/errors.ts';
import type { JsonObject } from '../core/model/record.ts';
import type { Table } from '../core/model/block.ts';
import { countFields, countFilterValues, filterByPlural } from '../core/query/field-values.ts';
import { runQuery, NO_MATCHES, resolveType } from '../core/query/filter.ts';
import { byTypeAndDate, sortBy, sortKey } from '../core/query/sort.ts';
import { completeTypes } from './completions.ts';
import { selectionOfType } from './filters.ts';
import { optionalText } from './input.ts';
import { type DatasetContext, defineOperation } from './operation.ts';
import {
  answerRows,
  limitNotes,
  NONE_SHOWN,
  type RowOptions,
  rowOptions,
  type RowsAnswer,
  tableOfRows,
  toResultRow,
  viewRows,
} from './rows.ts';

export const listOperation = defineOperation({
  name: 'list',
  arguments: {
    type: optionalText({
      description: 'record type, or kinds, topics, clauses, regions, sides, fields <type> (default: the types)',
      completer: completeTypes,
    }),
    of: optionalText({ description: 'with fields: the type whose fields are listed', completer: completeTypes }),
  },
  summary: 'List all records of a type, or the types',
  options: { conditions: selectionOfType, ...rowOptions },
  examples: [
    { command: 'minerals list', description: 'the types and their counts' },
    { command: 'minerals list agreements', description: 'all agreements, newest first' },
    { command: 'minerals list list --valid-on 2024', description: 'the lists in force in 2024' },
    {
      command: 'minerals list mineral --lang de --format csv',
      description: 'the minerals in German, for a spreadsheet',
    },
  ],
  run: async (context, { type: typeName, of: fieldsOf, conditions, ...rowValues }): Promise<ListAnswer> => {
    const { dataset } = context;
    if (typeName === undefined) {
      if (conditions.validOn !== undefined)
        throw new UserError('--valid-on needs a type', 'name a type: minerals list <type> --valid-on <date>');
      return answerValues(context, listTypes(dataset), rowValues);
    }
    const valueRows = listValues(dataset, typeName, fieldsOf);
    if (valueRows) return answerValues(context, valueRows, rowValues);
    if (fieldsOf !== undefined)
      throw new UserError(`list takes one type, but was given "${fieldsOf}" too`, `try: minerals list ${typeName}`);
    const queryResult = await runQuery(dataset, { ...conditions, types: [resolveType(dataset, typeName).name] });
    const compareEntries = byTypeAndDate(dataset);
    const rows = queryResult.matches.toSorted((a, b) => compareEntries(a.entry, b.entry)).map(toResultRow);
    return answerRows(context, rows, rowValues, queryResult);
  },
  view: (answer) => (answer.values ? [answer.values] : viewRows(answer)),
  table: (answer) => answer.values?.table ?? tableOfRows(answer),
});

interface ListAnswer extends RowsAnswer {
  /** The values of a field, if no records are listed. */
  readonly values?: { readonly table: Table; readonly empty: string };
}

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
const listTypes = (dataset: Dataset): JsonObject[] =>
  dataset.catalog.types.map(({ name, description }) => ({
    type: name,
    count: dataset.entriesOfType(name).length,
    description,
  }));

/** Shapes a small table of values by the row options. */
const answerValues = (
  { language }: Pick<DatasetContext, 'language'>,
  items: readonly JsonObject[],
  { sort, limit, fields, count }: RowOptions,
): ListAnswer => {
  const knownFields = Object.keys(items[0] ?? {});
  const selectedFields = [
    ...new Set((fields ?? knownFields).flatMap((field) => (field === 'all' ? knownFields : [field]))),
  ];
  const usedFields = sort === undefined ? selectedFields : [...selectedFields, sortKey(sort).field];
  for (const field of usedFields)
    if (!knownFields.includes(field))
      throw new UserError(`this list has no field "${field}"`, `fields: ${knownFields.join(', ')}`);
  if (count) return { output: items.length, notes: [] };
  const sorted = sort === undefined ? items : sortBy(items, sort, (row, field) => row[field], language);
  const rows = sorted.slice(0, limit);
  const columns = selectedFields.map((name) => ({ name, title: name }));
  return {
    output: rows.map((row) => Object.fromEntries(selectedFields.map((field) => [field, row[field] ?? null]))),
    values: {
      table: { columns, rows: rows.map((row) => selectedFields.map((field) => row[field])) },
      empty: sorted.length > 0 ? NONE_SHOWN : NO_MATCHES,
    },
    notes: limitNotes(rows.length, items.length, 'rows'),
  };
};
