import type { Dataset, Entry } from '../dataset/dataset.ts';
import { type Data, type Ref, refOf } from '../model/record.ts';
import type { Result } from '../model/result.ts';
import { type Match, NOTHING } from '../query/filter.ts';
import { sortBy, sortKey } from '../query/sort.ts';
import { searched } from '../query/sweeps.ts';
import { chosenColumns, fieldOf, fieldsOf, flatten, type Row, rowOf, type Shape, tabulate } from '../query/tabulate.ts';
import type { Type } from '../schema/catalog.ts';
import type { Context, Option, Options } from './command.ts';
import { ofFields } from './completions.ts';

/** The options that every command which answers with records has. */
export const rowOptions: readonly Option[] = [
  {
    flags: '--sort <field>',
    description: 'order by a field; -field from the greatest (--sort=-signed)',
    completes: ofFields,
  },
  { flags: '--limit <n>', description: 'at most so many records', number: true },
  {
    flags: '--fields <a,b>',
    description: 'only these fields; a part of one as speaker.name, all of them as all',
    list: true,
    completes: ofFields,
  },
  { flags: '--count', description: 'only how many there are' },
];

/** Shown for an empty answer if something was found and the limit is 0. */
export const NONE_SHOWN = 'none shown: the limit is 0';

/** A record found, with what the question adds to it. */
export interface Found {
  readonly entry: Entry;
  readonly added?: Data;
}

/** A match as it is shown: with what the question found out about it. */
export const foundOf = ({ entry, inferred, standing }: Match): Found => {
  const { valid, facts } = standing ?? {};
  return {
    entry,
    added: { ...(inferred ? { inferred } : {}), ...(valid ? { valid } : {}), ...(facts ? { valid_facts: facts } : {}) },
  };
};

/** What the answer to a question was, and what bears on it. */
interface Asked {
  /** The types that can be among the records. */
  readonly types: readonly Type[];
  /** Whether the best come first. */
  readonly isRanked?: boolean;
  readonly notes?: readonly string[];
  readonly nothing?: string;
  readonly asked?: readonly Ref[];
}

/** Records as a result, shaped by the row options. */
export const rowsResult = (
  dataset: Dataset,
  found: readonly Found[],
  options: Options,
  { language }: Pick<Context, 'language'>,
  { types, isRanked = false, notes = [], nothing = NOTHING, asked = [] }: Asked,
): Result => {
  const { sort, limit, fields, count } = options as RowOptions;
  if (sort !== undefined) chosenColumns(dataset, [sortKey(sort).field]);
  if (fields) chosenColumns(dataset, fieldsOf(fields, types, []));
  const others = found.filter(({ entry }) => !asked.includes(refOf(entry))).length;
  const remarks = [...notes, ...searched(dataset, asked, others, language)];
  if (count) return counted(found.length, remarks);
  // Without an order of its own only what is shown is read.
  const read = (each: readonly Found[]): Row[] =>
    each.map(({ entry, added }) => rowOf(dataset, entry, language, added));
  const rows =
    sort === undefined ? read(found.slice(0, limit)) : sortBy(read(found), sort, fieldOf, language).slice(0, limit);
  const chosen = fields && fieldsOf(fields, types, rows);
  const columns = chosen && chosenColumns(dataset, chosen);
  const shape: Shape = { columns, types, isRanked, nothing: found.length > 0 ? NONE_SHOWN : nothing };
  return {
    data: rows.map((row) =>
      chosen ? Object.fromEntries(chosen.map((field) => [field, fieldOf(row, field) ?? null])) : row.data,
    ),
    // A script asks for neither.
    get view() {
      return tabulate(rows, shape);
    },
    get flat() {
      return flatten(rows, shape);
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
export const counted = (count: number, notes: readonly string[] = []): Result => ({
  data: count,
  view: [{ prose: String(count) }],
  flat: { columns: [{ name: 'count', title: 'Count' }], rows: [[count]] },
  notes,
});
