import type { Dataset, Entry } from '../dataset/dataset.ts';
import { groupBy } from '../model/group-by.ts';
import { type JsonObject, isJsonObject, isList, type Ref, refOf } from '../model/record.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import type { QueryMatch } from './filter.ts';
import { formatPlain } from './format-value.ts';

/** Figures of a table that can be held against one another: of the same thing, in the same unit, on the same basis. */
export interface Series {
  /** What the table is about. */
  readonly of: Ref;
  /** The table. */
  readonly in: Ref;
  /** What is measured: production, mine. */
  readonly series: readonly string[];
  /** In what, by the names of the fields: unit, basis. */
  readonly alike: JsonObject;
  /** The dates of the figures, the earliest first. */
  readonly dates: readonly string[];
  /** The figures as they stand. */
  readonly points: readonly DataPoint[];
}

/** A figure of a series. */
export interface DataPoint {
  /** Whose figure it is; null for the whole. */
  readonly subject: Ref | null;
  readonly at: string;
  readonly row: JsonObject;
}

/** The series of the tables among the records found: of each subject those of the newest edition. */
export const readSeries = (dataset: Dataset, matches: Iterable<QueryMatch>): Series[] => {
  const newest = new Map<Ref, Entry>();
  for (const { entry } of matches) {
    const schema = dataset.catalog.type(entry.type)?.schema ?? {};
    if (!schema['x-rows']) continue;
    const of = refAt(schema, schema['x-rows'].of, dataset.record(entry).data) ?? '';
    const known = newest.get(of);
    if (!known || (known.date ?? '') < (entry.date ?? '')) newest.set(of, entry);
  }
  return [...newest.values()].flatMap((entry) => seriesOfRecord(dataset, entry));
};

/** The series of one table; none where the record is no table. */
export const seriesOfRecord = (dataset: Dataset, entry: Entry): Series[] => {
  const schema = dataset.catalog.type(entry.type)?.schema ?? {};
  const rule = schema['x-rows'];
  if (!rule) return [];
  const { data } = dataset.record(entry);
  const rows = data[rule.in];
  const rowSchema = fieldAt(schema, [rule.in])?.items ?? {};
  const textsOf = (row: JsonObject, fields: readonly string[]): [string, string][] =>
    fields.flatMap((field) => (typeof row[field] === 'string' ? [[field, row[field]] as [string, string]] : []));
  const groups = groupBy(isList(rows) ? rows.filter(isJsonObject) : [], (row) => [
    JSON.stringify([textsOf(row, rule.series).map(([, text]) => text), textsOf(row, rule.alike)]),
  ]);
  return [...groups].map(([key, all]) => {
    const [series, alike] = JSON.parse(key) as [string[], [string, string][]];
    return {
      of: refAt(schema, rule.of, data) ?? '',
      in: refOf(entry),
      series,
      alike: Object.fromEntries(alike),
      dates: [...new Set(all.map((row) => formatPlain(row[rule.at])))].toSorted(),
      points: all.map((row) => ({ subject: refAt(rowSchema, rule.subject, row), at: formatPlain(row[rule.at]), row })),
    };
  });
};

/** The record that a field names; null where it names none. */
const refAt = (schema: Schema, field: string, data: JsonObject): Ref | null =>
  typeof data[field] === 'string' ? `${fieldAt(schema, [field])?.['x-ref'] ?? ''}/${data[field]}` : null;
