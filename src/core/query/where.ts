import type { Dataset, Entry } from '../index/dataset.ts';
import { UserError } from '../model/errors.ts';
import { suggestionHint } from '../model/fuzzy.ts';
import { nestedValues } from '../model/nested-values.ts';
import { fromDotted } from '../model/pointer.ts';
import type { JsonObject } from '../model/record.ts';
import { fieldAt, type RecordType } from '../schema/catalog.ts';
import { dataWithDerivedEntries } from './derived-maps.ts';
import { derivedFieldNames, derivedFields } from './derived-fields.ts';
import { loadNormalizer } from './resolve.ts';

/**
 * Returns a function that tests if a record meets all conditions on fields: `status=signed` if a value of the field equals
 * the text, `place~lima` if one contains it. Case and accents do not matter. Throws UserError for an unknown field.
 */
export const fieldMatcher = async (
  dataset: Dataset,
  conditions: readonly string[],
): Promise<(entry: Entry) => boolean> => {
  const tests: ((entry: Entry) => boolean)[] = [];
  for (const condition of conditions) tests.push(await parseCondition(dataset, condition));
  return (entry) => tests.every((test) => test(entry));
};

const parseCondition = async (dataset: Dataset, condition: string): Promise<(entry: Entry) => boolean> => {
  const [, field = '', operator, text = ''] = /^([^=~]+)([=~])(.*)$/s.exec(condition) ?? [];
  if (operator === undefined)
    throw new UserError(
      `"${condition}" is not a condition`,
      'write FIELD=VALUE, or FIELD~TEXT for a part of the value',
    );
  const path = fromDotted(field.trim());
  const { types } = dataset.catalog;
  const name = String(path[0]);
  const hasField = ({ schema }: RecordType): boolean =>
    fieldAt(schema, path) !== undefined || derivedFieldNames(schema).includes(name);
  if (!types.some(hasField)) {
    const names = types.flatMap(({ schema }) => [
      ...Object.keys(schema.properties ?? {}),
      ...derivedFieldNames(schema),
    ]);
    throw new UserError(`no record has a field "${field.trim()}"`, suggestionHint(field.trim(), [...new Set(names)]));
  }
  const normalize = await loadNormalizer();
  const expected = normalize(text);
  const typesWithField = new Set(types.filter(hasField).map((type) => type.name));
  const readData = (entry: Entry): JsonObject => {
    const { type } = entry;
    const data = dataWithDerivedEntries(dataset, entry);
    const recordType = dataset.catalog.type(type);
    return { ...data, ...(recordType && derivedFields(recordType, data)), id: entry.id, type };
  };
  return (entry) => {
    if (!typesWithField.has(entry.type)) return false;
    return nestedValues(readData(entry), path).some((value) => {
      const actual = normalize(typeof value === 'object' ? JSON.stringify(value) : String(value));
      return operator === '=' ? actual === expected : actual.includes(expected);
    });
  };
};
