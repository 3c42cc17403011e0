import { join } from 'node:path';
import type { Schema, RecordType } from '../../src/core/schema/catalog.ts';
import { readCatalog } from '../../src/node/read-catalog.ts';
import { filterNames } from '../../src/core/schema/filters.ts';
import { schemaOfEntries } from '../../src/core/schema/walk.ts';
import { escapeCell, type Page } from './page.ts';

/** Maximum number of enum values that the table lists. */
const MAX_LISTED_VALUES = 12;

/** Reference page of the record types and their fields. */
export const fieldsPage: Page = {
  file: 'docs/fields.md',
  text: (root) => `# Fields

Generated from the schemas by \`npm run generate\`. **Bold** fields are required. Fields with a dagger (†) need evidence; maps
of facts (‡) need it for each entry.

${readCatalog(join(root, 'schemas')).types.map(formatType).join('\n')}`,
};

const formatType = ({ name, folder, description, schema }: RecordType): string =>
  [
    `## ${name}`,
    '',
    `${description} In \`dataset/${folder}/\`.`,
    '',
    '| field | type | description | filter |',
    '| --- | --- | --- | --- |',
    ...formatFields(schema, ''),
    '',
  ].join('\n');

const formatFields = (schema: Schema, prefix: string): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const label = schema.required?.includes(name) ? `**${path}**` : path;
    const filters = new Set([field, field.items, field.propertyNames].flatMap(filterNames));
    const cells = [
      `${label}${evidenceMark(field)}`,
      describeType(field),
      escapeCell(field.description ?? ''),
      [...filters].map((filter) => `\`--${filter}\``).join(' '),
    ];
    return [`| ${cells.join(' | ')} |`, ...formatNestedFields(field, path)];
  });

const formatNestedFields = (field: Schema, path: string): string[] => {
  const entrySchema = schemaOfEntries(field);
  if (entrySchema) return formatFields(entrySchema, `${path}.*.`);
  return formatFields(field.items ?? field, `${path}.`);
};

const evidenceMark = (field: Schema): string => {
  if (!field['x-asserts']) return '';
  return field['x-fact-map'] ? ' ‡' : ' †';
};

const describeType = (schema: Schema): string => {
  const { enum: values, 'x-ref': refType } = schema;
  if (values && values.length > MAX_LISTED_VALUES) return 'a value of the list in the schema';
  if (values) return values.join(', ');
  if (refType) return describeReference(refType, schema['x-ref-types'] ?? []);
  if (schema.format === 'edtf') return 'date';
  if (schema.items) return `list: ${describeType(schema.items)}`;
  if (schemaOfEntries(schema)) return 'map of facts';
  return schema.type ?? 'any';
};

/** Describes what a field refers to: `country id`, `organisation id or country/…`, `country/… or organisation/…`. */
const describeReference = (refType: string, types: readonly string[]): string => {
  if (refType === '*' && types.length === 0) return 'reference';
  const targets = types.length === 0 ? [refType] : types;
  return targets.map((type) => (type === refType ? `${type} id` : `${type}/…`)).join(' or ');
};
