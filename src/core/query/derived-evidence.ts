import type { Dataset, Entry } from '../index/dataset.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import type { Ref } from '../model/record.ts';
import { findDerivedMaps } from '../schema/derived-entries.ts';
import { basisOf, dataWithDerivedEntries } from './derived-maps.ts';
import { type AssertedField, collectEvidence, type EvidenceItem } from './evidence.ts';

/** Evidence of a record that an entry of a map follows from: of the field that the map is derived from. */
export const basisEvidence = (dataset: Dataset, basisRef: Ref): readonly EvidenceItem[] => {
  const entry = dataset.find(basisRef);
  if (!entry) return [];
  const sources = findDerivedMaps(dataset.catalog).flatMap((map) => map.sources);
  const source = sources.find(({ type }) => type === entry.type);
  if (!source) return [];
  return collectEvidence(dataset, dataset.record(entry), source.list ?? source.item).flatMap(
    ({ evidence }) => evidence,
  );
};

/**
 * An entry of a map that follows from other records, as a field with their evidence; undefined for an entry of the record
 * itself.
 */
export const findDerivedField = (dataset: Dataset, entry: Entry, path: string): AssertedField | undefined => {
  const field = fromDotted(path);
  if (field.length !== 2) return undefined;
  const value = valueAt(dataWithDerivedEntries(dataset, entry), field);
  const basis = basisOf(value);
  if (value === undefined || basis === undefined) return undefined;
  const evidence = basis.flatMap((ref) => basisEvidence(dataset, ref));
  const evidenceByPassage = new Map(evidence.map((passage) => [JSON.stringify(passage), passage]));
  return { field: path, value, evidence: [...evidenceByPassage.values()] };
};
