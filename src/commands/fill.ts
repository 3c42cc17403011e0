import { readDocument } from '../dataset/yaml/document.ts';
import { UserError } from '../model/errors.ts';
import { meant } from '../model/near.ts';
import { fromDotted, type Path, toDotted, withValueAt } from '../model/pointer.ts';
import type { Data, Value } from '../model/record.ts';
import { describe } from '../rules/violations.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import { references } from '../schema/references.ts';
import { type Validator, validatorOf, violationsAt } from '../schema/validator.ts';

/** Why a record could not hold a value at a path, in words; undefined where it could. */
export type Problem = (path: Path, value: Value) => string | undefined;

/** What is wrong with values for the fields of a record; `idsOf` tells the records of a type that there are. */
export const problemIn = async (schema: Schema, idsOf: (type: string) => readonly string[]): Promise<Problem> => {
  const validate: Validator = await validatorOf(schema);
  return (path, value) => {
    const [violation] = violationsAt(validate, {}, path, value);
    if (violation) {
      const { message, hint } = describe(violation);
      return hint ? `${message}; ${hint}` : message;
    }
    for (const { type, id } of references(schema, withValueAt({}, path, value))) {
      const ids = idsOf(type);
      const near = meant(id, ids);
      if (!ids.includes(id)) return `no ${type} is called "${id}"${near ? `; did you mean ${near}?` : ''}`;
    }
    return undefined;
  };
};

/** The fields of a record from `field=value` as a person gives them. Throws UserError where a field could not hold it. */
export const fill = (schema: Schema, settings: readonly string[], problem: Problem): Data => {
  let data: Data = {};
  const given: Setting[] = [];
  for (const setting of settings) {
    const equals = setting.indexOf('=');
    if (equals < 1) throw new UserError(`--set cannot be "${setting}"`, 'write it as field=value');
    const path = fromDotted(setting.slice(0, equals).trim());
    const value = setting.slice(equals + 1).trim();
    refuseTwice(given, path, value);
    given.push({ path, value });
    data = withValueAt(data, path, valueFor(fieldOf(schema, path), value)) as Data;
  }
  for (const [field, value] of Object.entries(data)) {
    const wrong = problem([field], value);
    if (wrong) throw new UserError(`${field} cannot be set so: ${wrong}`);
  }
  return data;
};

interface Setting {
  readonly path: Path;
  readonly value: string;
}

/** Refuses a setting that would replace an earlier one: another value of the field, or of a part or the whole of it. */
const refuseTwice = (before: readonly Setting[], path: Path, value: string): void => {
  for (const other of before) {
    const [whole, part] = path.length < other.path.length ? [path, other.path] : [other.path, path];
    if (!whole.every((step, index) => step === part[index])) continue;
    const [field, otherField] = [toDotted(path), toDotted(other.path)];
    if (field !== otherField)
      throw new UserError(`--set cannot give both ${otherField} and ${field}`, 'give the whole or its parts');
    if (value !== other.value)
      throw new UserError(`--set ${field} cannot be both ${other.value} and ${value}`, 'give it once');
  }
};

/** A text as the value of a field: lists with commas, lists and maps also as YAML. */
export const valueFor = (schema: Schema, text: string): Value => {
  if (schema.type === 'string') return text;
  if (schema.type === 'array' && !text.startsWith('['))
    return text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean)
      .map((item) => valueFor(schema.items ?? {}, item));
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
      const near = meant(step, names);
      throw new UserError(
        `there is no field "${path.slice(0, index + 1).join('.')}"`,
        near ? `did you mean ${near}?` : `there are ${names.join(', ')}`,
      );
    }
  }
  return fieldAt(schema, path) ?? {};
};
