import { type JsonObject, isJsonObject, type JsonValue } from '../model/record.ts';
import { assertedFields } from '../schema/assertions.ts';
import type { Schema } from '../schema/catalog.ts';
import type { AskPrompt } from './ask.ts';
import { type SettingProblem, parseSettingValue } from './parse-settings.ts';

/** Asks for the fields of a record that are not given, one after the other, and for the source of what it asserts. */
export const promptForFields = async (
  ask: AskPrompt,
  schema: Schema,
  given: JsonObject,
  problem: SettingProblem,
): Promise<JsonObject> => {
  const data = await fieldsOf({ ask, problem }, schema, given, []);
  const asserted = assertedFields(schema, data);
  const source = evidenceOf(schema)?.properties?.['source'];
  if (asserted.length === 0 || !source || data['evidence'] !== undefined) return data;
  const answer = await ask({
    message: `Source of ${asserted.join(', ')}`,
    hint: source.description ?? '',
    optional: true,
    check: (text) => problem(['evidence', 0, 'source'], text),
  });
  return answer === undefined ? data : { ...data, evidence: [{ source: answer, supports: asserted }] };
};

const evidenceOf = (schema: Schema): Schema | undefined => schema.properties?.['evidence']?.items;

/** What a file's place tells, and what needs more than an answer. */
const UNASKED = new Set(['type', 'id', 'evidence']);

interface Asking {
  readonly ask: AskPrompt;
  readonly problem: SettingProblem;
}

const fieldsOf = async (
  asking: Asking,
  schema: Schema,
  given: JsonObject,
  path: readonly string[],
): Promise<JsonObject> => {
  const entries: [string, JsonValue][] = [];
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    const required = schema.required?.includes(name) ?? false;
    const value =
      own ??
      (path.length === 0 && UNASKED.has(name) ? undefined : await asked(asking, field, [...path, name], required));
    if (value !== undefined) entries.push([name, value]);
  }
  return Object.fromEntries(entries);
};

const asked = async (
  asking: Asking,
  field: Schema,
  path: readonly string[],
  required: boolean,
): Promise<JsonValue | undefined> => {
  if (field.properties) {
    const inner = required ? await fieldsOf(asking, field, {}, path) : {};
    return isJsonObject(inner) && Object.keys(inner).length > 0 ? inner : undefined;
  }
  const many = field.type === 'array';
  const leaf = many ? field.items : field;
  if (!leaf || leaf.properties || leaf.type === 'object' || leaf.type === undefined) return undefined;
  const choices = leaf.enum ?? (leaf.type === 'boolean' ? ['true', 'false'] : undefined);
  const answer = await asking.ask({
    message: path.join('.'),
    hint: `${field.description ?? ''}${many && !choices ? ' Several with commas.' : ''}`,
    ...(choices ? { choices, many } : {}),
    optional: !required,
    check: (text) => asking.problem(path, parseSettingValue(field, text)),
  });
  return answer === undefined ? undefined : parseSettingValue(field, answer);
};
