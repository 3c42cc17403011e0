import type { Dataset, Entry } from '../index/dataset.ts';
import type { JsonValue } from '../model/record.ts';
import { readEvidence } from '../schema/assertions.ts';
import { findDisputedFields } from './conflicts.ts';
import { collectEvidence } from './evidence.ts';

/** Fields about the evidence of a record, computed only if they are asked for. */
const VIRTUAL_FIELDS: { readonly [name: string]: (dataset: Dataset, entry: Entry) => JsonValue } = {
  urls: (dataset, entry) => {
    const fields = collectEvidence(dataset, dataset.record(entry));
    const urls = fields.flatMap(({ evidence }) => evidence.flatMap(({ url }) => url ?? []));
    return [...new Set(urls)];
  },
  sources: (dataset, entry) => listSources(dataset, entry),
  source_count: (dataset, entry) => listSources(dataset, entry).length,
  disputed: (dataset, entry) => findDisputedFields(dataset, entry),
};

export const VIRTUAL_FIELD_NAMES: readonly string[] = Object.keys(VIRTUAL_FIELDS);

/** Value of a field about the evidence; undefined for any other field. */
export const virtualValue = (dataset: Dataset, entry: Entry, name: string): JsonValue | undefined => {
  if (!VIRTUAL_FIELD_NAMES.includes(name)) return undefined;
  return VIRTUAL_FIELDS[name]?.(dataset, entry);
};

const listSources = (dataset: Dataset, entry: Entry): string[] => [
  ...new Set(readEvidence(dataset.record(entry).data).map(({ source }) => source)),
];
