import anyAscii from 'any-ascii';
import { definedOnly } from '../model/defined-only.ts';
import {
  isJsonObject,
  isList,
  type JsonObject,
  type DatasetRecord,
  type Ref,
  type JsonValue,
} from '../model/record.ts';
import { toDotted } from '../model/pointer.ts';
import { normalizeName } from '../model/text.ts';
import type { Schema, RecordType } from '../schema/catalog.ts';
import { valuesForFilter } from '../schema/filters.ts';
import { findRecordDate } from '../schema/record-date.ts';
import { findReferences } from '../schema/references.ts';
import { schemaOfEntries, walkRecord } from '../schema/walk.ts';
import type { RecordNames } from './dataset.ts';
import { readDocument } from '../yaml/document.ts';
import type { RecordBytes, Redirects } from './record-bytes.ts';
import { encodeNumbers, encodeText, joinBytes } from './bytes.ts';
import type { Sections } from './sections.ts';
import { encodePostings } from './postings.ts';
import { SEPARATOR, type SnapshotIndex } from './snapshot-dataset.ts';

/** Weight of a record's id in the search index, beside the weights that the schemas give fields. */
const ID_WEIGHT = 4;

/** Builds the sections of a snapshot from record files. snapshot-dataset.ts describes the sections. */
export const buildSnapshot = (files: Iterable<RecordBytes>, redirects: Redirects = new Map()): Sections => {
  const recordCounts: { [type: string]: number } = {};
  const ids: string[] = [];
  const dates: string[] = [];
  const groupsByPosition: { [position: string]: readonly Ref[] } = {};
  const unreadable: string[] = [];
  const namesByType: { [type: string]: RecordNames[] } = {};
  const filterIndexes = createMap<{ [value: string]: number[] }>();
  const referrers = createMap<[position: number, path: string][]>();
  const records: Uint8Array[] = [];
  const searchKeys: string[] = [];
  const searchTexts: string[] = [];
  const wordWeights: Map<string, number>[] = [];
  for (const { type, id, path, bytes } of files) {
    const { data } = readDocument(bytes);
    if (!isJsonObject(data)) {
      unreadable.push(path);
      continue;
    }
    const { type: _type, id: _id, ...fields } = data;
    const record = { type: type.name, id, data: fields };
    const position = records.length;
    records.push(encodeText(JSON.stringify(fields)));
    recordCounts[type.name] = (recordCounts[type.name] ?? 0) + 1;
    ids.push(id);
    dates.push(findRecordDate(type.schema, fields)?.date.replaceAll('\n', ' ') ?? '');
    const groups = collectGroups(type, fields);
    if (groups.length > 0) groupsByPosition[position] = groups;
    const names = collectNames(type, record);
    (namesByType[type.name] ??= []).push(names);
    searchKeys.push(normalizeKeys(id, names).join(SEPARATOR));
    const texts = [id, ...collectTexts(type.schema, fields)].map((text) => normalizeName(text, anyAscii));
    searchTexts.push(texts.filter(Boolean).join(SEPARATOR));
    wordWeights.push(weighWords(type, record));
    for (const [filter, values] of Object.entries(valuesForFilter(type.schema, fields)))
      for (const value of values) ((filterIndexes[filter] ??= createMap())[value] ??= []).push(position);
    for (const reference of findReferences(type.schema, fields))
      (referrers[`${reference.type}/${reference.id}`] ??= []).push([position, toDotted(reference.path)]);
  }
  const toJson = (value: unknown): Uint8Array => encodeText(JSON.stringify(value));
  const index: SnapshotIndex = {
    types: recordCounts,
    ids: ids.join('\n'),
    dates: dates.join('\n'),
    groups: groupsByPosition,
    unreadable,
    redirects: [...redirects],
  };
  let recordEnd = 0;
  return {
    index: toJson(index),
    records: joinBytes(records),
    ends: encodeNumbers(Uint32Array.from(records, ({ length }) => (recordEnd += length))),
    keys: encodeText(searchKeys.join('\n')),
    texts: encodeText(searchTexts.join('\n')),
    links: toJson(referrers),
    ...Object.fromEntries(Object.entries(namesByType).map(([type, names]) => [`names ${type}`, toJson(names)])),
    ...Object.fromEntries(
      Object.entries(filterIndexes).map(([filter, positions]) => [`filter ${filter}`, toJson(positions)]),
    ),
    ...encodePostings(wordWeights),
  };
};

/** Creates a map for keys from the data: without a prototype, `constructor` is a key like any other. */
const createMap = <T>(): { [key: string]: T } => Object.create(null) as { [key: string]: T };

const collectGroups = (type: RecordType, data: JsonObject): Ref[] =>
  Object.entries(type.schema.properties ?? {})
    .filter(([, schema]) => schema['x-group'])
    .flatMap(([field]) => collectStrings(data[field] ?? []).map((group) => `${type.name}/${group}`));

const collectNames = (type: RecordType, record: DatasetRecord): RecordNames => {
  const allNames = new Set<string>();
  for (const { schema, value } of walkRecord(type.schema, record.data, 'x-name'))
    if (schema['x-name']) for (const name of collectStrings(value)) allNames.add(name);
  const { name, names } = record.data;
  return definedOnly({
    name: typeof name === 'string' ? name : record.id,
    names: isJsonObject(names) ? keepStrings(names) : undefined,
    allNames: [...allNames],
  });
};

/** Every text, number and map key in a value, in order. Keys that the schema defines are field names, not content. */
const collectTexts = (schema: Schema | undefined, value: JsonValue): string[] => {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (isList(value)) return value.flatMap((item) => collectTexts(schema?.items, item));
  if (!isJsonObject(value)) return [];
  const properties = schema?.properties ?? {};
  const entrySchema = schemaOfEntries(schema);
  return Object.entries(value).flatMap(([key, child]) => {
    if (Object.hasOwn(properties, key)) return collectTexts(properties[key], child);
    const childTexts = collectTexts(entrySchema, child);
    if (!entrySchema) return childTexts;
    return [key, ...childTexts];
  });
};

/** Normalized id and names, by which a record is looked up. */
const normalizeKeys = (id: string, { allNames }: RecordNames): string[] =>
  [...new Set([id, ...allNames].map((name) => normalizeName(name, anyAscii)))].filter(Boolean);

const keepStrings = (names: JsonObject): { [language: string]: string } =>
  Object.fromEntries(Object.entries(names).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** Every text in a value, in order. */
const collectStrings = (value: JsonValue): string[] => {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(collectStrings);
  if (isJsonObject(value)) return Object.values(value).flatMap(collectStrings);
  return [];
};

/** Weights of the words in searched fields: the field's weight from the schema, less per word in long texts. */
const weighWords = (type: RecordType, record: DatasetRecord): Map<string, number> => {
  const weights = new Map<string, number>();
  const addText = (text: string, fieldWeight: number): void => {
    const words = normalizeName(text, anyAscii).split(' ').filter(Boolean);
    const wordWeight = fieldWeight / Math.sqrt(1 + words.length / 8);
    for (const word of words) weights.set(word, (weights.get(word) ?? 0) + wordWeight);
  };
  addText(record.id, ID_WEIGHT);
  for (const { schema, value } of walkRecord(type.schema, record.data, 'x-search'))
    if (schema['x-search']) for (const text of collectStrings(value)) addText(text, schema['x-search']);
  return weights;
};
