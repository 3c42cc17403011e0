import type { Dataset } from '../core/index/dataset.ts';
import { asText, isJsonObject, isList, type JsonObject, type JsonValue } from '../core/model/record.ts';
import { collectEvidence, toEvidenceItem } from '../core/query/evidence.ts';
import { readEvidence } from '../core/schema/assertions.ts';

/** Maximum number of passages for one fact; the others are found with `why`. */
const MAX_PASSAGES = 3;

/**
 * Adds the links to the passages that support the facts of an answer: to each record in it, and to each part that names
 * a record (`ref`, or `in`) and perhaps a field of it.
 */
export const addPassageLinks = (dataset: Dataset, data: JsonValue): JsonValue => {
  if (isList(data)) return data.map((item) => addPassageLinks(dataset, item));
  if (!isJsonObject(data)) return data;
  const record = findRecord(dataset, `${asText(data['type'])}/${asText(data['id'])}`);
  if (record && isList(data['evidence'])) return { ...withoutEvidence(data), evidence: linkEvidence(dataset, data) };
  const withLinks = Object.fromEntries(
    Object.entries(data).map(([key, part]) => [key, addPassageLinks(dataset, part)]),
  );
  const passages = passagesOf(dataset, data);
  if (passages.length === 0) return withLinks;
  return { ...withLinks, passages };
};

const withoutEvidence = (data: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(data).filter(([key]) => key !== 'evidence'));

const findRecord = (dataset: Dataset, ref: string) => {
  const entry = dataset.find(ref);
  return entry && dataset.record(entry);
};

/** Evidence of a record: who says what of it, and where. */
const linkEvidence = (dataset: Dataset, record: JsonObject): JsonValue =>
  readEvidence(record).map((passage) => {
    const { url, by, quote, says, note } = toEvidenceItem(dataset, passage);
    return definedJson({ supports: passage.supports, by, url, quote, says, note });
  });

const definedJson = (fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

/** Links to the passages for a part of an answer that names a record; none if the part has evidence of its own. */
const passagesOf = (dataset: Dataset, part: JsonObject): JsonValue[] => {
  const values = part['values'];
  if (typeof part['field'] === 'string' && isJsonObject(values))
    return Object.keys(values).flatMap((ref) =>
      findPassages(dataset, ref, asText(part['field'])).map(({ by, url }) => ({ ref, by, url })),
    );
  const ref = asText(part['ref']) ?? asText(part['in']);
  if (ref === undefined || 'evidence' in part || 'fields' in part || 'sides' in part) return [];
  return findPassages(dataset, ref, asText(part['field'])).map(({ by, url }) => ({ by, url }));
};

const findPassages = (dataset: Dataset, ref: string, field: string | undefined) => {
  const record = findRecord(dataset, ref);
  if (!record) return [];
  const passages = collectEvidence(dataset, record, field).flatMap(({ evidence }) => evidence);
  const byUrl = new Map(passages.filter(({ url }) => url !== '').map((passage) => [passage.url, passage]));
  return [...byUrl.values()].slice(0, MAX_PASSAGES);
};
