import type { Relation } from '../../model/relation.ts';
import { formatSeparated } from '../separated.ts';
import type { ExportContent, Exporter } from './exporter.ts';

/** A file for each table, lists joined by semicolons, and a Frictionless data package that describes them. */
export const exportCsv: Exporter = (content) => {
  const relations = content.relations();
  return new Map([
    ...relations.map((relation): [string, string] => [`${relation.name}.csv`, textOf(relation)]),
    ['datapackage.json', `${JSON.stringify(packageOf(relations, content), null, 2)}\n`],
  ]);
};

const textOf = ({ fields, rows }: Relation): string => formatSeparated([fields.map(({ name }) => name), ...rows], ',');

const packageOf = (relations: readonly Relation[], { version, today }: ExportContent): object => ({
  profile: 'tabular-data-package',
  name: 'minerals',
  ...(version === undefined
    ? {}
    : {
        title: 'minerals: a dataset of critical-mineral diplomacy',
        version,
        licenses: [{ name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/' }],
      }),
  created: `${today}T00:00:00Z`,
  resources: relations.map(resourceOf),
});

const resourceOf = ({ name, title, description, keys, fields }: Relation): object => ({
  profile: 'tabular-data-resource',
  name,
  title,
  description,
  path: `${name}.csv`,
  format: 'csv',
  mediatype: 'text/csv',
  encoding: 'utf-8',
  schema: {
    fields: fields.map(({ name: field, title: heading, isList, type, description: says }) => ({
      name: field,
      title: heading,
      type: isList ? 'string' : type,
      description: isList ? `${says} Several are set apart by semicolons.`.trim() : says,
    })),
    primaryKey: fields.slice(0, keys).map((field) => field.name),
    foreignKeys: fields
      .filter(({ refers, isList }) => refers !== undefined && !isList)
      .map((field) => ({ fields: field.name, reference: { resource: field.refers, fields: 'id' } })),
  },
});
