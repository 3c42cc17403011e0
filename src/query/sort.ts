import type { Dataset, Entry } from '../dataset/dataset.ts';
import { UserError } from '../model/errors.ts';
import { isList, type JsonValue } from '../model/record.ts';

/** The order in which records are shown unless asked otherwise: by type, the newest first, the undated last, then by id. */
export const byTypeAndDate =
  (dataset: Dataset) =>
  (a: Entry, b: Entry): number => {
    const rank = (entry: Entry): number => dataset.catalog.types.findIndex((type) => type.name === entry.type);
    return rank(a) - rank(b) || order(b.date ?? '', a.date ?? '') || order(a.id, b.id);
  };

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The field that rows are to be sorted by, and whether from the greatest: `signed`, `-signed`. Throws UserError where none is named. */
export const sortKey = (sort: string): { readonly field: string; readonly isDescending: boolean } => {
  const isDescending = sort.startsWith('-');
  const field = isDescending ? sort.slice(1) : sort;
  if (field === '')
    throw new UserError(
      '--sort needs the name of a field',
      'for example: --sort signed, or --sort=-signed for the newest first',
    );
  return { field, isDescending };
};

/** Sorts by a field, texts as a language does. What lacks it comes last either way; what is equal stays in its order. */
export const sortBy = <Row>(
  rows: readonly Row[],
  sort: string,
  valueOf: (row: Row, field: string) => JsonValue | undefined,
  language: string | undefined,
): Row[] => {
  const { field, isDescending } = sortKey(sort);
  const { compare } = new Intl.Collator(language ?? 'en');
  const keyed = rows.map((row) => ({ row, value: valueOf(row, field) ?? null }));
  const known = keyed.flatMap(({ row, value }) => (value === null ? [] : [{ row, key: comparable(value) }]));
  known.sort(({ key: a }, { key: b }) => {
    if (typeof a === 'number' || typeof b === 'number')
      return typeof a !== typeof b
        ? typeof a === 'number'
          ? -1
          : 1
        : (isDescending ? -1 : 1) * (Number(a) - Number(b));
    return (isDescending ? -1 : 1) * compare(a, b);
  });
  return [...known, ...keyed.filter(({ value }) => value === null)].map(({ row }) => row);
};

const comparable = (value: JsonValue): string | number => {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return isList(value) ? value.length : JSON.stringify(value);
};
