import { readDocument } from '../core/yaml/document.ts';
import { UserError } from '../core/model/errors.ts';
import { closestMatch, suggestOr } from '../core/model/fuzzy.ts';
import { fromDotted, type Path, toDotted, setValueAt } from '../core/model/pointer.ts';
import type { JsonObject, JsonValue } from '../core/model/record.ts';
import { describeViolation } from '../rules/violations.ts';
import { fieldAt, type RecordType, type Schema } from '../core/schema/catalog.ts';
import { findReferences } from '../core/schema/references.ts';
import { type Validator, createValidator, violationsAt } from '../rules/validation/validator.ts';

/** Describes the problem with a value at a path; undefined if it is valid. */
export type ProblemFinder = (path: Path, value: JsonValue) => string | undefined;

/** Creates a check of single values against a schema and the existing ids; `listIds` returns the ids of a type. */
export const createProblemFinder = async (
  { schema, file }: Pick<RecordType, 'schema' | 'file'>,
  listIds: (type: string) => readonly string[],
): Promise<ProblemFinder> => {
  const validate: Validator = await createValidator(schema, file);
  return (path, value) => {
    const [violation] = violationsAt(validate, {}, path, value);
    if (violation) {
      const { message, hint } = describeViolation(violation);
      return [message, hint].filter(Boolean).join('; ');
    }
    for (const { type, id } of findReferences(schema, setValueAt({}, path, value))) {
      const ids = listIds(type);
      if (ids.includes(id)) continue;
      const suggestion = closestMatch(id, ids);
      return `no ${type} has the id "${id}"${suggestion ? `; did you mean ${suggestion}?` : ''}`;
    }
    return undefined;
  };
};

/** Parses `field=value` settings into record data. Throws UserError for an unknown field or an invalid value. */
export const parseSettings = (schema: Schema, settings: readonly string[], findProblem: ProblemFinder): JsonObject => {
  let data: JsonObject = {};
  const previousSettings: Setting[] = [];
  for (const setting of settings) {
    const equalsIndex = setting.indexOf('=');
    if (equalsIndex < 1) throw new UserError(`invalid --set "${setting}"`, 'use field=value');
    const path = fromDotted(setting.slice(0, equalsIndex).trim());
    const text = setting.slice(equalsIndex + 1).trim();
    assertNotSetBefore(previousSettings, { path, text });
    previousSettings.push({ path, text });
    data = setValueAt(data, path, parseSettingValue(findFieldSchema(schema, path), text)) as JsonObject;
  }
  for (const [field, value] of Object.entries(data)) {
    const problem = findProblem([field], value);
    if (problem) throw new UserError(`invalid value for ${field}: ${problem}`);
  }
  return data;
};

interface Setting {
  readonly path: Path;
  readonly text: string;
}

/** Throws UserError if a setting would replace an earlier one: the same field, a part of it or its parent. */
const assertNotSetBefore = (previousSettings: readonly Setting[], setting: Setting): void => {
  for (const previous of previousSettings) {
    const [parent, child] = [setting.path, previous.path].toSorted((a, b) => a.length - b.length);
    if (!parent?.every((step, index) => step === child?.[index])) continue;
    const fieldName = toDotted(setting.path);
    const previousName = toDotted(previous.path);
    if (fieldName !== previousName)
      throw new UserError(
        `--set cannot give both ${previousName} and ${fieldName}`,
        'set the whole field or its parts',
      );
    if (setting.text !== previous.text)
      throw new UserError(`--set ${fieldName} cannot be both ${previous.text} and ${setting.text}`, 'set it once');
  }
};

/** Parses a text as the value of a field: lists with commas, lists and maps also as YAML. */
export const parseSettingValue = (schema: Schema, text: string): JsonValue => {
  if (schema.type === 'string') return text;
  if (schema.type === 'array' && !text.startsWith('['))
    return text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean)
      .map((item) => parseSettingValue(schema.items ?? {}, item));
  const { data, problems } = readDocument(Buffer.from(text));
  return problems.length > 0 || data === undefined ? text : data;
};

const findFieldSchema = (schema: Schema, path: readonly string[]): Schema => {
  for (const [index, fieldName] of path.entries()) {
    const parent = fieldAt(schema, path.slice(0, index));
    const fieldNames = Object.keys(parent?.properties ?? {});
    if (parent?.type === 'array')
      throw new UserError(`${path.slice(0, index).join('.')} is a list`, 'set the whole list: field=[…]');
    if (!fieldNames.includes(fieldName) && typeof parent?.additionalProperties !== 'object') {
      const suggestion = closestMatch(fieldName, fieldNames);
      const hint = suggestOr(suggestion, `fields: ${fieldNames.join(', ')}`);
      throw new UserError(`unknown field "${path.slice(0, index + 1).join('.')}"`, hint);
    }
  }
  return fieldAt(schema, path) ?? {};
};
