import type { Dataset } from '../dataset/dataset.ts';
import { NotFoundError, UserError } from '../model/errors.ts';
import { nearest } from '../model/near.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { type Data, isData, type Record as DataRecord, refOf, type Value } from '../model/record.ts';
import { fieldAt } from '../schema/catalog.ts';
import { assertedFields, carries, passagesOf, type RawPassage } from '../schema/assertions.ts';

/** One passage of one source, as evidence for a field or against it. */
export interface Passage {
  readonly source: string;
  readonly title: string;
  readonly publisher?: string;
  readonly published?: string;
  /** The source's address, with a text fragment that opens it at the passage. */
  readonly url: string;
  /** Who asserts it: as the evidence says, else the source's publisher. */
  readonly by: string;
  readonly locator?: Data;
  /** What this source says instead. */
  readonly says?: Value;
  readonly note?: string;
}

/** A field that asserts something, and what carries it. */
export interface Assertion {
  readonly field: string;
  readonly value: Value;
  readonly evidence: readonly Passage[];
}

/** The evidence of a record's asserting fields; of one field, the entries of one map, or what a part of a field rests on. */
export const evidenceOf = (dataset: Dataset, record: DataRecord, field?: string): Assertion[] => {
  const schema = dataset.catalog.type(record.type)?.schema ?? {};
  const raw = passagesOf(record.data);
  return assertedFields(schema, record.data)
    .filter((path) => field === undefined || carries(field, path) || carries(path, field))
    .map((path) => ({
      field: path,
      value: valueAt(record.data, fromDotted(path)) ?? null,
      // A conflict may be about a part of the field: history.signed.date.
      evidence: raw
        .filter(({ supports }) => supports.some((each) => carries(each, path) || carries(path, each)))
        .map((each) => passageOf(dataset, each)),
    }));
};

/** The same for a person who names a field. Throws NotFoundError where the record says nothing about it, UserError where it has none so called. */
export const evidenceAsked = (dataset: Dataset, record: DataRecord, field: string | undefined): Assertion[] => {
  const found = evidenceOf(dataset, record, field);
  if (field === undefined || found.length > 0) return found;
  const names = evidenceOf(dataset, record).map((each) => each.field);
  const [near] = nearest(field, names, 3);
  const hint = near
    ? `did you mean ${near}?`
    : names.length > 0
      ? `its asserting fields are ${names.join(', ')}`
      : undefined;
  if (fieldAt(dataset.catalog.type(record.type)?.schema ?? {}, fromDotted(field)))
    throw new NotFoundError(`${refOf(record)} says nothing about ${field}`, hint);
  throw new UserError(`${refOf(record)} has no field "${field}"`, hint);
};

/** A passage with what is known of its source. */
export const passageOf = (dataset: Dataset, { source, says, data }: RawPassage): Passage => {
  const entry = dataset.find(`source/${source}`);
  const fields: Data = entry ? dataset.read(entry).data : {};
  const text = (value: Value | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
  const publisher = text(fields['publisher']);
  const published = text(fields['published']);
  const note = text(data['note']);
  const locator = data['locator'];
  return {
    source,
    title: text(fields['title']) ?? entry?.name ?? source,
    ...(publisher ? { publisher } : {}),
    ...(published ? { published } : {}),
    url: linkTo(text(fields['url']) ?? '', locator),
    by: text(data['by']) ?? publisher ?? text(fields['author']) ?? source,
    ...(isData(locator) ? { locator } : {}),
    ...(says !== undefined ? { says } : {}),
    ...(note ? { note } : {}),
  };
};

/** Where a record, or one field of it, can be read in a source: its own address where it has one, else its first passage. */
export const addressOf = (dataset: Dataset, record: DataRecord, field?: string): string | undefined => {
  const { schema } = dataset.catalog.type(record.type) ?? {};
  const [own] = Object.entries(schema?.properties ?? {}).flatMap(([name, { 'x-csl': variable }]) =>
    variable === 'URL' ? [record.data[name]] : [],
  );
  if (typeof own === 'string') return own;
  const passages = evidenceOf(dataset, record, field).flatMap(({ evidence }) => evidence);
  return passages.find(({ url }) => url !== '')?.url;
};

/** An address that opens at a passage: `#page=3:~:text=first%20words,last%20words` (WICG text fragments). */
const linkTo = (url: string, locator: Value | undefined): string => {
  if (url === '' || !isData(locator) || typeof locator['from'] !== 'string') return url;
  const { from, to, page } = locator;
  const directive = `:~:text=${encode(from)}${typeof to === 'string' ? `,${encode(to)}` : ''}`;
  const fragment = url.includes('#') ? '' : `#${typeof page === 'number' ? `page=${page}` : ''}`;
  return url + fragment + directive;
};

/** In a text directive a hyphen marks prefixes and suffixes, so it is escaped as well. */
const encode = (words: string): string => encodeURIComponent(words.toWellFormed?.() ?? words).replaceAll('-', '%2D');
