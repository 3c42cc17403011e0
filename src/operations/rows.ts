import type { Dataset, Entry } from '../core/index/dataset.ts';
import { definedOnly } from '../core/model/defined-only.ts';
import { type JsonObject, type Ref, refOf } from '../core/model/record.ts';
import type { Note } from '../core/model/note.ts';
import type { Block, Table } from '../core/model/block.ts';
import { type QueryMatch, NO_MATCHES } from '../core/query/filter.ts';
import { sortBy, sortKey } from '../core/query/sort.ts';
import { searchNotes } from '../core/query/search-log.ts';
import { fieldValue, parseFieldList, type TableRow, toTableRow } from '../core/query/row-fields.ts';
import { DISPUTED_MARK, selectColumns, flattenRow, type TableShape, tabulate } from '../view/tabulate.ts';
import { findDisputedFields } from '../core/query/conflicts.ts';
import { pluralize } from '../core/model/text.ts';
import type { RecordType } from '../core/schema/catalog.ts';
import { findDerivedMaps } from '../core/schema/derived-entries.ts';
import type { DatasetContext } from './operation.ts';
import { completeFields } from './completions.ts';
import { flag, list, number, text } from './input.ts';

/** Options of every operation that lists records. */
export const rowOptions = {
  sort: text({
    value: 'field',
    description: 'sort by field; -field for descending (--sort=-signed)',
    completer: completeFields,
  }),
  limit: number({ value: 'n', description: 'show at most n records' }),
  fields: list({
    value: 'a,b',
    description: 'columns, comma-separated (speaker.name, all)',
    completer: completeFields,
  }),
  count: flag('print the count only'),
};

/** Values of the row options. */
export interface RowOptions {
  readonly sort?: string | undefined;
  readonly limit?: number | undefined;
  readonly fields?: readonly string[] | undefined;
  readonly count?: boolean;
}

/** A selected record, with data that the query adds to it. */
export interface ResultRow {
  readonly entry: Entry;
  readonly extraData?: JsonObject;
}

/** Converts a match to a row with what the query inferred about it. */
export const toResultRow = ({ entry, inferred, validity }: QueryMatch): ResultRow => {
  const { valid, facts } = validity ?? {};
  return { entry, extraData: definedOnly({ inferred, valid, valid_facts: facts }) as JsonObject };
};

/** Properties of a query that affect how its rows are shown. */
interface RowsContext {
  /** Types that the records may have. */
  readonly types: readonly RecordType[];
  /** Rows are ordered by relevance. */
  readonly isRanked?: boolean;
  readonly notes?: readonly Note[];
  readonly emptyMessage?: string;
  readonly requestedRefs?: readonly Ref[];
}

/** Shown instead of rows if the limit is 0. */
export const NONE_SHOWN = 'none shown: the limit is 0';

/** Records or a part of their fields, or their number. */
type RowsOutput = readonly JsonObject[] | number;

/** An answer in rows: records, or their number. */
export interface RowsAnswer {
  readonly output: RowsOutput;
  readonly notes: readonly Note[];
  /** The rows and their layout; undefined if only the number was asked for. */
  readonly shown?: { readonly rows: readonly TableRow[]; readonly shape: TableShape };
}

/** Builds an answer from rows, shaped by the row options. */
export const answerRows = (
  { dataset, language }: Pick<DatasetContext, 'dataset' | 'language'>,
  resultRows: readonly ResultRow[],
  { sort, limit, fields, count }: RowOptions,
  { types, isRanked = false, notes = [], emptyMessage = NO_MATCHES, requestedRefs = [] }: RowsContext,
): RowsAnswer => {
  if (sort !== undefined) selectColumns(dataset, [sortKey(sort).field]);
  if (fields) selectColumns(dataset, parseFieldList(fields, types, []));
  const otherCount = resultRows.filter(({ entry }) => !requestedRefs.includes(refOf(entry))).length;
  const allNotes = [...notes, ...searchNotes(dataset, requestedRefs, otherCount, language)];
  if (count) return { output: resultRows.length, notes: allNotes };
  const readRows = (selected: readonly ResultRow[]): TableRow[] =>
    selected.map(({ entry, extraData }) => toTableRow(dataset, entry, language, extraData));
  // Without sorting, only the records that are shown need to be read.
  const rows =
    sort === undefined
      ? readRows(resultRows.slice(0, limit))
      : sortBy(readRows(resultRows), sort, fieldValue, language).slice(0, limit);
  const fieldNames = fields && parseFieldList(fields, types, rows);
  allNotes.push(...noteDisputed(dataset, rows, fields), ...noteWithoutEntries(dataset, rows, fields));
  const shape: TableShape = {
    columns: fieldNames && selectColumns(dataset, fieldNames),
    types,
    isRanked,
    emptyMessage: resultRows.length > 0 ? NONE_SHOWN : emptyMessage,
  };
  return {
    output: rows.map((row) => {
      if (!fieldNames) return row.data;
      return Object.fromEntries(fieldNames.map((field) => [field, fieldValue(row, field) ?? null]));
    }),
    shown: { rows, shape },
    notes: [...allNotes, ...limitNotes(rows.length, resultRows.length, 'records')],
  };
};

/** Rows for people. */
export const viewRows = ({ output, shown }: RowsAnswer): readonly Block[] => {
  if (!shown) return viewCount(Number(output));
  return tabulate(shown.rows, shown.shape);
};

/** Rows for spreadsheets. */
export const tableOfRows = ({ output, shown }: RowsAnswer): Table => {
  if (!shown) return tableOfCount(Number(output));
  return flattenRow(shown.rows, shown.shape);
};

/** Note for a list that is cut at the limit. */
export const limitNotes = (shownCount: number, totalCount: number, noun: string): Note[] => {
  if (shownCount >= totalCount) return [];
  return [{ code: 'limited', message: `${shownCount} of ${totalCount} ${noun} shown`, count: totalCount - shownCount }];
};

/** Notes how many of the rows have a field about which sources disagree, among the requested ones if any are. */
const noteDisputed = (dataset: Dataset, rows: readonly TableRow[], fields: readonly string[] | undefined): Note[] => {
  // A date may be that of a field such as `signed`.
  const isShown = (field: string, data: JsonObject): boolean =>
    fields === undefined || fields.includes(field) || (fields.includes('date') && data['date_of'] === field);
  const disputed = rows.filter(({ entry, data }) =>
    findDisputedFields(dataset, entry).some((field) => isShown(field, data)),
  );
  if (disputed.length === 0) return [];
  const records = pluralize(disputed.length, 'record');
  return [
    {
      code: 'disputed',
      message: `sources disagree about fields of ${records} (${DISPUTED_MARK} in tables); see minerals conflicts`,
      count: disputed.length,
      refs: disputed.map(({ entry }) => refOf(entry)),
    },
  ];
};

/** Notes the records that have nothing in a map that is shown and to which other records could add: `holdings`. */
const noteWithoutEntries = (
  dataset: Dataset,
  rows: readonly TableRow[],
  fields: readonly string[] | undefined,
): Note[] =>
  findDerivedMaps(dataset.catalog).flatMap(({ type, field }) => {
    const ownRows = rows.filter(({ entry }) => entry.type === type);
    const isShown = fields?.includes(field) ?? dataset.catalog.type(type)?.schema['x-columns']?.includes(field);
    const emptyRows = ownRows.filter(({ data }) => data[field] === undefined);
    if (isShown !== true || emptyRows.length === 0) return [];
    const [first] = emptyRows;
    const which =
      first && emptyRows.length === 1 ? first.entry.name : `${emptyRows.length} of ${ownRows.length} records`;
    return [
      {
        code: 'nothing-recorded',
        message: `no ${field} recorded for ${which}; that does not mean that there are none`,
        count: emptyRows.length,
        refs: emptyRows.map(({ entry }) => refOf(entry)),
      },
    ];
  });

/** A single number for people. */
export const viewCount = (count: number): readonly Block[] => [{ prose: String(count) }];

/** A single number for spreadsheets. */
export const tableOfCount = (count: number): Table => ({
  columns: [{ name: 'count', title: 'Count' }],
  rows: [[count]],
});
