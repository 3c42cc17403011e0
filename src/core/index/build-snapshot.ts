import anyAscii from 'any-ascii';
import { definedOnly } from '../model/defined-only.ts';
import {
  isJsonObject,
  isList,
  refOf,
  type JsonObject,
  type DatasetRecord,
  type Ref,
  type JsonValue,
} from '../model/record.ts';
import { toDotted } from '../model/pointer.ts';
import { normalizeName } from '../model/text.ts';
import type { Catalog, Schema, RecordType } from '../schema/catalog.ts';
import { valuesForFilter } from '../schema/filters.ts';
import { findRecordDate } from '../schema/record-date.ts';
import { findReferences } from '../schema/references.ts';
import { schemaOfEntries, walkRecord } from '../schema/walk.ts';
import type { RecordNames } from './dataset.ts';
import { readDocument } from '../yaml/document.ts';
import type { RecordBytes, Redirects } from './record-bytes.ts';
import { encodeText } from './bytes.ts';
import { ColumnBuilder } from './column.ts';
import { DerivedBuilder, filterKey } from './derived.ts';
import { PostingsBuilder } from './postings.ts';
import type { Sections } from './sections.ts';
import { encodeTable } from './table.ts';
import { SEPARATOR, type SnapshotIndex } from './snapshot-dataset.ts';

/** Weight of a record's id in the search index, beside the weights that the schemas give fields. */
const ID_WEIGHT = 4;

/** Builds the sections of a snapshot from record files. snapshot-dataset.ts describes the sections. */
export const buildSnapshot = (
  catalog: Catalog,
  files: Iterable<RecordBytes>,
  redirects: Redirects = new Map(),
): Sections => {
  const recordCounts: { [type: string]: number } = {};
  const groupsByPosition: { [position: string]: readonly Ref[] } = {};
  const unreadable: string[] = [];
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, new ColumnBuilder()])) as Record<
    (typeof COLUMNS)[number],
    ColumnBuilder
  >;
  const positionsByRef = new Map<Ref, number>();
  const positionsByName = new Map<string, number[]>();
  const positionsByValue = new Map<string, number[]>();
  const referrers = new Map<Ref, number[]>();
  const numbersOfPaths = new Map<string, number>();
  const postings = new PostingsBuilder();
  const derived = new DerivedBuilder(catalog);
  for (const { type, id, path, bytes } of files) {
    const { data } = readDocument(bytes);
    if (!isJsonObject(data)) {
      unreadable.push(path);
      continue;
    }
    const { type: _type, id: _id, ...fields } = data;
    const record = { type: type.name, id, data: fields };
    const position = columns.records.size;
    recordCounts[type.name] = (recordCounts[type.name] ?? 0) + 1;
    positionsByRef.set(refOf(record), position);
    columns.records.addText(JSON.stringify(fields));
    columns.ids.addText(id);
    columns.dates.addText(findRecordDate(type.schema, fields)?.date ?? '');
    const groups = collectGroups(type, fields);
    if (groups.length > 0) groupsByPosition[position] = groups;
    const names = collectNames(type, record);
    columns.names.addText(JSON.stringify(names));
    const keys = normalizeKeys(id, names);
    columns.keys.addText(keys.join(SEPARATOR));
    for (const key of keys) addToList(positionsByName, key, position);
    const texts = [id, ...collectTexts(type.schema, fields)].map((text) => normalizeName(text, anyAscii));
    columns.texts.addText(texts.filter(Boolean).join(SEPARATOR));
    postings.add(position, weighWords(type, record));
    derived.add(type.name, id, fields);
    for (const [filter, values] of Object.entries(valuesForFilter(type.schema, fields)))
      for (const value of values) addToList(positionsByValue, filterKey(filter, value), position);
    for (const reference of findReferences(type.schema, fields)) {
      const dotted = toDotted(reference.path);
      const pathNumber = numbersOfPaths.get(dotted) ?? numbersOfPaths.size;
      numbersOfPaths.set(dotted, pathNumber);
      addToList(referrers, `${reference.type}/${reference.id}`, position, pathNumber);
    }
  }
  const paths = new ColumnBuilder();
  for (const path of numbersOfPaths.keys()) paths.addText(path);
  // The order in which the values were found is kept beside the positions: listings have them in this order.
  let valueNumber = 0;
  for (const positions of positionsByValue.values()) positions.unshift(valueNumber++);
  const index: SnapshotIndex = { types: recordCounts, unreadable, redirects: [...redirects] };
  return {
    index: encodeText(JSON.stringify(index)),
    groups: encodeText(JSON.stringify(groupsByPosition)),
    ...Object.assign({}, ...Object.entries(columns).map(([name, column]) => column.toSections(name))),
    ...paths.toSections('paths'),
    ...encodeTable('refs', new Map([...positionsByRef].map(([ref, position]) => [ref, [position]]))),
    ...encodeTable('names', positionsByName),
    ...encodeTable('values', positionsByValue),
    ...encodeTable('referrers', referrers),
    ...postings.toSections(),
    ...derived.toSections((ref) => positionsByRef.get(ref)),
  };
};

/** Sections with one value per record. */
const COLUMNS = ['records', 'ids', 'dates', 'names', 'keys', 'texts'] as const;

const addToList = (lists: Map<string, number[]>, key: string, ...numbers: readonly number[]): void => {
  const list = lists.get(key);
  if (list) list.push(...numbers);
  else lists.set(key, [...numbers]);
};

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
