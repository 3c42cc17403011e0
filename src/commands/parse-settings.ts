import { readDocument } from '../dataset/yaml/document.ts';
import { UserError } from '../model/errors.ts';
import { closestMatch } from '../model/fuzzy.ts';
import { fromDotted, type Path, setValueAt } from '../model/pointer.ts';
import type { JsonObject, JsonValue } from '../model/record.ts';
import { describeViolation } from '../rules/violations.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import { findReferences } from '../schema/references.ts';
import { type Validator, createValidator, violationsAt } from '../schema/validator.ts';

/** Why a record could not hold a value at a path, in words; undefined where it could. */
export type SettingProblem = (path: Path, value: JsonValue) => string | undefined;

/** What is wrong with values for the fields of a record; `idsOf` tells the records of a type that there are. */
export const findProblem = async (
  schema: Schema,
  idsOf: (type: string) => readonly string[],
): Promise<SettingProblem> => {
  const validate: Validator = await createValidator(schema);
  return (path, value) => {
    const [violation] = violationsAt(validate, {}, path, value);
    if (violation) {
      const { message, hint } = describeViolation(violation);
      return hint ? `${message}; ${hint}` : message;
    }
    for (const { type, id } of findReferences(schema, setValueAt({}, path, value))) {
      const ids = idsOf(type);
      const near = closestMatch(id, ids);
      if (!ids.includes(id)) return `no ${type} is called "${id}"${near ? `; did you mean ${near}?` : ''}`;
    }
    return undefined;
  };
};

/** The fields of a record from `field=value` as a person gives them. Throws UserError where a field could not hold it. */
export const parseSettings = (schema: Schema, settings: readonly string[], problem: SettingProblem): JsonObject => {
  let data: JsonObject = {};
  for (const setting of settings) {
    const equals = setting.indexOf('=');
    if (equals < 1) throw new UserError(`--set cannot be "${setting}"`, 'write it as field=value');
    const path = fromDotted(setting.slice(0, equals).trim());
    data = setValueAt(
      data,
      path,
      parseSettingValue(fieldOf(schema, path), setting.slice(equals + 1).trim()),
    ) as JsonObject;
  }
  for (const [field, value] of Object.entries(data)) {
    const wrong = problem([field], value);
    if (wrong) throw new UserError(`${field} cannot be set so: ${wrong}`);
  }
  return data;
};

/** A text as the value of a field: lists with commas, lists and maps also as YAML. */
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

const fieldOf = (schema: Schema, path: readonly string[]): Schema => {
  for (const [index, step] of path.entries()) {
    const around = fieldAt(schema, path.slice(0, index));
    const names = Object.keys(around?.properties ?? {});
    if (around?.type === 'array')
      throw new UserError(`${path.slice(0, index).join('.')} is a list`, 'set the whole of it: field=[…]');
    if (!names.includes(step) && typeof around?.additionalProperties !== 'object') {
      const near = closestMatch(step, names);
      throw new UserError(
        `there is no field "${path.slice(0, index + 1).join('.')}"`,
        near ? `did you mean ${near}?` : `there are ${names.join(', ')}`,
      );
    }
  }
  return fieldAt(schema, path) ?? {};
};
