import type { Command, CommandArgument, CommandContext, CommandOption, OptionValues } from '../commands/command.ts';
import { UserError } from '../core/model/errors.ts';
import type { JsonObject } from '../core/model/record.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import { addPassageLinks } from './links.ts';

/** A command as a tool: its input as a JSON Schema, and functions that run it. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonObject;
  /** The command, whose answer carries the links to the passages. */
  readonly command: Command;
  /** Converts the input to arguments and option values. Throws UserError for a parameter that does not exist. */
  readonly parse: (input: ToolInput) => { readonly args: readonly string[]; readonly options: OptionValues };
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

/** Builds the tool of a command from its declaration. */
export const toTool = (command: Command, catalog: Catalog): Tool => {
  const parameters = new Map<string, Parameter>([
    ...command.arguments.map((argument) => [argumentName(argument), toArgumentParameter(argument)] as const),
    ...command
      .options(() => catalog)
      .filter(({ flags }) => !EXCLUDED_OPTIONS.has(optionName(flags)))
      .map((option) => [optionName(option.flags), toOptionParameter(option)] as const),
  ]);
  const argumentNames = command.arguments.map(argumentName);
  const required = command.arguments.filter(({ name }) => name.startsWith('<')).map(argumentName);
  return {
    name: command.name,
    description: `${command.summary}. Examples on the command line: ${describeExamples(command)}`,
    inputSchema: {
      type: 'object',
      properties: {
        ...Object.fromEntries(Array.from(parameters, ([name, { schema }]) => [name, schema])),
        ...PAGE_PARAMETERS,
      },
      required,
      additionalProperties: false,
    },
    command: { ...command, run: (...input) => runWithLinks(command, ...input) },
    parse: (input) => {
      const args: string[] = [];
      const options: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(input)) {
        if (name in PAGE_PARAMETERS || value === undefined) continue;
        const parameter = parameters.get(name);
        if (!parameter) throw new UserError(`${command.name} has no parameter "${name}"`);
        if (!argumentNames.includes(name)) options[toCamelCase(name)] = parameter.parse(value);
      }
      for (const name of argumentNames) args.push(...[input[name] ?? []].flat().map(String));
      return { args, options };
    },
  };
};

const describeExamples = ({ examples }: Command): string =>
  examples.map(({ command, description }) => `${command} (${description})`).join('; ');

const runWithLinks = async (
  command: Command,
  context: CommandContext,
  args: readonly string[],
  options: OptionValues,
): ReturnType<Command['run']> => {
  const result = await command.run(context, args, options);
  return { ...result, data: addPassageLinks(await context.dataset(), result.data) };
};

/** An argument or option of a command as a parameter of a tool. */
interface Parameter {
  readonly schema: JsonObject;
  /** Converts a value to the form that the command expects. */
  readonly parse: (value: unknown) => unknown;
}

/** The name of an argument without its brackets: `ref` of `<ref...>`. */
const argumentName = ({ name }: CommandArgument): string => name.replaceAll(/[^\w-]/g, '');

/** The name of an option: `valid-on` of `--valid-on <date>`. A negative flag has the name of the positive one. */
const optionName = (flags: string): string => /--(?:no-)?([\w-]+)/.exec(flags)?.[1] ?? flags;

const toCamelCase = (name: string): string => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const toArgumentParameter = ({ name, description }: CommandArgument): Parameter => {
  if (!name.includes('...')) return { schema: { type: 'string', description }, parse: String };
  return { schema: { ...ONE_OR_MORE, description }, parse: toTexts };
};

/** JSON Schema of a text or a list of texts. */
const ONE_OR_MORE = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] };

const toTexts = (value: unknown): string[] => [value].flat().map(String);

const toOptionParameter = (option: CommandOption): Parameter => {
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
