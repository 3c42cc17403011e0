import {
  type ArgumentDeclaration,
  type InputValues,
  type OptionDeclaration,
  toCamelCase,
} from '../operations/input.ts';
import type { Operation } from '../operations/operation.ts';
import { UserError } from '../core/model/errors.ts';
import { isJsonObject, isList, type JsonObject, type JsonValue } from '../core/model/record.ts';
import type { Catalog } from '../core/schema/catalog.ts';

/** An operation as a tool: its input as a JSON Schema, and a function that reads it. */
export interface Tool {
  readonly operation: Operation;
  readonly description: string;
  readonly inputSchema: JsonObject;
  readonly outputSchema: JsonObject;
  /** Converts the input to the values of the operation. Throws UserError for a parameter that does not exist. */
  readonly parse: (input: ToolInput) => InputValues;
}

export type ToolInput = Readonly<Record<string, unknown>>;

/** Parameters that every tool has. */
const PAGE_PARAMETERS = {
  limit: {
    type: 'integer',
    minimum: 1,
    maximum: 100,
    description: 'maximum number of items in the answer (default: 10)',
  },
  offset: { type: 'integer', minimum: 0, description: 'number of items to skip (default: 0)' },
  lang: { type: 'string', enum: ['en', 'de', 'es', 'pt'], description: 'language of names (default: en)' },
} as const;

/** Options that only make sense on a terminal, or would drop the links to the passages. */
const EXCLUDED_OPTIONS: ReadonlySet<string> = new Set(['open', 'fields', 'limit', 'output', 'notes']);

/** Builds the tool of an operation from its declaration and the schema of its output. */
export const toTool = (operation: Operation, catalog: Catalog, dataSchema: JsonObject): Tool => {
  const options = operation.options(() => catalog).filter(({ flags }) => !EXCLUDED_OPTIONS.has(optionName(flags)));
  const parameters = new Map<string, Parameter>([
    ...operation.arguments.map((argument) => [argument.name, toArgumentParameter(argument)] as const),
    ...options.map((option) => [optionName(option.flags), toOptionParameter(option)] as const),
  ]);
  const required = operation.arguments.filter(({ usage }) => usage.startsWith('<')).map(({ name }) => name);
  return {
    operation,
    description: `${operation.summary}. Examples on the command line: ${describeExamples(operation)}`,
    inputSchema: {
      type: 'object',
      properties: {
        ...Object.fromEntries(Array.from(parameters, ([name, { schema }]) => [name, schema])),
        ...PAGE_PARAMETERS,
      },
      required,
      additionalProperties: false,
    },
    outputSchema: {
      type: 'object',
      properties: { data: toOpenSchema(dataSchema), ...REMARKS },
      required: ['data', ...Object.keys(REMARKS)],
    },
    parse: (input) => {
      const values: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(input)) {
        if (name in PAGE_PARAMETERS || value === undefined) continue;
        const parameter = parameters.get(name);
        if (!parameter) throw new UserError(`${operation.name} has no parameter "${name}"`);
        values[toCamelCase(name)] = parameter.parse(value);
      }
      return values;
    },
  };
};

/** Schemas of the remarks on an answer. */
const REMARKS = {
  notes: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        code: { type: 'string', description: 'kind of note: near-name, limited, disputed and others' },
        message: { type: 'string' },
        count: { type: 'integer', description: 'number of records or rows that the note is about' },
        refs: { type: 'array', items: { type: 'string' }, description: 'records that the note is about' },
      },
      required: ['code', 'message'],
    },
    description: 'remarks on the answer',
  },
  left_out: { type: 'array', items: { type: 'string' }, description: 'parts that are not in the answer' },
};

/** Allows further properties in a schema, because links to the passages are added to the output. */
const toOpenSchema = (schema: JsonObject): JsonObject => {
  const keywords = Object.entries(schema).filter(([key, value]) => key !== '$schema' && !isClosed(key, value));
  return Object.fromEntries(keywords.map(([key, value]) => [key, toOpenValue(value)]));
};

const isClosed = (key: string, value: JsonValue): boolean => key === 'additionalProperties' && value === false;

const toOpenValue = (value: JsonValue): JsonValue => {
  if (isList(value)) return value.map(toOpenValue);
  return isJsonObject(value) ? toOpenSchema(value) : value;
};

const describeExamples = ({ examples }: Operation): string =>
  examples.map(({ command, description }) => `${command} (${description})`).join('; ');

/** An argument or option of an operation as a parameter of a tool. */
interface Parameter {
  readonly schema: JsonObject;
  /** Converts a value to the form that the operation expects. */
  readonly parse: (value: unknown) => unknown;
}

/** The name of an option: `valid-on` of `--valid-on <date>`. A negative flag has the name of the positive one. */
const optionName = (flags: string): string => /--(?:no-)?([\w-]+)/.exec(flags)?.[1] ?? flags;

const toArgumentParameter = ({ usage, description }: ArgumentDeclaration): Parameter => {
  if (!usage.includes('...')) return { schema: { type: 'string', description }, parse: String };
  return { schema: { ...ONE_OR_MORE, description }, parse: toTexts };
};

/** JSON Schema of a text or a list of texts. */
const ONE_OR_MORE = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] };

const toTexts = (value: unknown): string[] => [value].flat().map(String);

const toOptionParameter = (option: OptionDeclaration): Parameter => {
  const { flags, description, choices = [], isList, keepCommas, isNumber, impliedValue } = option;
  const explained = [description, choices.length > 0 && `(${choices.join(', ')})`].filter(Boolean).join(' ');
  // `--binding [answer]` and `--no-binding` are one parameter, whose value says which.
  if (impliedValue !== undefined)
    return { schema: { ...ONE_OR_MORE, description: `${option.description} (yes, no, unknown)` }, parse: toTexts };
  if (!/[<[]/.test(flags)) return { schema: { type: 'boolean', description }, parse: Boolean };
  if (isNumber) return { schema: { type: 'integer', minimum: 0, description }, parse: Number };
  if (keepCommas)
    return {
      schema: { ...ONE_OR_MORE, description: `${explained}; a comma means either, a plus means both` },
      parse: toTexts,
    };
  if (isList)
    return {
      schema: { ...ONE_OR_MORE, description: explained },
      parse: (value) => toTexts(value).flatMap((item) => item.split(',').map((part) => part.trim())),
    };
  return { schema: { type: 'string', description: explained }, parse: String };
};
