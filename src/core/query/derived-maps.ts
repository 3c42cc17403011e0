import type { Dataset } from '../index/dataset.ts';
import { asList, isJsonObject, isList, type JsonObject, type JsonValue, refOf, type Ref } from '../model/record.ts';
import { compareText } from '../model/text.ts';
import type { DerivedFrom } from '../schema/catalog.ts';
import { filterNames } from '../schema/filters.ts';

/** Ids of the entries of a map that follow from other records, each with the refs of those records. */
type DerivedEntries = ReadonlyMap<string, ReadonlySet<Ref>>;

/** A field whose entries follow from other records, by the id of the record that has it. */
interface DerivedMap {
  readonly type: string;
  readonly field: string;
  /** Filters that match the keys of the map. */
  readonly filters: readonly string[];
  readonly keyType: string;
  readonly entriesById: ReadonlyMap<string, DerivedEntries>;
}

const mapsByDataset = new WeakMap<Dataset, readonly DerivedMap[]>();

/** Reads the maps that `x-derived-from` declares, such as the minerals of a country. Cached per dataset. */
const readDerivedMaps = (dataset: Dataset): readonly DerivedMap[] => {
  const known = mapsByDataset.get(dataset);
  if (known) return known;
  const maps = dataset.catalog.types.flatMap(({ name: type, schema }) =>
    Object.entries(schema.properties ?? {}).flatMap(([field, fieldSchema]): DerivedMap[] => {
      const sources = fieldSchema['x-derived-from'];
      if (!sources) return [];
      const filters = [...filterNames(fieldSchema), ...filterNames(fieldSchema.propertyNames)];
      const keyType = fieldSchema.propertyNames?.['x-ref'] ?? '';
      return [{ type, field, filters, keyType, entriesById: collectEntries(dataset, sources) }];
    }),
  );
  mapsByDataset.set(dataset, maps);
  return maps;
};

const collectEntries = (dataset: Dataset, sources: readonly DerivedFrom[]): ReadonlyMap<string, DerivedEntries> => {
  const entriesById = new Map<string, Map<string, Set<Ref>>>();
  for (const { type, list, subject, item, where } of sources)
    for (const entry of dataset.entriesOfType(type)) {
      const { data } = dataset.record(entry);
      for (const part of list === undefined ? [data] : listObjects(data[list])) {
        if (where && !where.some((condition) => meetsCondition(part, condition))) continue;
        for (const id of listTexts(part[subject]))
          for (const key of listTexts(part[item] ?? data[item])) {
            const entries = entriesById.get(id) ?? new Map<string, Set<Ref>>();
            entriesById.set(id, entries);
            entries.set(key, (entries.get(key) ?? new Set()).add(refOf(entry)));
          }
      }
    }
  return entriesById;
};

/** True if all the fields have these values and the part is no row with the amount zero. */
const meetsCondition = (part: JsonObject, condition: Readonly<Record<string, JsonValue>>): boolean =>
  part['value'] !== 0 && Object.entries(condition).every(([field, value]) => part[field] === value);

const listObjects = (value: JsonValue | undefined): JsonObject[] => asList(value).filter(isJsonObject);

const listTexts = (value: JsonValue | undefined): string[] => {
  if (typeof value === 'string') return [value];
  return isList(value) ? value.filter((text) => typeof text === 'string') : [];
};

/** Adds the entries that follow from other records to the maps of a record. Entries of the record itself come first. */
export const addDerivedEntries = (
  dataset: Dataset,
  ref: { type: string; id: string },
  data: JsonObject,
): JsonObject => {
  const added: { [field: string]: JsonValue } = {};
  for (const { type, field, entriesById } of readDerivedMaps(dataset)) {
    const entries = type === ref.type ? entriesById.get(ref.id) : undefined;
    if (!entries) continue;
    const ownEntries = isJsonObject(data[field]) ? data[field] : {};
    const derived = [...entries]
      .filter(([key]) => !Object.hasOwn(ownEntries, key))
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, refs]): [string, JsonValue] => [key, { basis: [...refs].sort(compareText) }]);
    added[field] = { ...ownEntries, ...Object.fromEntries(derived) };
  }
  return { ...data, ...added };
};

/** Positions of the records that have a value under a filter because of other records. */
export const derivedPositions = (dataset: Dataset, filter: string, value: Ref): number[] =>
  readDerivedMaps(dataset).flatMap(({ type, filters, keyType, entriesById }) => {
    if (!filters.includes(filter) || !value.startsWith(`${keyType}/`)) return [];
    const key = value.slice(keyType.length + 1);
    return [...entriesById].flatMap(([id, entries]) => {
      const entry = entries.has(key) ? dataset.find(`${type}/${id}`) : undefined;
      return entry ? [entry.position] : [];
    });
  });
