import anyAscii from 'any-ascii';
import {
  isJsonObject,
  isList,
  type JsonObject,
  type DatasetRecord,
  type Ref,
  type JsonValue,
} from '../model/record.ts';
import { toDotted, valueAt } from '../model/pointer.ts';
import { normalizeName } from '../model/text.ts';
import type { Schema, RecordType } from '../schema/catalog.ts';
import { valuesForFilter } from '../schema/filters.ts';
import { findReferences } from '../schema/references.ts';
import { walkRecord } from '../schema/walk.ts';
import type { NameLookup } from './dataset.ts';
import { readDocument } from './yaml/document.ts';
import type { RecordText } from './files.ts';
import { encodeNumbers } from './numbers.ts';
import type { Sections } from './snapshot.ts';
import { encodePostings } from './postings.ts';
import { SEPARATOR, type SnapshotIndex } from './snapshot-dataset.ts';

/** Lays records out for questions; what each section holds is told in stored.ts. */
export const buildSnapshot = (files: Iterable<RecordText>): Sections => {
  const types: { [type: string]: number } = {};
  const ids: string[] = [];
  const dates: string[] = [];
  const groups: { [position: string]: readonly Ref[] } = {};
  const unread: string[] = [];
  const namings: { [type: string]: NameLookup[] } = {};
  const filed = keyed<{ [value: string]: number[] }>();
  const links = keyed<[position: number, path: string][]>();
  const records: Buffer[] = [];
  const keys: string[] = [];
  const texts: string[] = [];
  const words: Map<string, number>[] = [];
  for (const { type, id, path, bytes: text } of files) {
    const { data } = readDocument(text);
    if (!isJsonObject(data)) {
      unread.push(path);
      continue;
    }
    const { type: _type, id: _id, ...fields } = data;
    const record = { type: type.name, id, data: fields };
    const position = records.length;
    records.push(Buffer.from(JSON.stringify(fields)));
    types[type.name] = (types[type.name] ?? 0) + 1;
    ids.push(id);
    dates.push(dateOf(type, fields));
    const own = groupsOf(type, fields);
    if (own.length > 0) groups[position] = own;
    const naming = namingOf(type, record);
    (namings[type.name] ??= []).push(naming);
    keys.push(keysOf(id, naming).join(SEPARATOR));
    const said = [id, ...textsIn(type.schema, fields)].map((each) => normalizeName(each, anyAscii)).filter(Boolean);
    texts.push(said.join(SEPARATOR));
    words.push(weights(type, record));
    for (const [filter, values] of Object.entries(valuesForFilter(type.schema, fields)))
      for (const value of values) ((filed[filter] ??= keyed())[value] ??= []).push(position);
    for (const { path: at, type: target, id: named } of findReferences(type.schema, fields))
      (links[`${target}/${named}`] ??= []).push([position, toDotted(at)]);
  }
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const core: SnapshotIndex = { types, ids: ids.join('\n'), dates: dates.join('\n'), groups, unread };
  let end = 0;
  return {
    core: json(core),
    records: Buffer.concat(records),
    ends: encodeNumbers(Uint32Array.from(records, ({ length }) => (end += length))),
    keys: Buffer.from(keys.join('\n'), 'latin1'),
    texts: Buffer.from(texts.join('\n'), 'latin1'),
    links: json(links),
    ...Object.fromEntries(Object.entries(namings).map(([type, all]) => [`names ${type}`, json(all)])),
    ...Object.fromEntries(Object.entries(filed).map(([filter, all]) => [`filter ${filter}`, json(all)])),
    ...encodePostings(words),
  };
};

/** A map whose keys come from the data: without a prototype, `constructor` is a key like any other. */
const keyed = <T>(): { [key: string]: T } => Object.create(null) as { [key: string]: T };

/** A record's own date; empty where it has none. */
const dateOf = ({ schema }: RecordType, data: JsonObject): string => {
  const date = schema['x-date'] ? valueAt(data, schema['x-date'].split('.')) : undefined;
  return typeof date === 'string' ? date.replaceAll('\n', ' ') : '';
};

const groupsOf = (type: RecordType, data: JsonObject): Ref[] =>
  Object.entries(type.schema.properties ?? {}).flatMap(([field, schema]) =>
    schema['x-group'] ? strings(data[field] ?? []).map((group) => `${type.name}/${group}`) : [],
  );

const namingOf = (type: RecordType, record: DatasetRecord): NameLookup => {
  const called = new Set<string>();
  for (const { schema, value } of walkRecord(type.schema, record.data, 'x-name'))
    if (schema['x-name']) for (const text of strings(value)) called.add(text);
  const { name, names } = record.data;
  return {
    name: typeof name === 'string' ? name : record.id,
    ...(isJsonObject(names) ? { names: textsOf(names) } : {}),
    called: [...called],
  };
};

/** Every text, number and own key in a value, in order; keys that a schema names say nothing of the record. */
const textsIn = (schema: Schema | undefined, value: JsonValue): string[] => {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (isList(value)) return value.flatMap((item) => textsIn(schema?.items, item));
  if (!isJsonObject(value)) return [];
  const { properties = {}, additionalProperties } = schema ?? {};
  const entry = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  return Object.entries(value).flatMap(([key, part]) =>
    Object.hasOwn(properties, key)
      ? textsIn(properties[key], part)
      : [...(entry ? [key] : []), ...textsIn(entry, part)],
  );
};

/** What a record is called, as it is looked for. */
const keysOf = (id: string, { called }: NameLookup): string[] =>
  [...new Set([id, ...called].map((text) => normalizeName(text, anyAscii)))].filter(Boolean);

const textsOf = (names: JsonObject): { [language: string]: string } =>
  Object.fromEntries(
    Object.entries(names).flatMap(([language, text]) => (typeof text === 'string' ? [[language, text]] : [])),
  );

/** Every text in a value, in order. */
const strings = (value: JsonValue): string[] => {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(strings);
  return isJsonObject(value) ? Object.values(value).flatMap(strings) : [];
};

/** The words of a record's searched fields, with the weight that the schema gives each field; long texts count less a word. */
const weights = (type: RecordType, record: DatasetRecord): Map<string, number> => {
  const found = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    const all = normalizeName(text, anyAscii).split(' ').filter(Boolean);
    for (const word of all) found.set(word, (found.get(word) ?? 0) + weight / Math.sqrt(1 + all.length / 8));
  };
  add(record.id, 4);
  for (const { schema, value } of walkRecord(type.schema, record.data, 'x-search'))
    if (schema['x-search']) for (const text of strings(value)) add(text, schema['x-search']);
  return found;
};
