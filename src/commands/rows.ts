import type { Dataset, Entry } from '../dataset/dataset.ts';
import { UserError } from '../model/errors.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { type Data, type Ref, refOf, whole } from '../model/record.ts';
import type { Result } from '../model/result.ts';
import type { Match } from '../query/filter.ts';
import { sortBy } from '../query/sort.ts';
import { searched } from '../query/sweeps.ts';
import { chosenColumns, flatten, type Row, tabulate } from '../query/tabulate.ts';
import type { Context, Option, Options } from './command.ts';

/** The options that every command which answers with records has. */
export const rowOptions: readonly Option[] = [
  { flags: '--sort <field>', description: 'order by a field; -field from the greatest (--sort=-signed)' },
  { flags: '--limit <n>', description: 'at most so many records', number: true },
  { flags: '--fields <a,b>', description: 'only these fields; a part of one as speaker.name', list: true },
  { flags: '--count', description: 'only how many there are' },
];

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

/** Records as a result, shaped by the row options. */
export const rowsResult = (
  dataset: Dataset,
  found: readonly Found[],
  options: Options,
  { language }: Pick<Context, 'language'>,
  more: { readonly ranked?: boolean; readonly notes?: readonly string[]; readonly asked?: readonly Ref[] } = {},
): Result => {
  const { sort, limit, fields, count } = options as {
    sort?: string;
    limit?: number;
    fields?: readonly string[];
    count?: boolean;
  };
  const notes = more.notes ?? [];
  const asked = more.asked ?? [];
  const others = found.filter(({ entry }) => !asked.includes(refOf(entry))).length;
  const remarks = searched(dataset, asked, others, language);
  if (count)
    return {
      data: found.length,
      view: [{ prose: String(found.length) }],
      flat: { columns: [{ name: 'count', title: 'Count' }], rows: [[found.length]] },
      // The number stands alone, for scripts.
      notes: [...notes, ...remarks],
    };
  const columns = fields ? chosenColumns(dataset, fields) : undefined;
  if (sort !== undefined) chosenColumns(dataset, [sort.replace(/^-/, '')]);
  if (limit !== undefined && !(limit >= 0)) throw new UserError('--limit needs a whole number from 0');
  // Without an order of its own only what is shown is read.
  const read = (each: readonly Found[]): Row[] =>
    each.map(({ entry, added }) => ({ entry, data: { ...whole(dataset.read(entry)), ...added } }));
  const rows = sort === undefined ? read(found.slice(0, limit)) : sortBy(read(found), sort).slice(0, limit);
  const shape = { ...(columns ? { columns } : {}), language };
  return {
    data: rows.map(({ data }) =>
      fields ? Object.fromEntries(fields.map((field) => [field, valueAt(data, fromDotted(field)) ?? null])) : data,
    ),
    // A script asks for neither.
    get view() {
      return tabulate(dataset, rows, { ...shape, ranked: more.ranked ?? false });
    },
    get flat() {
      return flatten(dataset, rows, shape);
    },
    notes: rows.length < found.length ? [...notes, `${rows.length} of ${found.length} records shown`] : notes,
    remarks,
  };
};
