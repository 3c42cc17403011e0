import { asList, isJsonObject, isList, type JsonObject, type JsonValue } from '../model/record.ts';
import type { Catalog, DerivedFrom } from './catalog.ts';
import { filterNames } from './filters.ts';

/** A map with entries that follow from other records: the minerals of a country follow from its deposits. */
export interface DerivedMap {
  /** Type of the records that have the map. */
  readonly type: string;
  readonly field: string;
  /** Filters that match the keys of the map. */
  readonly filters: readonly string[];
  /** Type of the records that the keys refer to. */
  readonly keyType: string;
  readonly sources: readonly DerivedFrom[];
}

/** The maps that `x-derived-from` declares. */
export const findDerivedMaps = ({ types }: Catalog): readonly DerivedMap[] =>
  types.flatMap(({ name: type, schema }) =>
    Object.entries(schema.properties ?? {}).flatMap(([field, fieldSchema]): DerivedMap[] => {
      const sources = fieldSchema['x-derived-from'];
      if (!sources) return [];
      const filters = [...filterNames(fieldSchema), ...filterNames(fieldSchema.propertyNames)];
      return [{ type, field, filters, keyType: fieldSchema.propertyNames?.['x-ref'] ?? '', sources }];
    }),
  );

/** The entries of a map that follow from a record: the id of the record with the map, and the key. */
export const deriveEntries = (
  { sources }: DerivedMap,
  type: string,
  data: JsonObject,
): (readonly [id: string, key: string])[] =>
  sources
    .filter((source) => source.type === type)
    .flatMap(({ list, subject, item, where }) => {
      const parts = list === undefined ? [data] : asList(data[list]).filter(isJsonObject);
      return parts
        .filter((part) => !where || where.some((condition) => meetsCondition(part, condition)))
        .flatMap((part) =>
          listTexts(part[subject]).flatMap((id) =>
            listTexts(part[item] ?? data[item]).map((key): [string, string] => [id, key]),
          ),
        );
    });

/** True if all the fields have these values and the part is no row with the amount zero. */
const meetsCondition = (part: JsonObject, condition: Readonly<Record<string, JsonValue>>): boolean =>
  part['value'] !== 0 && Object.entries(condition).every(([field, value]) => part[field] === value);

const listTexts = (value: JsonValue | undefined): string[] => {
  if (typeof value === 'string') return [value];
  return isList(value) ? value.filter((text) => typeof text === 'string') : [];
};
