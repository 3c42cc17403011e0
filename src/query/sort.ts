import type { Dataset, Entry } from '../dataset/dataset.ts';
import { UserError } from '../model/errors.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { type Data, isList, type Value } from '../model/record.ts';

/** The order in which records are shown unless asked otherwise: by type, the newest first, the undated last, then by id. */
export const byTypeAndDate =
  (dataset: Dataset) =>
  (a: Entry, b: Entry): number => {
    const rank = (entry: Entry): number => dataset.catalog.types.findIndex((type) => type.name === entry.type);
    return rank(a) - rank(b) || compare(b.date ?? '', a.date ?? '') || compare(a.id, b.id);
  };

/** Sorts whole records by a field; `-field` from the greatest. What lacks the field comes last either way. */
export const sortBy = <T extends { readonly data: Data }>(rows: readonly T[], key: string): T[] => {
  const descending = key.startsWith('-');
  const path = fromDotted(descending ? key.slice(1) : key);
  if (path[0] === '')
    throw new UserError(
      '--sort needs the name of a field',
      'for example: --sort signed, or --sort=-signed for the newest first',
    );
  const keyed = rows.map((row) => ({ row, value: valueAt(row.data, path) }));
  const known = keyed.filter(({ value }) => value !== undefined && value !== null);
  known.sort((a, b) => (descending ? -1 : 1) * compare(comparable(a.value), comparable(b.value)));
  return [...known, ...keyed.filter(({ value }) => value === undefined || value === null)].map(({ row }) => row);
};

const comparable = (value: Value | undefined): string | number => {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value.toLowerCase();
  return isList(value) ? value.length : JSON.stringify(value);
};

const compare = (a: string | number, b: string | number): number =>
  typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === 'number' ? -1 : 1;
