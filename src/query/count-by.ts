import type { Dataset, Entry } from '../dataset/dataset.ts';
import { UserError } from '../model/errors.ts';
import { suggestionHint } from '../model/fuzzy.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { isJsonObject, isList, type JsonValue } from '../model/record.ts';
import { type Catalog, fieldAt, type Schema, type RecordType } from '../schema/catalog.ts';
import { type Filter, readFilters, hasFilterValue } from '../schema/filters.ts';
import { splitRef } from '../schema/references.ts';
import { buildFilterIndex } from './filter-index.ts';

/** How many records share the same values, a value for each thing counted by; null where a record has none. */
export interface Count {
  readonly values: readonly (string | null)[];
  readonly records: number;
}

/** A thing to count records by. */
export interface Dimension {
  readonly name: string;
  readonly title: string;
  /** The type of record that its values name, where they name records. */
  readonly of?: string;
  /** Whether its values have an order of their own, as years have. */
  readonly isOrdered: boolean;
  /** Whether records of a type can have a value at all. */
  readonly isOf: (type: RecordType) => boolean;
  /** The values under which a record counts. */
  readonly valuesOf: (entry: Entry) => readonly string[];
}

/** How much of a record's own date is counted by, in characters. */
const PARTS_OF_DATE: { readonly [name: string]: number } = { year: 4, month: 7, date: 0 };

/**
 * What a person means to count records of some types by: the type, the year or month of a record's date, a filter of
 * `query`, or a field, where none of the types stands under such a filter.
 */
export const parseDimension = (dataset: Dataset, name: string, types: readonly RecordType[]): Dimension => {
  const title = name.replaceAll(/[-_]/g, ' ');
  if (name === 'type') return { name, title, isOrdered: false, isOf: () => true, valuesOf: ({ type }) => [type] };
  const length = PARTS_OF_DATE[name];
  if (length !== undefined)
    return {
      name,
      title,
      isOrdered: true,
      isOf: ({ schema }) => schema['x-date'] !== undefined,
      valuesOf: ({ date }) => (date !== undefined && date.length >= length ? [date.slice(0, length || undefined)] : []),
    };
  const filter = readFilters(dataset.catalog).get(name);
  const isField = types.some(({ schema }) => fieldAt(schema, [name]));
  if (filter && (!isField || types.some((type) => hasFilterValue(dataset.catalog, filter, type))))
    return {
      name,
      title,
      ...(filter.of && !filter.isText ? { of: filter.of } : {}),
      isOrdered: false,
      isOf: (type) => hasFilterValue(dataset.catalog, filter, type),
      valuesOf: underFilter(dataset, filter),
    };
  return ofField(dataset, name, title);
};

/** The records that can have a value of every measure: a source has no status, and is not one without. */
export const countableDimensions = (
  { catalog }: Dataset,
  entries: readonly Entry[],
  measures: readonly Dimension[],
): readonly Entry[] => {
  const types = new Set(
    catalog.types.filter((type) => measures.every(({ isOf }) => isOf(type))).map(({ name }) => name),
  );
  return entries.filter(({ type }) => types.has(type));
};

/** How many of some records there are for each combination of values, each record once under each of its values. */
export const countBy = (entries: readonly Entry[], measures: readonly Dimension[]): Count[] => {
  const counts = new Map<string, { values: (string | null)[]; records: number }>();
  for (const entry of entries) {
    let combinations: (string | null)[][] = [[]];
    for (const { valuesOf } of measures) {
      const values = new Set(valuesOf(entry));
      combinations = combinations.flatMap((before) =>
        (values.size > 0 ? [...values] : [null]).map((value) => [...before, value]),
      );
    }
    for (const values of combinations) {
      const key = JSON.stringify(values);
      const known = counts.get(key);
      if (known) known.records += 1;
      else counts.set(key, { values, records: 1 });
    }
  }
  return inOrder([...counts.values()], measures);
};

/** By one measure after the other: what has an order keeps it, else the most frequent comes first; what is not given last. */
const inOrder = (counts: Count[], measures: readonly Dimension[]): Count[] => {
  const totals = new Map<string, number>();
  const upTo = (values: Count['values'], at: number): string => JSON.stringify(values.slice(0, at + 1));
  for (const { values, records } of counts)
    for (const at of measures.keys()) totals.set(upTo(values, at), (totals.get(upTo(values, at)) ?? 0) + records);
  return counts.sort((a, b) => {
    for (const [at, { isOrdered }] of measures.entries()) {
      const [one, other] = [a.values[at] ?? null, b.values[at] ?? null];
      if (one === other) continue;
      if (one === null || other === null) return one === null ? 1 : -1;
      const more = isOrdered ? 0 : (totals.get(upTo(b.values, at)) ?? 0) - (totals.get(upTo(a.values, at)) ?? 0);
      return more || (one < other ? -1 : 1);
    }
    return 0;
  });
};

/** What stands at each record under a filter; a record that it concerns counts under itself too. */
const underFilter = (dataset: Dataset, by: Filter): ((entry: Entry) => readonly string[]) => {
  const { of, concerns, isText } = by;
  const byPosition = new Map<number, string[]>();
  for (const [value, positions] of buildFilterIndex(dataset, by)) {
    const isRef = of !== undefined && splitRef(value)[0] === of;
    // What is counted by texts is not counted by the records that stand beside them as well.
    if (isRef && isText) continue;
    const shown = isRef ? splitRef(value)[1] : value;
    for (const position of positions) byPosition.set(position, [...(byPosition.get(position) ?? []), shown]);
  }
  return (entry) => [...(concerns && entry.type === of ? [entry.id] : []), ...(byPosition.get(entry.position) ?? [])];
};

const ofField = (dataset: Dataset, name: string, title: string): Dimension => {
  const path = fromDotted(name);
  const schemas = dataset.catalog.types.flatMap(({ schema }) => fieldAt(schema, path) ?? []);
  const [schema] = schemas;
  if (!schema) throw unknown(dataset, name);
  const leaf: Schema = schema.items ?? schema;
  const of = leaf['x-ref'] ?? schema.propertyNames?.['x-ref'];
  return {
    name,
    title,
    ...(of && of !== '*' ? { of } : {}),
    isOrdered: leaf.format === 'edtf' || leaf.type === 'number' || leaf.type === 'integer',
    isOf: ({ schema: own }) => fieldAt(own, path) !== undefined,
    valuesOf: (entry) => textsOf(valueAt(dataset.record(entry).data, path)),
  };
};

/** The values of a field: of a list its items, of a map its keys. */
const textsOf = (value: JsonValue | undefined): string[] => {
  if (value === undefined || value === null) return [];
  if (isList(value)) return value.flatMap(textsOf);
  return isJsonObject(value) ? Object.keys(value) : [String(value)];
};

const unknown = ({ catalog }: Dataset, name: string): UserError =>
  new UserError(`nothing can be counted by "${name}"`, suggestionHint(name, dimensionNames(catalog)));

/** What records can be counted by. */
export const dimensionNames = (catalog: Catalog): string[] => [
  ...new Set([
    'type',
    ...Object.keys(PARTS_OF_DATE),
    ...readFilters(catalog).keys(),
    ...catalog.types.flatMap(({ schema }) => Object.keys(schema.properties ?? {})),
  ]),
];
