import { readFileSync } from 'node:fs';
import anyAscii from 'any-ascii';
import { isData, isList, refOf, type Data, type Record as DataRecord, type Ref, type Value } from '../model/record.ts';
import { toDotted, valueAt } from '../model/pointer.ts';
import { fold } from '../model/text.ts';
import type { Catalog, Type } from '../schema/catalog.ts';
import { filterValues } from '../schema/filters.ts';
import { references } from '../schema/references.ts';
import { walk } from '../schema/walk.ts';
import type { Entry } from './dataset.ts';
import { readDocument } from './document.ts';
import { listFiles } from './files.ts';
import type { Sections } from './snapshot.ts';
import { postings } from './postings.ts';

/** Reads every record of a folder and lays it out for questions: what each section holds is told in dataset.ts. */
export const compile = (folder: string, catalog: Catalog): Sections => {
  const entries: Entry[] = [];
  const records: Buffer[] = [];
  const texts: string[] = [];
  const words: Map<string, number>[] = [];
  const links = new Map<Ref, [Ref, string][]>();
  const unread: string[] = [];
  let offset = 0;
  for (const { type, id, path } of listFiles(folder, catalog).records) {
    const { data } = readDocument(readFileSync(path));
    if (!isData(data)) {
      unread.push(path);
      continue;
    }
    const { type: _type, id: _id, ...fields } = data;
    const record = { type: type.name, id, data: fields };
    const bytes = Buffer.from(JSON.stringify(fields));
    entries.push(entryOf(type, record, offset, bytes.length));
    records.push(bytes);
    offset += bytes.length;
    texts.push(fold([id, ...strings(fields)].join(' '), anyAscii));
    words.push(weights(type, record));
    for (const { path: at, type: target, id: named } of references(type.schema, fields)) {
      const ref = `${target}/${named}`;
      links.set(ref, [...(links.get(ref) ?? []), [refOf(record), toDotted(at)]]);
    }
  }
  return {
    entries: Buffer.from(JSON.stringify({ entries, unread })),
    records: Buffer.concat(records),
    texts: Buffer.from(texts.join('\n'), 'latin1'),
    links: Buffer.from(JSON.stringify(Object.fromEntries(links))),
    ...postings(words),
  };
};

const entryOf = (type: Type, record: DataRecord, offset: number, length: number): Entry => {
  const called = new Set<string>();
  for (const { schema, value } of walk(type.schema, record.data))
    if (schema['x-name']) for (const text of strings(value)) called.add(text);
  const { name, names } = record.data;
  const date = type.schema['x-date'] ? valueAt(record.data, type.schema['x-date'].split('.')) : undefined;
  const groups = Object.entries(type.schema.properties ?? {}).flatMap(([field, schema]) =>
    schema['x-group'] ? strings(record.data[field] ?? []).map((id) => `${type.name}/${id}`) : [],
  );
  return {
    type: type.name,
    id: record.id,
    name: typeof name === 'string' ? name : record.id,
    ...(isData(names) ? { names: textsOf(names) } : {}),
    called: [...called],
    keys: [...new Set([record.id, ...called].map((text) => fold(text, anyAscii)))].filter(Boolean),
    filters: filterValues(type.schema, record.data),
    ...(typeof date === 'string' ? { date } : {}),
    ...(groups.length > 0 ? { groups } : {}),
    offset,
    length,
  };
};

const textsOf = (names: Data): { [language: string]: string } =>
  Object.fromEntries(
    Object.entries(names).flatMap(([language, text]) => (typeof text === 'string' ? [[language, text]] : [])),
  );

/** Every text in a value, in order. */
const strings = (value: Value): string[] => {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(strings);
  return isData(value) ? Object.values(value).flatMap(strings) : [];
};

/** The words of a record's searched fields, with the weight that the schema gives each field; long texts count less a word. */
const weights = (type: Type, record: DataRecord): Map<string, number> => {
  const found = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    const all = fold(text, anyAscii).split(' ').filter(Boolean);
    for (const word of all) found.set(word, (found.get(word) ?? 0) + weight / Math.sqrt(1 + all.length / 8));
  };
  add(record.id, 4);
  for (const { schema, value } of walk(type.schema, record.data))
    if (schema['x-search']) for (const text of strings(value)) add(text, schema['x-search']);
  return found;
};
