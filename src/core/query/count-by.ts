import type { Dataset, Entry } from '../index/dataset.ts';
import { definedOnly } from '../model/defined-only.ts';
import { UserError } from '../model/errors.ts';
import { suggestionHint } from '../model/fuzzy.ts';
import { ownValue } from '../model/own.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { isJsonObject, isList, type JsonValue } from '../model/record.ts';
import { compareText } from '../model/text.ts';
import { type Catalog, fieldAt, type Schema, type RecordType } from '../schema/catalog.ts';
import { type Filter, hasFilterValue } from '../schema/filters.ts';
import { splitRef } from '../schema/references.ts';
import { dataWithDerivedEntries } from './derived-maps.ts';
import { buildFilterIndex } from './filter-index.ts';

/** Number of records with the same values, one value per dimension; null for records without a value. */
export interface Count {
  readonly values: readonly (string | null)[];
  readonly records: number;
}

/** A criterion to count records by. */
export interface Dimension {
  readonly name: string;
  readonly title: string;
  /** Type of the records that the values name, if they name records. */
  readonly refType?: string;
  /** True if the values have a natural order, as years have. */
  readonly isOrdered: boolean;
  /** True if records of the type can have a value. */
  readonly appliesTo: (type: RecordType) => boolean;
  /** All values under which a record counts. */
  readonly valuesOf: (entry: Entry) => readonly string[];
}

/** Number of characters of the date to group by; 0 for the whole date. */
const DATE_LENGTHS: { readonly [name: string]: number } = { year: 4, month: 7, date: 0 };

/**
 * Parses the name of a dimension: the type, the year or month of the record's date, a filter of `query`, or a field if
 * no such filter applies to the types. Throws UserError for an unknown name.
 */
export const parseDimension = (dataset: Dataset, name: string, types: readonly RecordType[]): Dimension => {
  const title = name.replaceAll(/[-_]/g, ' ');
  if (name === 'type') return { name, title, isOrdered: false, appliesTo: () => true, valuesOf: ({ type }) => [type] };
  const length = ownValue(DATE_LENGTHS, name);
  if (length !== undefined)
    return {
      name,
      title,
      isOrdered: true,
      appliesTo: ({ schema }) => schema['x-date'] !== undefined,
      valuesOf: ({ date }) => (date !== undefined && date.length >= length ? [date.slice(0, length || undefined)] : []),
    };
  const filter = dataset.catalog.filters.get(name);
  const isField = types.some(({ schema }) => fieldAt(schema, [name]));
  if (filter && (!isField || types.some((type) => hasFilterValue(dataset.catalog, filter, type))))
    return definedOnly({
      name,
      title,
      refType: filter.isText ? undefined : filter.refType,
      isOrdered: false,
      appliesTo: (type: RecordType) => hasFilterValue(dataset.catalog, filter, type),
      valuesOf: filterValueReader(dataset, filter),
    });
  return fieldDimension(dataset, name, title);
};

/** Keeps the records that can have a value in every dimension: a source has no status, so it is not "without status". */
export const countableDimensions = (
  { catalog }: Dataset,
  entries: readonly Entry[],
  dimensions: readonly Dimension[],
): readonly Entry[] => {
  const countableTypes = catalog.types.filter((type) => dimensions.every(({ appliesTo }) => appliesTo(type)));
  const typeNames = new Set(countableTypes.map(({ name }) => name));
  return entries.filter(({ type }) => typeNames.has(type));
};

/** Counts records for each combination of values. A record counts once under each of its values. */
export const countBy = (entries: readonly Entry[], dimensions: readonly Dimension[]): Count[] => {
  const counts = new Map<string, { values: (string | null)[]; records: number }>();
  for (const entry of entries)
    for (const values of valueCombinations(entry, dimensions)) {
      const key = JSON.stringify(values);
      const count = counts.get(key);
      if (count) count.records += 1;
      else counts.set(key, { values, records: 1 });
    }
  return sortCounts([...counts.values()], dimensions);
};

const valueCombinations = (entry: Entry, dimensions: readonly Dimension[]): (string | null)[][] => {
  let combinations: (string | null)[][] = [[]];
  for (const { valuesOf } of dimensions) {
    const values: (string | null)[] = [...new Set(valuesOf(entry))];
    if (values.length === 0) values.push(null);
    combinations = combinations.flatMap((prefix) => values.map((value) => [...prefix, value]));
  }
  return combinations;
};

/** Sorts by each dimension in turn: ordered ones ascending, others by frequency, missing values last. */
const sortCounts = (counts: Count[], dimensions: readonly Dimension[]): Count[] => {
  const totals = new Map<string, number>();
  const prefixKey = (values: Count['values'], index: number): string => JSON.stringify(values.slice(0, index + 1));
  const totalOf = (values: Count['values'], index: number): number => totals.get(prefixKey(values, index)) ?? 0;
  for (const { values, records } of counts)
    for (const index of dimensions.keys()) totals.set(prefixKey(values, index), totalOf(values, index) + records);
  return counts.sort((a, b) => {
    for (const [index, { isOrdered }] of dimensions.entries()) {
      const [value, other] = [a.values[index] ?? null, b.values[index] ?? null];
      if (value === other) continue;
      if (value === null) return 1;
      if (other === null) return -1;
      if (isOrdered) return compareText(value, other);
      return totalOf(b.values, index) - totalOf(a.values, index) || compareText(value, other);
    }
    return 0;
  });
};

/** Returns a function that reads a record's values under a filter, including its own id if the filter does. */
const filterValueReader = (dataset: Dataset, filter: Filter): ((entry: Entry) => readonly string[]) => {
  const { refType, refTypes, includesSelf, isText } = filter;
  const valuesByPosition = new Map<number, string[]>();
  for (const [value, positions] of buildFilterIndex(dataset, filter)) {
    const [type, id] = splitRef(value);
    const isRef = refTypes.includes(type);
    // A filter by text counts texts only, not the records listed beside them.
    if (isRef && isText) continue;
    let label = value;
    if (isRef && type === refType) label = id;
    for (const position of positions)
      valuesByPosition.set(position, [...(valuesByPosition.get(position) ?? []), label]);
  }
  return ({ type, id, position }) => {
    const values = valuesByPosition.get(position) ?? [];
    if (!includesSelf || type !== refType) return values;
    return [id, ...values];
  };
};

const fieldDimension = (dataset: Dataset, name: string, title: string): Dimension => {
  const path = fromDotted(name);
  const [schema] = dataset.catalog.types.flatMap((type) => fieldAt(type.schema, path) ?? []);
  if (!schema) throw new UserError(`cannot group by "${name}"`, suggestionHint(name, dimensionNames(dataset.catalog)));
  const valueSchema: Schema = schema.items ?? schema;
  const refType = valueSchema['x-ref'] ?? schema.propertyNames?.['x-ref'];
  return definedOnly({
    name,
    title,
    refType: refType && refType !== '*' ? refType : undefined,
    isOrdered: valueSchema.format === 'edtf' || valueSchema.type === 'number' || valueSchema.type === 'integer',
    appliesTo: (type: RecordType) => fieldAt(type.schema, path) !== undefined,
    valuesOf: (entry: Entry) => countedValues(valueAt(dataWithDerivedEntries(dataset, entry), path)),
  });
};

/** The values of a field: the items of a list, the keys of a map. */
const countedValues = (value: JsonValue | undefined): string[] => {
  if (value === undefined || value === null) return [];
  if (isList(value)) return value.flatMap(countedValues);
  if (isJsonObject(value)) return Object.keys(value);
  return [String(value)];
};

/** Names of all dimensions. */
export const dimensionNames = (catalog: Catalog): string[] => [
  ...new Set([
    'type',
    ...Object.keys(DATE_LENGTHS),
    ...catalog.filters.keys(),
    ...catalog.types.flatMap(({ schema }) => Object.keys(schema.properties ?? {})),
  ]),
];
