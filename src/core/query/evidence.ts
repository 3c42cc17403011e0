import type { Dataset } from '../index/dataset.ts';
import { definedOnly } from '../model/defined-only.ts';
import { NotFoundError, UserError } from '../model/errors.ts';
import { suggestionHint, closestMatch } from '../model/fuzzy.ts';
import { ownValue } from '../model/own.ts';
import { fromDotted, type Path, toDotted, valueAt } from '../model/pointer.ts';
import {
  asObject,
  asText,
  type JsonObject,
  isJsonObject,
  type DatasetRecord,
  refOf,
  type JsonValue,
  toPlainObject,
} from '../model/record.ts';
import type { Link } from '../model/block.ts';
import { isWebAddress } from '../model/text.ts';
import type { Schema } from '../schema/catalog.ts';
import { assertedFields, isPathPrefix, readEvidence, type RawEvidence } from '../schema/assertions.ts';
import { schemaOfProperty, walkRecord } from '../schema/walk.ts';

/** A passage of a source that supports or contradicts a field. */
export interface EvidenceItem {
  readonly source: string;
  readonly title: string;
  readonly publisher?: string;
  readonly published?: string;
  /** Language of the source, as an ISO 639-1 code. */
  readonly language?: string;
  /** Address of the source, with a text fragment that opens it at the passage. */
  readonly url: string;
  /** Author of the statement: from the evidence, else the publisher of the source. */
  readonly by: string;
  /** Verbatim words of the source that support the value. */
  readonly quote?: string;
  readonly locator?: JsonObject;
  /** Supported parts, if the passage does not support the whole field: `history.signed.date`. */
  readonly parts?: readonly string[];
  /** Value that this source states instead. */
  readonly says?: JsonValue;
  readonly note?: string;
}

/** A field that needs evidence, with its evidence. */
export interface AssertedField {
  readonly field: string;
  readonly value: JsonValue;
  readonly evidence: readonly EvidenceItem[];
}

/** Evidence of all fields of a record that need it; with `field` only of this field, its entries and its parts. */
export const collectEvidence = (dataset: Dataset, record: DatasetRecord, field?: string): AssertedField[] => {
  const schema = dataset.catalog.type(record.type)?.schema ?? {};
  const rawEvidence = readEvidence(record.data);
  return assertedFields(schema, record.data)
    .filter((assertedField) => field === undefined || isRelatedPath(field, assertedField))
    .map((assertedField) => ({
      field: assertedField,
      value: valueAt(record.data, fromDotted(assertedField)) ?? null,
      evidence: rawEvidence.flatMap((passage) => {
        const supported = passage.supports.filter((path) => isRelatedPath(path, assertedField));
        if (!supported.some((path) => field === undefined || isRelatedPath(path, field))) return [];
        const isWholeField = supported.some((path) => isPathPrefix(path, assertedField));
        const item = toEvidenceItem(dataset, passage);
        if (isWholeField) return [item];
        return [{ ...item, parts: supported }];
      }),
    }));
};

/** True if one path is the other or a part of it: a conflict may be about history.signed.date only. */
const isRelatedPath = (path: string, other: string): boolean => isPathPrefix(path, other) || isPathPrefix(other, path);

/**
 * Like collectEvidence, for a field that a person names; a field that needs no evidence has an empty list. Throws
 * NotFoundError if the record does not have the field, UserError if its type does not.
 */
export const evidenceForField = (
  dataset: Dataset,
  record: DatasetRecord,
  field: string | undefined,
): AssertedField[] => {
  if (field === undefined) return collectEvidence(dataset, record);
  const { type, data } = record;
  const schema = dataset.catalog.type(type)?.schema ?? {};
  const value = valueAt(toPlainObject(record), fromDotted(field));
  if (value !== undefined) {
    const fields = collectEvidence(dataset, record, field);
    if (fields.length > 0) return fields;
    return [{ field, value, evidence: [] }];
  }
  const hint = fieldHint(dataset, record, schema, field);
  if (canHaveField(schema, data, fromDotted(field)))
    throw new NotFoundError(`${refOf(record)} says nothing about ${field}`, hint);
  throw new UserError(`${refOf(record)} has no field "${field}"`, hint);
};

const fieldHint = (dataset: Dataset, record: DatasetRecord, schema: Schema, field: string): string | undefined => {
  const assertedNames = collectEvidence(dataset, record).map((asserted) => asserted.field);
  const allPaths = walkRecord(schema, record.data).map(({ path }) => toDotted(path));
  const closest = closestMatch(field, [...assertedNames, ...allPaths].filter(Boolean));
  if (closest) return `did you mean ${closest}?`;
  if (assertedNames.length === 0) return undefined;
  return suggestionHint(field, assertedNames);
};

/** True if the schema has a field at a path, through existing entries of maps and lists. */
const canHaveField = (schema: Schema, data: JsonValue | undefined, [step, ...remainingPath]: Path): boolean => {
  if (step === undefined) return true;
  const value = valueAt(data, [step]);
  const fieldSchema = ownValue(schema.properties, String(step));
  if (fieldSchema) return canHaveField(fieldSchema, value, remainingPath);
  const entrySchema = schema.items ?? schemaOfProperty(schema, String(step));
  return entrySchema !== undefined && value !== undefined && canHaveField(entrySchema, value, remainingPath);
};

/** Completes a passage with the details of its source. */
export const toEvidenceItem = (dataset: Dataset, { source, says, data }: RawEvidence): EvidenceItem => {
  const entry = dataset.find(`${dataset.catalog.sourceType}/${source}`);
  const sourceData = asObject(entry && dataset.record(entry).data);
  const publisher = nonEmptyText(sourceData['publisher']);
  const quote = nonEmptyText(data['quote']);
  const { locator } = data;
  return definedOnly({
    source,
    title: asText(sourceData['title']) ?? entry?.name ?? source,
    publisher,
    published: nonEmptyText(sourceData['published']),
    language: nonEmptyText(sourceData['language']),
    url: linkToPassage(asText(sourceData['url']) ?? '', asText(data['quote']), locator),
    by: asText(data['by']) ?? asText(sourceData['publisher']) ?? asText(sourceData['author']) ?? source,
    quote,
    locator: isJsonObject(locator) ? locator : undefined,
    says,
    note: nonEmptyText(data['note']),
  });
};

const nonEmptyText = (value: JsonValue | undefined): string | undefined => asText(value) || undefined;

/** Path of the value that a passage states: the field, or the only part of it that the passage supports. */
export const supportedPath = (field: string, { parts = [] }: EvidenceItem): Path => {
  const [firstPart, ...otherParts] = parts;
  if (firstPart === undefined || otherParts.length > 0) return fromDotted(field);
  return fromDotted(firstPart);
};

/** Link to a passage, labelled with its words; empty if the source has no address. */
export const passageLinks = (passage: EvidenceItem): readonly Link[] => {
  if (passage.url === '') return [];
  return [{ text: quotedWords(passage) ?? 'the source', href: passage.url }];
};

/** Credits a source to its publisher, and names who is quoted in it: `Andina, “Title”, 2026-02-04, according to …`. */
export const creditLine = ({ publisher, title, published, by, source }: EvidenceItem): string => {
  const credited = publisher ?? (by === source ? '' : by);
  const parts = [credited, `“${title}”`, published ?? 'undated'].filter(Boolean);
  if (publisher !== undefined && by !== publisher) parts.push(`according to ${by}`);
  return parts.join(', ');
};

/** The quoted words with their language, if they are not in English. */
export const quoteLine = (passage: EvidenceItem): string | undefined => {
  const words = quotedWords(passage);
  const { language } = passage;
  if (words === undefined || language === undefined || language === 'en') return words;
  return `${words} (${language})`;
};

/** The quote in quotation marks, else the first and last words of the passage; undefined if neither is known. */
export const quotedWords = ({ quote, locator }: EvidenceItem): string | undefined => {
  if (quote !== undefined) return `“${quote}”`;
  const words = [locator?.['from'], locator?.['to']].filter((word) => typeof word === 'string');
  if (words.length === 0) return undefined;
  return `“${words.join(' … ')}”`;
};

/** Address at which a record or one of its fields can be read: its own address, else its first passage. */
export const recordUrl = (dataset: Dataset, record: DatasetRecord, field?: string): string | undefined => {
  const { schema } = dataset.catalog.type(record.type) ?? {};
  const urlField = Object.entries(schema?.properties ?? {}).find(([, { 'x-csl': variable }]) => variable === 'URL');
  const ownUrl = urlField && asText(record.data[urlField[0]]);
  if (ownUrl !== undefined) return ownUrl;
  const passages = collectEvidence(dataset, record, field).flatMap(({ evidence }) => evidence);
  return passages.find(({ url }) => url !== '')?.url;
};

/** Quotes up to this length become part of a link as a whole; of longer ones the first and last words. */
const MAX_LINK_QUOTE = 80;
const LINK_WORD_COUNT = 5;

/**
 * Adds a text fragment (WICG) that opens the page at the passage: `#page=3:~:text=first%20words,last%20words`. Empty if the
 * address is not one of the web: a reader would make a link of it all the same.
 */
const linkToPassage = (url: string, quote: string | undefined, locator: JsonValue | undefined): string => {
  if (!isWebAddress(url)) return '';
  const { from, to, page } = asObject(locator);
  const textEnds = quote === undefined ? locatorEnds(from, to) : quoteEnds(quote);
  if (textEnds.length === 0) return url;
  return `${url}${fragmentStart(url, page)}:~:text=${textEnds.map(encodeWords).join(',')}`;
};

const fragmentStart = (url: string, page: JsonValue | undefined): string => {
  if (url.includes('#')) return '';
  return typeof page === 'number' ? `#page=${page}` : '#';
};

const locatorEnds = (from: JsonValue | undefined, to: JsonValue | undefined): string[] => {
  if (typeof from !== 'string') return [];
  return [from, to].filter((words) => typeof words === 'string');
};

const quoteEnds = (quote: string): string[] => {
  const words = quote.split(' ');
  if (quote.length <= MAX_LINK_QUOTE || words.length <= 2 * LINK_WORD_COUNT) return [quote];
  return [words.slice(0, LINK_WORD_COUNT).join(' '), words.slice(-LINK_WORD_COUNT).join(' ')];
};

/** Encodes words for a text directive. Hyphens are escaped too, as they mark prefixes and suffixes there. */
const encodeWords = (words: string): string =>
  encodeURIComponent(words.toWellFormed?.() ?? words).replaceAll('-', '%2D');
