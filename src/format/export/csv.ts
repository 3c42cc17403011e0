import type { Relation, RelationField } from '../../core/model/relation.ts';
import { formatSeparated } from '../separated.ts';
import { DATASET_TITLE, LICENCE } from '../../core/model/dataset-title.ts';
import type { ExportContent, Exporter } from './exporter.ts';
import { describeDataset } from '../../core/model/schema-org.ts';

/** One CSV file per table, lists joined by semicolons and as tables, and a Frictionless data package that describes them. */
export const exportCsv: Exporter = (content) => {
  const relations = content.relations();
  return new Map([
    ...relations.map((relation): [string, string] => [`${relation.name}.csv`, relationToCsv(relation)]),
    ['datapackage.json', `${JSON.stringify(describePackage(relations, content), null, 2)}\n`],
    ['README.md', README],
    ...(content.version === undefined
      ? []
      : [['dataset.jsonld', describeTables(relations, content.version, content.today)] as const]),
  ]);
};

const describeTables = (relations: readonly Relation[], version: string, today: string): string => {
  const downloads = relations.map(({ name, title, description }) => ({
    title,
    description,
    mediaType: 'text/csv',
    url: `${name}.csv`,
  }));
  return `${JSON.stringify(describeDataset(version, today, downloads), null, 2)}\n`;
};

const relationToCsv = ({ fields, rows }: Relation): string =>
  formatSeparated([fields.map(({ name }) => name), ...rows], ',');

const ESCAPING =
  'A text that begins with =, +, -, @ (or their full-width forms), a tab, a carriage return or an apostrophe has one more apostrophe in front, so that no spreadsheet runs it as a formula; the same holds after a semicolon. Remove that apostrophe to get the text. Numbers have none.';

const README = `# Tables in CSV

UTF-8, a comma between the cells, the names of the columns in the first line. datapackage.json describes every table and its keys.
An empty cell means "not known". The text NA is the code of Namibia: readers must not take it for a missing value.

- pandas: \`pandas.read_csv(file, keep_default_na=False, na_values=[""])\`
- R: \`read.csv(file, na.strings = "", fileEncoding = "UTF-8")\`
- readr: \`readr::read_csv(file, na = "")\`
- csvkit: the option \`--blanks\`, of the tools that have it
- DuckDB: \`read_csv('file.csv', header = true)\`
- Excel: Data, From Text/CSV, origin UTF-8; or export with \`--to xlsx\`

A list is in one cell, joined by "; ", and has a table of its own with a row for each item (agreements_parties). Beside a column with a
country's id is its three-letter code (iso3). A partial date such as 2026-02 has its first day in the column that ends in _from, its last
day in _until, and year, month or day in _precision. The table claims has a row for each asserted value and passage.
In a filtered export, selected is false for records that are only there because others refer to them.

${ESCAPING}
`;

const describePackage = (relations: readonly Relation[], { version, today }: ExportContent): object => ({
  $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
  profile: 'tabular-data-package',
  name: 'minerals',
  description: ESCAPING,
  ...(version === undefined ? {} : describeRelease(version)),
  created: `${today}T00:00:00Z`,
  resources: relations.map(describeResource),
});

const describeRelease = (version: string): object => ({
  title: DATASET_TITLE,
  version,
  licenses: [LICENCE],
});

const describeResource = ({ name, title, description, keyColumnCount, fields }: Relation): object => ({
  profile: 'tabular-data-resource',
  name,
  title,
  description,
  path: `${name}.csv`,
  format: 'csv',
  mediatype: 'text/csv',
  encoding: 'utf-8',
  // Without it, some readers guess.
  dialect: { delimiter: ',', quoteChar: '"', doubleQuote: true, header: true },
  schema: {
    fields: fields.map(describeColumn),
    primaryKey: fields.slice(0, keyColumnCount).map((field) => field.name),
    ...describeForeignKeys(fields),
  },
});

/** The profiles do not allow an empty list of foreign keys. */
const describeForeignKeys = (fields: readonly RelationField[]): object => {
  const foreignKeys = fields
    .filter(({ refersTo, isList }) => refersTo !== undefined && !isList)
    .map((field) => ({ fields: field.name, reference: { resource: field.refersTo, fields: 'id' } }));
  if (foreignKeys.length === 0) return {};
  return { foreignKeys };
};

const describeColumn = ({ name, title, isList, type, description }: RelationField): object => {
  if (!isList) return { name, title, type, description };
  return {
    name,
    title,
    type: 'string',
    description:
      `${description} Several values are separated by semicolons; a table of its own has a row for each.`.trim(),
  };
};
