import type { Dataset, Entry } from '../dataset/dataset.ts';
import { type JsonObject, type Ref, refOf } from '../model/record.ts';
import type { Result } from '../model/result.ts';
import { type QueryMatch, NO_MATCHES } from '../query/filter.ts';
import { sortBy, sortKey } from '../query/sort.ts';
import { searchNotes } from '../query/search-log.ts';
import {
  selectColumns,
  fieldValue,
  parseFieldList,
  flattenRow,
  type TableRow,
  toTableRow,
  type TableShape,
  tabulate,
} from '../query/tabulate.ts';
import type { RecordType } from '../schema/catalog.ts';
import type { Context, CommandOption, Options } from './command.ts';
import { completeFields } from './completions.ts';

/** The options that every command which answers with records has. */
export const rowOptions: readonly CommandOption[] = [
  {
    flags: '--sort <field>',
    description: 'order by a field; -field from the greatest (--sort=-signed)',
    completes: completeFields,
  },
  { flags: '--limit <n>', description: 'at most so many records', number: true },
  {
    flags: '--fields <a,b>',
    description: 'only these fields; a part of one as speaker.name, all of them as all',
    list: true,
    completes: completeFields,
  },
  { flags: '--count', description: 'only how many there are' },
];

/** A record found, with what the question adds to it. */
export interface SelectedRows {
  readonly entry: Entry;
  readonly added?: JsonObject;
}

/** A match as it is shown: with what the question found out about it. */
export const selectRows = ({ entry, inferred, standing }: QueryMatch): SelectedRows => {
  const { valid, facts } = standing ?? {};
  return {
    entry,
    added: { ...(inferred ? { inferred } : {}), ...(valid ? { valid } : {}), ...(facts ? { valid_facts: facts } : {}) },
  };
};

/** What the answer to a question was, and what bears on it. */
interface Asked {
  /** The types that can be among the records. */
  readonly types: readonly RecordType[];
  /** Whether the best come first. */
  readonly isRanked?: boolean;
  readonly notes?: readonly string[];
  readonly nothing?: string;
  readonly asked?: readonly Ref[];
}

/** Records as a result, shaped by the row options. */
export const rowsResult = (
  dataset: Dataset,
  found: readonly SelectedRows[],
  options: Options,
  { language }: Pick<Context, 'language'>,
  { types, isRanked = false, notes = [], nothing = NO_MATCHES, asked = [] }: Asked,
): Result => {
  const { sort, limit, fields, count } = options as RowOptions;
  if (sort !== undefined) selectColumns(dataset, [sortKey(sort).field]);
  if (fields) selectColumns(dataset, parseFieldList(fields, types, []));
  const others = found.filter(({ entry }) => !asked.includes(refOf(entry))).length;
  const remarks = [...notes, ...searchNotes(dataset, asked, others, language)];
  if (count) return countResult(found.length, remarks);
  // Without an order of its own only what is shown is read.
  const read = (each: readonly SelectedRows[]): TableRow[] =>
    each.map(({ entry, added }) => toTableRow(dataset, entry, language, added));
  const rows =
    sort === undefined ? read(found.slice(0, limit)) : sortBy(read(found), sort, fieldValue, language).slice(0, limit);
  const chosen = fields && parseFieldList(fields, types, rows);
  const shape: TableShape = { columns: chosen && selectColumns(dataset, chosen), types, isRanked, nothing };
  return {
    data: rows.map((row) =>
      chosen ? Object.fromEntries(chosen.map((field) => [field, fieldValue(row, field) ?? null])) : row.data,
    ),
    // A script asks for neither.
    get view() {
      return tabulate(rows, shape);
    },
    get flat() {
      return flattenRow(rows, shape);
    },
    notes: rows.length < found.length ? [...remarks, `${rows.length} of ${found.length} records shown`] : remarks,
  };
};

/** What the row options say. */
export interface RowOptions {
  readonly sort?: string;
  readonly limit?: number;
  readonly fields?: readonly string[];
  readonly count?: boolean;
}

/** A number that stands alone, for scripts. */
export const countResult = (count: number, notes: readonly string[] = []): Result => ({
  data: count,
  view: [{ prose: String(count) }],
  flat: { columns: [{ name: 'count', title: 'Count' }], rows: [[count]] },
  notes,
});
