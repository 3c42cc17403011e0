import type { Dataset } from '../index/dataset.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/record.ts';

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
