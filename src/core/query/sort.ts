import type { Dataset, Entry } from '../index/dataset.ts';
import { UserError } from '../model/errors.ts';
import { isList, type JsonValue } from '../model/record.ts';
import { compareText } from '../model/text.ts';

/** Default order of records: by type, newest first, undated last, then by id. */
export const byTypeAndDate =
  (dataset: Dataset) =>
  (a: Entry, b: Entry): number => {
    const typeIndex = (entry: Entry): number => dataset.catalog.types.findIndex((type) => type.name === entry.type);
    return typeIndex(a) - typeIndex(b) || compareText(b.date ?? '', a.date ?? '') || compareText(a.id, b.id);
  };

/** Parses `signed` or `-signed` (descending). Throws UserError if the field is missing. */
export const sortKey = (sort: string): { readonly field: string; readonly isDescending: boolean } => {
  const isDescending = sort.startsWith('-');
  const field = sort.replace(/^-/, '');
  if (field === '')
    throw new UserError(
      '--sort needs the name of a field',
      'for example: --sort signed, or --sort=-signed for the newest first',
    );
  return { field, isDescending };
};

/** Sorts rows by a field, texts by the rules of the language. Missing values come last; equal rows keep their order. */
export const sortBy = <Row>(
  rows: readonly Row[],
  sort: string,
  valueOf: (row: Row, field: string) => JsonValue | undefined,
  language: string | undefined,
): Row[] => {
  const { field, isDescending } = sortKey(sort);
  const direction = isDescending ? -1 : 1;
  const { compare } = new Intl.Collator(language ?? 'en');
  const rowValues = rows.map((row) => ({ row, value: valueOf(row, field) ?? null }));
  const [missing, present] = [rowValues.filter(isMissing), rowValues.filter((rowValue) => !isMissing(rowValue))];
  const sortable = present.map(({ row, value }) => ({ row, key: toSortable(value) }));
  sortable.sort(({ key: a }, { key: b }) => {
    if (typeof a === 'number' && typeof b === 'number') return direction * (a - b);
    // Numbers come before texts in either direction.
    if (typeof a === 'number') return -1;
    if (typeof b === 'number') return 1;
    return direction * compare(a, b);
  });
  return [...sortable, ...missing].map(({ row }) => row);
};

const isMissing = ({ value }: { readonly value: JsonValue }): boolean => value === null;

const toSortable = (value: JsonValue): string | number => {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (isList(value)) return value.length;
  return JSON.stringify(value);
};
