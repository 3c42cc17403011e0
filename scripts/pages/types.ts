import { join } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { readCatalog, type Schema } from '../../src/schema/catalog.ts';
import { readFilters } from '../../src/schema/filters.ts';
import type { Page } from './page.ts';

/** What several types share and a reader would name; everything else is written where it stands. */
const NAMED = ['passage', 'fact', 'figure'];

/** The TypeScript types of the records, from the schemas. */
export const types: Page = {
  file: 'src/types.ts',
  text: async (root) => {
    const catalog = readCatalog(join(root, 'schemas'));
    const shared = catalog.schemaFiles.get('common.json') as { $defs: { [name: string]: Schema } };
    const named = new Map<string, object>();
    for (const name of NAMED) named.set(shared.$defs[name]?.title ?? name, {});
    const records = catalog.types.map(({ name, schema }) => ({ name, schema: plain(asRecord(name, schema), named) }));
    const text = await compile(
      {
        title: 'Records',
        description: 'The records by their type.',
        ...object(Object.fromEntries(records.map(({ name }) => [name, { $ref: `#/$defs/${titled(name)}` }]))),
        $defs: Object.fromEntries([...records.map(({ name, schema }) => [titled(name), schema]), ...named]),
      },
      'Records',
      {
        bannerComment: '// Generated from the schemas by `npm run generate`.',
        ignoreMinAndMaxItems: true,
        strictIndexSignatures: true,
        style: { singleQuote: true, printWidth: 120 },
        additionalProperties: false,
      },
    );
    const filters = [...readFilters(catalog).values()].map(
      ({ name, description, isBoolean, values }) =>
        `  /** Only records ${description}${values ? `: ${values.join(', ')}` : ''}. */\n  ${name}?: ${isBoolean ? 'boolean' : 'string | readonly string[]'};`,
    );
    return `${text}\n/** What \`query\` filters by; several values mean any of them, a plus sign between two both. */\nexport interface Filters {\n${filters.join('\n')}\n}\n`;
  },
};

const titled = (name: string): string =>
  name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

const object = (properties: object): object => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** A record as the library gives it: its type and its id are always there. */
const asRecord = (name: string, schema: Schema): Schema => ({
  ...schema,
  properties: {
    ...schema.properties,
    type: { type: 'string', enum: [name], description: 'The type of the record.' },
    id: { type: 'string', description: 'The id of the record, unique in its type.' },
  },
  required: ['type', 'id', ...(schema.required ?? [])],
});

/**
 * A schema without what would only make its type harder to read: a title would name each field's type, and a demand that
 * one of several fields be there is not a shape. What is named is kept once, under its title.
 */
const plain = (node: unknown, named: Map<string, object>): object => {
  const { title, 'x-any': any } = node as Schema & { 'x-any'?: boolean };
  const own = Object.entries(node as object)
    .filter(([key, value]) => !UNSHAPED.has(key) && !(key === 'title' && typeof value === 'string'))
    .map(([key, value]) => [key, inside(value, named)])
    .concat(any ? [['tsType', 'unknown']] : []);
  if (typeof title !== 'string' || !named.has(title)) return Object.fromEntries(own);
  named.set(title, Object.fromEntries(own));
  return { $ref: `#/$defs/${title}` };
};

const inside = (value: unknown, named: Map<string, object>): unknown => {
  if (Array.isArray(value)) return value.map((item) => inside(item, named));
  return typeof value === 'object' && value !== null ? plain(value, named) : value;
};

const UNSHAPED = new Set(['anyOf', 'allOf', 'if', 'then', 'else', 'propertyNames', 'pattern', 'format', 'minItems']);
