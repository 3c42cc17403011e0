import type { Relation, RelationField } from '../../model/relation.ts';
import { formatSeparated } from '../separated.ts';
import type { ExportContent, Exporter } from './exporter.ts';

/** One CSV file per table, lists joined by semicolons, and a Frictionless data package that describes them. */
export const exportCsv: Exporter = (content) => {
  const relations = content.relations();
  return new Map([
    ...relations.map((relation): [string, string] => [`${relation.name}.csv`, relationToCsv(relation)]),
    ['datapackage.json', `${JSON.stringify(describePackage(relations, content), null, 2)}\n`],
  ]);
};

const relationToCsv = ({ fields, rows }: Relation): string =>
  formatSeparated([fields.map(({ name }) => name), ...rows], ',');

const describePackage = (relations: readonly Relation[], { version, today }: ExportContent): object => ({
  profile: 'tabular-data-package',
  name: 'minerals',
  ...(version === undefined ? {} : describeRelease(version)),
  created: `${today}T00:00:00Z`,
  resources: relations.map(describeResource),
});

const describeRelease = (version: string): object => ({
  title: 'minerals: a dataset of critical-mineral diplomacy',
  version,
  licenses: [{ name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/' }],
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
  schema: {
    fields: fields.map(describeColumn),
    primaryKey: fields.slice(0, keyColumnCount).map((field) => field.name),
    foreignKeys: fields
      .filter(({ refersTo, isList }) => refersTo !== undefined && !isList)
      .map((field) => ({ fields: field.name, reference: { resource: field.refersTo, fields: 'id' } })),
  },
});

const describeColumn = ({ name, title, isList, type, description }: RelationField): object => {
  if (!isList) return { name, title, type, description };
  return {
    name,
    title,
    type: 'string',
    description: `${description} Several values are separated by semicolons.`.trim(),
  };
};
