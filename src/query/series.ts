import type { Dataset, Entry } from '../dataset/dataset.ts';
import { group } from '../model/group.ts';
import { type Data, isData, isList, type Ref } from '../model/record.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import type { Match } from './filter.ts';
import { said } from './wording.ts';

/** A series of official figures: the newest of each subject, in the newest edition of its table. */
export interface Series {
  /** What the table is about, as a ref. */
  readonly of: Ref;
  /** What is measured: production, mine. */
  readonly series: readonly string[];
  /** For each subject the row as it stands, `at` its date and `in` its table; null where the table has none. */
  readonly points: readonly (Data | null)[];
}

/** What the tables among the records found say of some subjects. */
export const seriesOf = (dataset: Dataset, matches: readonly Match[], subjects: readonly Ref[]): Series[] => {
  const tables = matches.flatMap(({ entry }) => {
    const schema = dataset.catalog.type(entry.type)?.schema ?? {};
    return schema['x-rows'] ? [{ entry, schema, rule: schema['x-rows'] }] : [];
  });
  const newestOf = new Map<string, (typeof tables)[number]>();
  for (const table of tables) {
    const of = subjectOf(table.schema, table.rule.of, dataset.read(table.entry).data);
    const known = newestOf.get(of);
    if (!known || (known.entry.date ?? '') < (table.entry.date ?? '')) newestOf.set(of, table);
  }
  return [...newestOf].flatMap(([of, { entry, schema, rule }]) => ofTable(dataset, of, entry, schema, rule, subjects));
};

type Rule = NonNullable<Schema['x-rows']>;

const ofTable = (
  dataset: Dataset,
  of: Ref,
  entry: Entry,
  schema: Schema,
  rule: Rule,
  subjects: readonly Ref[],
): Series[] => {
  const rows = dataset.read(entry).data[rule.in];
  const rowSchema = fieldAt(schema, [rule.in])?.items ?? {};
  const told = (isList(rows) ? rows.filter(isData) : []).filter((row) =>
    subjects.includes(subjectOf(rowSchema, rule.subject, row)),
  );
  const seriesIn = (row: Data): string =>
    JSON.stringify(rule.series.flatMap((field) => (typeof row[field] === 'string' ? [row[field]] : [])));
  return [...group(told, (row) => [seriesIn(row)])].map(([series, all]) => ({
    of,
    series: JSON.parse(series) as string[],
    points: subjects.map((subject) => {
      const own = all.filter((row) => subjectOf(rowSchema, rule.subject, row) === subject);
      const last = own.reduce<Data | null>(
        (newest, row) => (newest === null || said(row[rule.at]) > said(newest[rule.at]) ? row : newest),
        null,
      );
      return last === null ? null : { ...last, at: last[rule.at] ?? null, in: `${entry.type}/${entry.id}` };
    }),
  }));
};

/** The record that a field names, as a ref. */
const subjectOf = (schema: Schema, field: string, data: Data): Ref =>
  `${fieldAt(schema, [field])?.['x-ref'] ?? ''}/${typeof data[field] === 'string' ? data[field] : ''}`;
