import { type Data, isData, type Value } from '../model/record.ts';
import { assertedFields } from '../schema/assertions.ts';
import type { Schema } from '../schema/catalog.ts';
import type { Ask } from './ask.ts';
import { type Problem, valueFor } from './fill.ts';

/** Asks for the fields of a record that are not given, one after the other, and for the source of what it asserts. */
export const interview = async (ask: Ask, schema: Schema, given: Data, problem: Problem): Promise<Data> => {
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
  readonly ask: Ask;
  readonly problem: Problem;
}

const fieldsOf = async (asking: Asking, schema: Schema, given: Data, path: readonly string[]): Promise<Data> => {
  const entries: [string, Value][] = [];
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
): Promise<Value | undefined> => {
  if (field.properties) {
    const inner = required ? await fieldsOf(asking, field, {}, path) : {};
    return isData(inner) && Object.keys(inner).length > 0 ? inner : undefined;
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
    check: (text) => asking.problem(path, valueFor(field, text)),
  });
  return answer === undefined ? undefined : valueFor(field, answer);
};
