import type { Dataset, Entry } from '../dataset/dataset.ts';
import { group } from '../model/group.ts';
import { type Data, isData, isList, type Ref, refOf } from '../model/record.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import type { Match } from './filter.ts';
import { said } from './wording.ts';

/** Figures of a table that can be held against one another: of the same thing, in the same unit, on the same basis. */
export interface Series {
  /** What the table is about. */
  readonly of: Ref;
  /** The table. */
  readonly in: Ref;
  /** What is measured: production, mine. */
  readonly series: readonly string[];
  /** In what, by the names of the fields: unit, basis. */
  readonly alike: Data;
  /** The dates of the figures, the earliest first. */
  readonly dates: readonly string[];
  /** The figures as they stand. */
  readonly points: readonly Point[];
}

/** A figure of a series. */
export interface Point {
  /** Whose figure it is; null for the whole. */
  readonly subject: Ref | null;
  readonly at: string;
  readonly row: Data;
}

/** The series of the tables among the records found: of each subject those of the newest edition. */
export const seriesOf = (dataset: Dataset, matches: Iterable<Match>): Series[] => {
  const newest = new Map<Ref, Entry>();
  for (const { entry } of matches) {
    const schema = dataset.catalog.type(entry.type)?.schema ?? {};
    if (!schema['x-rows']) continue;
    const of = refAt(schema, schema['x-rows'].of, dataset.read(entry).data) ?? '';
    const known = newest.get(of);
    if (!known || (known.date ?? '') < (entry.date ?? '')) newest.set(of, entry);
  }
  return [...newest.values()].flatMap((entry) => seriesIn(dataset, entry));
};

/** The series of one table; none where the record is no table. */
export const seriesIn = (dataset: Dataset, entry: Entry): Series[] => {
  const schema = dataset.catalog.type(entry.type)?.schema ?? {};
  const rule = schema['x-rows'];
  if (!rule) return [];
  const { data } = dataset.read(entry);
  const rows = data[rule.in];
  const rowSchema = fieldAt(schema, [rule.in])?.items ?? {};
  const textsOf = (row: Data, fields: readonly string[]): [string, string][] =>
    fields.flatMap((field) => (typeof row[field] === 'string' ? [[field, row[field]] as [string, string]] : []));
  const groups = group(isList(rows) ? rows.filter(isData) : [], (row) => [
    JSON.stringify([textsOf(row, rule.series).map(([, text]) => text), textsOf(row, rule.alike)]),
  ]);
  return [...groups].map(([key, all]) => {
    const [series, alike] = JSON.parse(key) as [string[], [string, string][]];
    return {
      of: refAt(schema, rule.of, data) ?? '',
      in: refOf(entry),
      series,
      alike: Object.fromEntries(alike),
      dates: [...new Set(all.map((row) => said(row[rule.at])))].toSorted(),
      points: all.map((row) => ({ subject: refAt(rowSchema, rule.subject, row), at: said(row[rule.at]), row })),
    };
  });
};

/** The record that a field names; null where it names none. */
const refAt = (schema: Schema, field: string, data: Data): Ref | null =>
  typeof data[field] === 'string' ? `${fieldAt(schema, [field])?.['x-ref'] ?? ''}/${data[field]}` : null;
