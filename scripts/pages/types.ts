import { join } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import type { Schema } from '../../src/core/schema/catalog.ts';
import { readCatalog } from '../../src/node/read-catalog.ts';
import { formatTypeScript, type Page } from './page.ts';

/** Shared definitions that become named types; all others are inlined. */
const SHARED_DEFINITIONS = ['passage', 'fact', 'figure'];

/** TypeScript types of the records, from the schemas. */
export const typesPage: Page = {
  file: 'src/types.ts',
  text: async (root) => {
    const catalog = readCatalog(join(root, 'schemas'));
    const shared = catalog.schemaFiles.get('common.json') as { $defs: { [name: string]: Schema } };
    const namedTypes = new Map<string, object>();
    for (const name of SHARED_DEFINITIONS) namedTypes.set(shared.$defs[name]?.title ?? name, {});
    const records = catalog.types.map(({ name, schema }) => ({
      name,
      schema: simplify(asRecord(name, schema), namedTypes),
    }));
    const text = await compile(
      {
        title: 'Records',
        description: 'The records by their type.',
        ...closedObject(Object.fromEntries(records.map(({ name }) => [name, { $ref: `#/$defs/${toTypeName(name)}` }]))),
        $defs: Object.fromEntries([...records.map(({ name, schema }) => [toTypeName(name), schema]), ...namedTypes]),
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
    const filters = [...catalog.filters.values()].map(
      ({ name, description, isBoolean, values }) =>
        `  /** Only records ${description}. */\n  ${name}?: ${filterType(isBoolean, values)};`,
    );
    const source = `${text}\n/** The name of a type: \`agreement\`. */\nexport type TypeName = keyof Records;\n\n/** One of some values, or several joined by plus signs. */\nexport type Joined<Value extends string> = Value | \`\${Value}+\${string}\`;\n\n/** Filters of \`query\`. Several values match any of them; values joined by a plus sign must all match. */\nexport interface Filters {\n${filters.join('\n')}\n}\n`;
    return formatTypeScript(root, source);
  },
};

const filterType = (isBoolean: boolean, values: readonly string[] | undefined): string => {
  if (isBoolean) return "boolean | 'yes' | 'no' | 'unknown'";
  if (!values) return 'string | readonly string[]';
  const joined = `Joined<${values.map((value) => `'${value}'`).join(' | ')}>`;
  return `${joined} | readonly ${joined}[]`;
};

const toTypeName = (name: string): string =>
  name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

const closedObject = (properties: object): object => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** The schema of a record as the library returns it, always with type and id. */
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
 * Removes keywords that would make the type harder to read: titles, which would name the type of each field, and conditions,
 * which types cannot express. Shared definitions are kept once, under their titles.
 */
const simplify = (node: unknown, namedTypes: Map<string, object>): object => {
  const { title, 'x-any': isAny } = node as Schema & { 'x-any'?: boolean };
  const keywords = Object.entries(node as object)
    .filter(([key, value]) => !IGNORED_KEYWORDS.has(key) && !(key === 'title' && typeof value === 'string'))
    .map(([key, value]) => [key, simplifyValue(value, namedTypes)])
    .concat(isAny ? [['tsType', 'unknown']] : []);
  if (typeof title !== 'string' || !namedTypes.has(title)) return Object.fromEntries(keywords);
  namedTypes.set(title, Object.fromEntries(keywords));
  return { $ref: `#/$defs/${title}` };
};

const simplifyValue = (value: unknown, namedTypes: Map<string, object>): unknown => {
  if (Array.isArray(value)) return value.map((item) => simplifyValue(item, namedTypes));
  return typeof value === 'object' && value !== null ? simplify(value, namedTypes) : value;
};

const IGNORED_KEYWORDS = new Set([
  'anyOf',
  'allOf',
  'if',
  'then',
  'else',
  'propertyNames',
  'pattern',
  'format',
  'minItems',
]);
