import type { Dataset, Entry } from '../index/dataset.ts';
import { groupBy } from '../model/group-by.ts';
import { asList, type JsonObject, isJsonObject, type Ref, refOf } from '../model/record.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import { toRef } from '../schema/references.ts';
import type { QueryMatch } from './filter.ts';
import { formatPlain } from './format-value.ts';

/** Comparable figures of a statistics table: same measure, same unit, same basis. */
export interface Series {
  /** Subject of the table. */
  readonly topicRef: Ref;
  readonly tableRef: Ref;
  /** Names of the measure, from general to specific: production, mine. */
  readonly measures: readonly string[];
  /** Unit and basis of the figures, by field name. */
  readonly basis: JsonObject;
  /** Dates of the figures, earliest first. */
  readonly dates: readonly string[];
  /** Figures in the order of the table. */
  readonly points: readonly DataPoint[];
}

/** A figure of a series. */
export interface DataPoint {
  /** Record that the figure is about; null for the total. */
  readonly subject: Ref | null;
  readonly date: string;
  readonly row: JsonObject;
}

/** Reads the series of all tables among the matches; if a topic has several tables, of the newest one. */
export const readSeries = (dataset: Dataset, matches: Iterable<QueryMatch>): Series[] => {
  const newestTables = new Map<Ref, Entry>();
  for (const { entry } of matches) {
    const schema = dataset.catalog.type(entry.type)?.schema ?? {};
    if (!schema['x-rows']) continue;
    const topicRef = refInField(schema, schema['x-rows'].of, dataset.record(entry).data) ?? '';
    const newest = newestTables.get(topicRef);
    if (!newest || (newest.date ?? '') < (entry.date ?? '')) newestTables.set(topicRef, entry);
  }
  return [...newestTables.values()].flatMap((entry) => seriesOfRecord(dataset, entry));
};

/** Reads the series of one table. Returns none if the record is not a table. */
export const seriesOfRecord = (dataset: Dataset, entry: Entry): Series[] => {
  const schema = dataset.catalog.type(entry.type)?.schema ?? {};
  const rowRule = schema['x-rows'];
  if (!rowRule) return [];
  const { data } = dataset.record(entry);
  const rows = asList(data[rowRule.in]).filter(isJsonObject);
  const rowSchema = fieldAt(schema, [rowRule.in])?.items ?? {};
  const groups = groupBy(rows, (row) => [
    JSON.stringify([textFields(row, rowRule.series).map(([, text]) => text), textFields(row, rowRule.alike)]),
  ]);
  return [...groups].map(([key, groupRows]) => {
    const [measures, basis] = JSON.parse(key) as [string[], [string, string][]];
    const points = groupRows.map((row) => ({
      subject: refInField(rowSchema, rowRule.subject, row),
      date: formatPlain(row[rowRule.at]),
      row,
    }));
    return {
      topicRef: refInField(schema, rowRule.of, data) ?? '',
      tableRef: refOf(entry),
      measures,
      basis: Object.fromEntries(basis),
      dates: [...new Set(points.map(({ date }) => date))].toSorted(),
      points,
    };
  });
};

const textFields = (row: JsonObject, fields: readonly string[]): [field: string, text: string][] =>
  fields.flatMap((field): [string, string][] => {
    const text = row[field];
    if (typeof text !== 'string') return [];
    return [[field, text]];
  });

/** Ref of the record that a field names; null if the field is missing. */
const refInField = (schema: Schema, field: string, data: JsonObject): Ref | null => {
  const id = data[field];
  if (typeof id !== 'string') return null;
  return toRef(fieldAt(schema, [field])?.['x-ref'] ?? '', id);
};
