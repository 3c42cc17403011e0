import { closestMatch } from '../core/model/fuzzy.ts';
import { isJsonObject, isList, type JsonValue } from '../core/model/record.ts';
import { normalizeName } from '../core/model/text.ts';
import type { RecordType } from '../core/schema/catalog.ts';
import { walkRecord } from '../core/schema/walk.ts';
import type { RuleContext } from './rule.ts';

/** Returns the id of the record of a type that a text probably refers to; undefined if none is similar. */
export type SuggestId = (type: string, text: string) => string | undefined;

/** Creates a function that suggests ids by id in any case, by `type/id`, by a name in any language, or by a typo of these. */
export const createIdSuggester = ({ catalog, records, findRecord }: RuleContext): SuggestId => {
  const indexes = new Map<RecordType, IdIndex>();
  const indexOfType = (type: RecordType): IdIndex => {
    const index = indexes.get(type) ?? buildIdIndex(records.filter((record) => record.type === type));
    indexes.set(type, index);
    return index;
  };
  return (typeName, text) => {
    const type = catalog.type(typeName) ?? catalog.typeByFolder(typeName);
    if (!type) return undefined;
    const id = text.slice(text.indexOf('/') + 1);
    if (findRecord(`${type.name}/${id}`)) return id;
    const { byLowerCase, byName } = indexOfType(type);
    const normalizedName = normalizeName(id);
    return (
      byLowerCase.get(id.toLowerCase()) ??
      byName.get(normalizedName) ??
      byLowerCase.get(closestMatch(id.toLowerCase(), byLowerCase.keys()) ?? '') ??
      byName.get(closestMatch(normalizedName, byName.keys()) ?? '')
    );
  };
};

/** Ids of one type by lower-case id and by normalized name. */
interface IdIndex {
  readonly byLowerCase: ReadonlyMap<string, string>;
  readonly byName: ReadonlyMap<string, string>;
}

const buildIdIndex = (records: RuleContext['records']): IdIndex => ({
  byLowerCase: new Map(records.map(({ id }) => [id.toLowerCase(), id])),
  byName: new Map(
    records.flatMap(({ type, id, data }) =>
      walkRecord(type.schema, data, 'x-name')
        .flatMap(({ value }) => stringsWithin(value))
        .map((name) => [normalizeName(name), id] as const)
        .filter(([name]) => name !== ''),
    ),
  ),
});

const stringsWithin = (value: JsonValue): string[] => {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(stringsWithin);
  if (isJsonObject(value)) return Object.values(value).flatMap(stringsWithin);
  return [];
};
