import type { Dataset } from '../dataset/dataset.ts';
import { NotFoundError, UserError } from '../model/errors.ts';
import { suggestionHint, closestMatch } from '../model/fuzzy.ts';
import { fromDotted, type Path, toDotted, valueAt } from '../model/pointer.ts';
import {
  type JsonObject,
  isJsonObject,
  type DatasetRecord,
  refOf,
  type JsonValue,
  toPlainObject,
} from '../model/record.ts';
import type { Link } from '../model/result.ts';
import type { Schema } from '../schema/catalog.ts';
import { assertedFields, isPathPrefix, readEvidence, type RawEvidence } from '../schema/assertions.ts';
import { walkRecord } from '../schema/walk.ts';

/** One passage of one source, as evidence for a field or against it. */
export interface EvidenceItem {
  readonly source: string;
  readonly title: string;
  readonly publisher?: string;
  readonly published?: string;
  /** The source's address, with a text fragment that opens it at the passage. */
  readonly url: string;
  /** Who asserts it: as the evidence says, else the source's publisher. */
  readonly by: string;
  /** The words of the source that carry the value, verbatim. */
  readonly quote?: string;
  readonly locator?: JsonObject;
  /** The parts of the field that it carries, where it carries no more: `history.signed.date`. */
  readonly parts?: readonly string[];
  /** What this source says instead. */
  readonly says?: JsonValue;
  readonly note?: string;
}

/** A field that asserts something, and what carries it. */
export interface AssertedField {
  readonly field: string;
  readonly value: JsonValue;
  readonly evidence: readonly EvidenceItem[];
}

/** The evidence of a record's asserting fields; of one field, the entries of one map, or what carries a part of a field. */
export const collectEvidence = (dataset: Dataset, record: DatasetRecord, field?: string): AssertedField[] => {
  const schema = dataset.catalog.type(record.type)?.schema ?? {};
  const raw = readEvidence(record.data);
  return assertedFields(schema, record.data)
    .filter((path) => field === undefined || isPathPrefix(field, path) || isPathPrefix(path, field))
    .map((path) => ({
      field: path,
      value: valueAt(record.data, fromDotted(path)) ?? null,
      evidence: raw.flatMap((each) => {
        const within = each.supports.filter((supported) => bearsOn(supported, path));
        if (!within.some((supported) => field === undefined || bearsOn(supported, field))) return [];
        const parts = within.some((supported) => isPathPrefix(supported, path)) ? [] : within;
        return [{ ...toEvidenceItem(dataset, each), ...(parts.length > 0 ? { parts } : {}) }];
      }),
    }));
};

/** Whether a passage that supports one field carries another or a part of it: a conflict may be about history.signed.date. */
const bearsOn = (supported: string, field: string): boolean =>
  isPathPrefix(supported, field) || isPathPrefix(field, supported);

/**
 * The same for a person who names a field; what needs no evidence has none. Throws NotFoundError where the record says
 * nothing of a field that it may have, UserError where it has none so called.
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
    const found = collectEvidence(dataset, record, field);
    return found.length > 0 ? found : [{ field, value, evidence: [] }];
  }
  const names = collectEvidence(dataset, record).map((each) => each.field);
  const near = closestMatch(
    field,
    [...names, ...walkRecord(schema, data).map(({ path }) => toDotted(path))].filter(Boolean),
  );
  const hint = near ? `did you mean ${near}?` : names.length > 0 ? suggestionHint(field, names) : undefined;
  if (mayHave(schema, data, fromDotted(field)))
    throw new NotFoundError(`${refOf(record)} says nothing about ${field}`, hint);
  throw new UserError(`${refOf(record)} has no field "${field}"`, hint);
};

/** Whether a schema names a field at a path, through the entries of maps and lists that a record has. */
const mayHave = (schema: Schema, data: JsonValue | undefined, [step, ...rest]: Path): boolean => {
  if (step === undefined) return true;
  const inner = valueAt(data, [step]);
  const { properties = {}, additionalProperties, items } = schema;
  if (Object.hasOwn(properties, step)) return mayHave(properties[step] ?? {}, inner, rest);
  const entry = items ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
  return entry !== undefined && inner !== undefined && mayHave(entry, inner, rest);
};

/** A passage with what is known of its source. */
export const toEvidenceItem = (dataset: Dataset, { source, says, data }: RawEvidence): EvidenceItem => {
  const entry = dataset.find(`source/${source}`);
  const fields: JsonObject = entry ? dataset.record(entry).data : {};
  const text = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
  const publisher = text(fields['publisher']);
  const published = text(fields['published']);
  const note = text(data['note']);
  const locator = data['locator'];
  const quote = text(data['quote']);
  return {
    source,
    title: text(fields['title']) ?? entry?.name ?? source,
    ...(publisher ? { publisher } : {}),
    ...(published ? { published } : {}),
    url: linkToPassage(text(fields['url']) ?? '', quote, locator),
    by: text(data['by']) ?? publisher ?? text(fields['author']) ?? source,
    ...(quote ? { quote } : {}),
    ...(isJsonObject(locator) ? { locator } : {}),
    ...(says !== undefined ? { says } : {}),
    ...(note ? { note } : {}),
  };
};

/** Where in a record the passage speaks: of the field, or of the only part of it that it carries. */
export const supportedPath = (field: string, { parts = [] }: EvidenceItem): Path =>
  fromDotted(parts.length === 1 ? (parts[0] ?? field) : field);

/** What leads to a passage, by its first and last words; nothing where its source has no address. */
export const passageLinks = (passage: EvidenceItem): readonly Link[] =>
  passage.url === '' ? [] : [{ text: quotedWords(passage) ?? 'the source', href: passage.url }];

/** The quote, else the first and last words of the passage, in quotation marks; undefined where neither is known. */
export const quotedWords = ({ quote, locator }: EvidenceItem): string | undefined => {
  if (quote !== undefined) return `“${quote}”`;
  const words = [locator?.['from'], locator?.['to']].filter((each) => typeof each === 'string');
  return words.length > 0 ? `“${words.join(' … ')}”` : undefined;
};

/** Where a record, or one field of it, can be read in a source: its own address where it has one, else its first passage. */
export const recordUrl = (dataset: Dataset, record: DatasetRecord, field?: string): string | undefined => {
  const { schema } = dataset.catalog.type(record.type) ?? {};
  const [own] = Object.entries(schema?.properties ?? {}).flatMap(([name, { 'x-csl': variable }]) =>
    variable === 'URL' ? [record.data[name]] : [],
  );
  if (typeof own === 'string') return own;
  const passages = collectEvidence(dataset, record, field).flatMap(({ evidence }) => evidence);
  return passages.find(({ url }) => url !== '')?.url;
};

/** Quotes up to this length are put into a link whole; of longer ones, the first and last words. */
const LINK_LENGTH = 80;
const LINK_WORDS = 5;

/** A URL with a text fragment that opens the page at the passage: `#page=3:~:text=first%20words,last%20words` (WICG). */
const linkToPassage = (url: string, quote: string | undefined, locator: JsonValue | undefined): string => {
  const ends = quote === undefined ? endsOfLocator(locator) : endsOfQuote(quote);
  if (url === '' || ends.length === 0) return url;
  const page = isJsonObject(locator) ? locator['page'] : undefined;
  const pageFragment = typeof page === 'number' ? `#page=${page}` : '#';
  const fragment = url.includes('#') ? '' : pageFragment;
  return `${url}${fragment}:~:text=${ends.map(encode).join(',')}`;
};

const endsOfLocator = (locator: JsonValue | undefined): string[] => {
  if (!isJsonObject(locator) || typeof locator['from'] !== 'string') return [];
  return [locator['from'], locator['to']].filter((words) => typeof words === 'string');
};

const endsOfQuote = (quote: string): string[] => {
  const words = quote.split(' ');
  if (quote.length <= LINK_LENGTH || words.length <= 2 * LINK_WORDS) return [quote];
  return [words.slice(0, LINK_WORDS).join(' '), words.slice(-LINK_WORDS).join(' ')];
};

/** In a text directive a hyphen marks prefixes and suffixes, so it is escaped as well. */
const encode = (words: string): string => encodeURIComponent(words.toWellFormed?.() ?? words).replaceAll('-', '%2D');
