import { readDocument } from '../dataset/document.ts';
import { UserError } from '../model/errors.ts';
import { nearest } from '../model/near.ts';
import { fromDotted } from '../model/pointer.ts';
import { type Data, isData, type Value } from '../model/record.ts';
import { describe } from '../rules/schema.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import { validators } from '../schema/validator.ts';

/** The fields of a record from `field=value` as a person gives them. Throws UserError where a field could not hold it. */
export const fill = (schema: Schema, settings: readonly string[]): Data => {
  let data: Data = {};
  for (const setting of settings) {
    const equals = setting.indexOf('=');
    if (equals < 1) throw new UserError(`--set cannot be "${setting}"`, 'write it as field=value');
    const path = fromDotted(setting.slice(0, equals).trim());
    data = within(data, path, valueFor(fieldOf(schema, path), setting.slice(equals + 1).trim()));
  }
  for (const [field, value] of Object.entries(data)) {
    const problem = problemWith(schema.properties?.[field] ?? {}, value);
    if (problem) throw new UserError(`${field} cannot be set so: ${problem}`);
  }
  return data;
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

/** Why a field could not hold a value, in words. */
export const problemWith = (schema: Schema, value: Value): string | undefined => {
  const [violation] = checkerOf(schema)(value);
  if (!violation) return undefined;
  const { message, hint } = describe(violation);
  return hint ? `${message}; ${hint}` : message;
};

const checkerOf = validators();

const fieldOf = (schema: Schema, path: readonly string[]): Schema => {
  for (const [index, step] of path.entries()) {
    const around = fieldAt(schema, path.slice(0, index));
    const names = Object.keys(around?.properties ?? {});
    if (around?.type === 'array')
      throw new UserError(`${path.slice(0, index).join('.')} is a list`, 'set the whole of it: field=[…]');
    if (!names.includes(step) && typeof around?.additionalProperties !== 'object') {
      const [near] = nearest(step, names, 3);
      throw new UserError(
        `there is no field "${path.slice(0, index + 1).join('.')}"`,
        near ? `did you mean ${near}?` : `there are ${names.join(', ')}`,
      );
    }
  }
  return fieldAt(schema, path) ?? {};
};

/** The data with a value at a path. Entries, not assignments: a key may be called __proto__. */
const within = (data: Data, [step = '', ...rest]: readonly string[], value: Value): Data => {
  const before = Object.hasOwn(data, step) ? data[step] : undefined;
  const inner = rest.length === 0 ? value : within(isData(before) ? before : {}, rest, value);
  return Object.fromEntries([...Object.entries(data).filter(([key]) => key !== step), [step, inner]]);
};
