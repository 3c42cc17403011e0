import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import type { Catalog } from '../../src/core/schema/catalog.ts';
import { readCatalog } from '../../src/node/read-catalog.ts';
import { operations } from '../../src/operations/index.ts';
import { type ArgumentDeclaration, type OptionDeclaration, toCamelCase } from '../../src/operations/input.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { formatTypeScript, type Page } from './page.ts';

/** TypeScript types of the inputs and outputs of the operations, from their declarations and schemas. */
export const operationTypesPage: Page = {
  file: 'src/operation-types.ts',
  text: async (root) => {
    const catalog = readCatalog(join(root, 'schemas'));
    const filterNames = new Set([...catalog.filters.keys()].map(toCamelCase));
    const requests = operations.map((operation) => requestType(operation, catalog, filterNames));
    const outputs = await Promise.all(operations.map((operation) => outputType(root, operation.name)));
    const inputRows = operations.map(({ name }) => `readonly ${name}: ${toTypeName(name)}Request;`);
    const outputRows = operations.map(({ name }) => `readonly ${name}: ${toTypeName(name)}Output;`);
    return formatTypeScript(
      root,
      `// Generated from the operations and schemas/output by \`npm run generate\`.
import type { Filters, TypeName } from './types.ts';

/** Language of names. */
export type Language = 'en' | 'de' | 'es' | 'pt';

/** Part of the input of every operation. */
export interface CommonRequest {
  /** Language of names in the output. */
  lang?: Language;
}

${requests.join('\n')}
${outputs.join('\n')}
/** The input of each operation. */
export interface Requests {
${inputRows.join('\n')}
}

/** The output of each operation. */
export interface Outputs {
${outputRows.join('\n')}
}
`,
    );
  },
};

const toTypeName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const requestType = (operation: Operation, catalog: Catalog, filterNames: ReadonlySet<string>): string => {
  const options = operation.options(() => catalog);
  const hasFilters = options.some(({ name }) => filterNames.has(name));
  const ownOptions = options.filter(({ name }) => !hasFilters || !filterNames.has(name));
  const parents = hasFilters ? 'CommonRequest, Filters' : 'CommonRequest';
  return `/** Input of \`${operation.name}\`. ${operation.summary}. */
export interface ${toTypeName(operation.name)}Request extends ${parents} {
${[...operation.arguments.map(argumentProperty), ...ownOptions.map(optionProperty)].join('\n')}
}
`;
};

const argumentProperty = ({ name, usage, description }: ArgumentDeclaration): string =>
  `/** ${describe(description)} */\n${name}${usage.startsWith('[') ? '?' : ''}: ${usage.includes('...') ? LIST_TYPE : 'string'};`;

const LIST_TYPE = 'string | readonly string[]';

const optionProperty = (option: OptionDeclaration): string => {
  const { name, flags, description } = option;
  // A program says that a switch is off, not that it is absent.
  const explanation = flags.startsWith('--no-') ? `false: ${description}` : description;
  return `/** ${describe(explanation)} */\n${name}?: ${optionType(option)};`;
};

const describe = (description: string): string => `${description.charAt(0).toUpperCase()}${description.slice(1)}.`;

const optionType = ({ name, flags, choices, isList, isRepeatable, isNumber }: OptionDeclaration): string => {
  if (!/[<[]/.test(flags)) return 'boolean';
  if (isNumber) return 'number';
  const single = name === 'type' ? typeNames(choices ?? []) : valueType(choices);
  return isList || isRepeatable ? `${single} | readonly (${single})[]` : single;
};

const valueType = (choices: readonly string[] | undefined): string =>
  choices?.map((choice) => `'${choice}'`).join(' | ') ?? 'string';

/** The types of records have a name of their own; other choices are added to them. */
const typeNames = (choices: readonly string[]): string => (choices.includes('all') ? "TypeName | 'all'" : 'TypeName');

/** Gives a schema without a type, which allows any value, the type that says so. */
const toTypedSchema = (node: object): object => {
  const keywords = Object.entries(node).map(([key, value]) => [key, key === 'enum' ? value : toTypedValue(value)]);
  const isOpen = !TYPE_KEYWORDS.some((keyword) => keyword in node) && 'description' in node;
  return Object.fromEntries([...keywords, ...(isOpen ? [['tsType', 'unknown']] : [])]);
};

const toTypedValue = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(toTypedValue);
  return typeof value === 'object' && value !== null ? toTypedSchema(value) : value;
};

const TYPE_KEYWORDS = ['type', 'enum', 'const', 'anyOf', 'oneOf', 'allOf', '$ref', 'properties'];

const outputType = async (root: string, name: string): Promise<string> => {
  const typeName = `${toTypeName(name)}Output`;
  const file = join(root, 'schemas', 'output', `${name}.schema.json`);
  const schema = JSON.parse(readFileSync(file, 'utf8')) as { readonly description: string };
  return compile({ ...toTypedSchema(schema), title: typeName }, typeName, {
    bannerComment: '',
    ignoreMinAndMaxItems: true,
    strictIndexSignatures: true,
    additionalProperties: true,
    format: false,
  });
};
