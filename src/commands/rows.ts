import type { Dataset, Entry } from '../core/index/dataset.ts';
import { definedItems, definedOnly } from '../core/model/defined-only.ts';
import { type JsonObject, type Ref, refOf } from '../core/model/record.ts';
import type { Result } from '../core/model/result.ts';
import { type QueryMatch, NO_MATCHES } from '../core/query/filter.ts';
import { sortBy, sortKey } from '../core/query/sort.ts';
import { searchNotes } from '../core/query/search-log.ts';
import {
  DISPUTED_MARK,
  selectColumns,
  fieldValue,
  parseFieldList,
  flattenRow,
  type TableRow,
  toTableRow,
  type TableShape,
  tabulate,
} from '../core/query/tabulate.ts';
import { findDisputedFields } from '../core/query/conflicts.ts';
import { pluralize } from '../core/model/text.ts';
import type { RecordType } from '../core/schema/catalog.ts';
import type { CommandContext, CommandOption, OptionValues } from './command.ts';
import { completeFields } from './completions.ts';

/** Options of every command that lists records. */
export const rowOptions: readonly CommandOption[] = [
  {
    flags: '--sort <field>',
    description: 'sort by field; -field for descending (--sort=-signed)',
    completer: completeFields,
  },
  { flags: '--limit <n>', description: 'show at most n records', isNumber: true },
  {
    flags: '--fields <a,b>',
    description: 'columns, comma-separated (speaker.name, all)',
    isList: true,
    completer: completeFields,
  },
  { flags: '--count', description: 'print the count only' },
];

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
  readonly notes?: readonly string[];
  readonly emptyMessage?: string;
  readonly requestedRefs?: readonly Ref[];
}

/** Shown instead of rows if the limit is 0. */
export const NONE_SHOWN = 'none shown: the limit is 0';

/** Builds a result from rows, shaped by the row options. */
export const rowsResult = (
  dataset: Dataset,
  resultRows: readonly ResultRow[],
  options: OptionValues,
  { language }: Pick<CommandContext, 'language'>,
  { types, isRanked = false, notes = [], emptyMessage = NO_MATCHES, requestedRefs = [] }: RowsContext,
): Result => {
  const { sort, limit, fields, count } = options as RowOptions;
  if (sort !== undefined) selectColumns(dataset, [sortKey(sort).field]);
  if (fields) selectColumns(dataset, parseFieldList(fields, types, []));
  const otherCount = resultRows.filter(({ entry }) => !requestedRefs.includes(refOf(entry))).length;
  const allNotes = [...notes, ...searchNotes(dataset, requestedRefs, otherCount, language)];
  if (count) return countResult(resultRows.length, allNotes);
  const readRows = (selected: readonly ResultRow[]): TableRow[] =>
    selected.map(({ entry, extraData }) => toTableRow(dataset, entry, language, extraData));
  // Without sorting, only the records that are shown need to be read.
  const rows =
    sort === undefined
      ? readRows(resultRows.slice(0, limit))
      : sortBy(readRows(resultRows), sort, fieldValue, language).slice(0, limit);
  const fieldNames = fields && parseFieldList(fields, types, rows);
  allNotes.push(...noteDisputed(dataset, rows, fields));
  const shape: TableShape = {
    columns: fieldNames && selectColumns(dataset, fieldNames),
    types,
    isRanked,
    emptyMessage: resultRows.length > 0 ? NONE_SHOWN : emptyMessage,
  };
  return {
    data: rows.map((row) => {
      if (!fieldNames) return row.data;
      return Object.fromEntries(fieldNames.map((field) => [field, fieldValue(row, field) ?? null]));
    }),
    // Computed on demand, because JSON output needs neither.
    get view() {
      return tabulate(rows, shape);
    },
    get flatTable() {
      return flattenRow(rows, shape);
    },
    notes: definedItems([...allNotes, limitNote(rows.length, resultRows.length, 'records')]),
  };
};

/** Note for a list that is cut at the limit. */
export const limitNote = (shownCount: number, totalCount: number, noun: string): string | undefined =>
  shownCount < totalCount ? `${shownCount} of ${totalCount} ${noun} shown` : undefined;

/** Notes how many of the rows have a field about which sources disagree, among the requested ones if any are. */
const noteDisputed = (dataset: Dataset, rows: readonly TableRow[], fields: readonly string[] | undefined): string[] => {
  const isShown = (field: string): boolean => fields === undefined || fields.includes(field);
  const count = rows.filter(({ entry }) => findDisputedFields(dataset, entry).some(isShown)).length;
  if (count === 0) return [];
  return [
    `sources disagree about fields of ${pluralize(count, 'record')} (${DISPUTED_MARK} in tables); see minerals conflicts`,
  ];
};

/** Values of the row options. */
export interface RowOptions {
  readonly sort?: string;
  readonly limit?: number;
  readonly fields?: readonly string[];
  readonly count?: boolean;
}

/** Builds a result that is a single number. */
export const countResult = (count: number, notes: readonly string[] = []): Result => ({
  data: count,
  view: [{ prose: String(count) }],
  flatTable: { columns: [{ name: 'count', title: 'Count' }], rows: [[count]] },
  notes,
});
