import type { Dataset, Entry } from '../index/dataset.ts';
import { isJsonObject, isList, type JsonObject, type JsonValue, type Ref } from '../model/record.ts';

/** Adds the entries that follow from other records to the maps of a record. Entries of the record itself come first. */
export const addDerivedEntries = (
  dataset: Dataset,
  { type, id }: { type: string; id: string },
  data: JsonObject,
): JsonObject => {
  const added: { [field: string]: JsonValue } = {};
  for (const [field, entries] of Object.entries(dataset.derivedEntries(`${type}/${id}`))) {
    const ownEntries = isJsonObject(data[field]) ? data[field] : {};
    const derived = entries
      .filter(([key]) => !Object.hasOwn(ownEntries, key))
      .map(([key, basis]): [string, JsonValue] => [key, { basis }]);
    added[field] = { ...ownEntries, ...Object.fromEntries(derived) };
  }
  return { ...data, ...added };
};

/** The data of a record with the entries of its maps that follow from other records. */
export const dataWithDerivedEntries = (dataset: Dataset, entry: Entry): JsonObject =>
  addDerivedEntries(dataset, entry, dataset.record(entry).data);

/** Refs of the records that an entry of a map follows from; undefined for an entry of the record itself. */
export const basisOf = (fact: JsonValue | undefined): readonly Ref[] | undefined => {
  const basis = isJsonObject(fact) ? fact['basis'] : undefined;
  return isList(basis) ? basis.map(String) : undefined;
};
