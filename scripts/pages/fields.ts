import { join } from 'node:path';
import { readCatalog, type Schema, type RecordType } from '../../src/schema/catalog.ts';
import { filterNames } from '../../src/schema/filters.ts';
import type { Page } from './page.ts';

/** The reference of the types and their fields. */
export const fields: Page = {
  file: 'docs/fields.md',
  text: (root) => `# Fields

Generated from the schemas by \`npm run generate\`. **Bold** fields are required; fields with a dagger (†) assert something and
need evidence, maps of facts (‡) for each of their entries.

${readCatalog(join(root, 'schemas')).types.map(section).join('\n')}`,
};

const section = ({ name, folder, description, schema }: RecordType): string =>
  [
    `## ${name}`,
    '',
    `${description} In \`dataset/${folder}/\`.`,
    '',
    '| field | is | | filter |',
    '| --- | --- | --- | --- |',
    ...lines(schema, ''),
    '',
  ].join('\n');

const lines = (schema: Schema, prefix: string): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const label = schema.required?.includes(name) ? `**${path}**` : path;
    const mark = field['x-asserts'] ? (field['x-fact-map'] ? ' ‡' : ' †') : '';
    const filters = [...new Set([field, field.items, field.propertyNames].flatMap(filterNames))].map(
      (filter) => `\`--${filter}\``,
    );
    const inner =
      typeof field.additionalProperties === 'object'
        ? lines(field.additionalProperties, `${path}.*.`)
        : lines(field.items ?? field, `${path}.`);
    return [
      `| ${label}${mark} | ${kindOf(field)} | ${escape(field.description ?? '')} | ${filters.join(' ')} |`,
      ...inner,
    ];
  });

const kindOf = (schema: Schema): string => {
  if (schema.enum) return schema.enum.length > 12 ? 'a word of the list in the schema' : schema.enum.join(', ');
  if (schema['x-ref']) return describeReference(schema['x-ref'], schema['x-ref-types'] ?? []);
  if (schema.format === 'edtf') return 'date';
  if (schema.items) return `list: ${kindOf(schema.items)}`;
  if (typeof schema.additionalProperties === 'object') return 'map of facts';
  return schema.type ?? 'any';
};

/** Describes what a field refers to: `country id`, `organisation id or country/…`, `country/… or organisation/…`. */
const describeReference = (refType: string, types: readonly string[]): string => {
  if (refType === '*' && types.length === 0) return 'reference';
  const targets = types.length === 0 ? [refType] : types;
  return targets.map((type) => (type === refType ? `${type} id` : `${type}/…`)).join(' or ');
};

const escape = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
