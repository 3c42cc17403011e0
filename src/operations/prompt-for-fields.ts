import { mapDefined } from '../core/model/defined-only.ts';
import { ownValue } from '../core/model/own.ts';
import { type JsonObject, type JsonValue } from '../core/model/record.ts';
import { assertedFields } from '../core/schema/assertions.ts';
import type { Schema } from '../core/schema/catalog.ts';
import type { AskPrompt } from './prompt.ts';
import { type ProblemFinder, parseSettingValue } from './parse-settings.ts';

/** Prompts for missing fields of a record, then for the source of its facts. */
export const promptForFields = async (
  askPrompt: AskPrompt,
  schema: Schema,
  settings: JsonObject,
  findProblem: ProblemFinder,
): Promise<JsonObject> => {
  const data = await promptForObject({ askPrompt, findProblem }, schema, settings, []);
  const assertedNames = assertedFields(schema, data);
  const sourceSchema = schema.properties?.['evidence']?.items?.properties?.['source'];
  if (assertedNames.length === 0 || !sourceSchema || data['evidence'] !== undefined) return data;
  const source = await askPrompt({
    message: `Source of ${assertedNames.join(', ')}`,
    hint: sourceSchema.description ?? '',
    isOptional: true,
    findProblem: (text) => findProblem(['evidence', 0, 'source'], text),
  });
  return source === undefined ? data : { ...data, evidence: [{ source, supports: assertedNames }] };
};

/** Fields that follow from the file's location, or need more than one answer. */
const SKIPPED_FIELDS = new Set(['type', 'id', 'evidence']);

interface PromptTools {
  readonly askPrompt: AskPrompt;
  readonly findProblem: ProblemFinder;
}

const promptForObject = async (
  tools: PromptTools,
  schema: Schema,
  settings: JsonObject,
  path: readonly string[],
): Promise<JsonObject> => {
  const entries: [string, JsonValue][] = [];
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    let value = ownValue(settings, name);
    const isSkipped = path.length === 0 && SKIPPED_FIELDS.has(name);
    const isRequired = schema.required?.includes(name) ?? false;
    if (value === undefined && !isSkipped) value = await promptForValue(tools, field, [...path, name], isRequired);
    if (value !== undefined) entries.push([name, value]);
  }
  return Object.fromEntries(entries);
};

/** Prompts for one field, or for the fields of a required object; undefined if it was skipped. */
const promptForValue = async (
  tools: PromptTools,
  field: Schema,
  path: readonly string[],
  isRequired: boolean,
): Promise<JsonValue | undefined> => {
  if (field.properties) {
    const children = isRequired && (await promptForObject(tools, field, {}, path));
    if (!children || Object.keys(children).length === 0) return undefined;
    return children;
  }
  const isMultiple = field.type === 'array';
  const scalar = isMultiple ? field.items : field;
  if (!scalar || scalar.properties || scalar.type === 'object' || scalar.type === undefined) return undefined;
  const choices = scalarChoices(scalar);
  const description = field.description ?? '';
  const answer = await tools.askPrompt({
    message: path.join('.'),
    hint: isMultiple && !choices ? `${description} Separate several with commas.` : description,
    ...(choices && { choices, isMultiple }),
    isOptional: !isRequired,
    findProblem: (text) => tools.findProblem(path, parseSettingValue(field, text)),
  });
  return mapDefined(answer, (text) => parseSettingValue(field, text));
};

const scalarChoices = ({ enum: values, type }: Schema): readonly string[] | undefined => {
  if (values) return values;
  return type === 'boolean' ? ['true', 'false'] : undefined;
};
