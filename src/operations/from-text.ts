import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../core/model/errors.ts';
import type { Note } from '../core/model/note.ts';
import type { JsonObject, JsonValue } from '../core/model/record.ts';
import type { RecordType, Schema } from '../core/schema/catalog.ts';
import { readTextHeader } from '../verify/text-header.ts';
import type { ProblemFinder } from './parse-settings.ts';

/** Keys of a header, and the variable of citations that each fills. */
const VARIABLES: Readonly<Record<string, string>> = {
  title: 'title',
  url: 'URL',
  date: 'issued',
  publisher: 'publisher',
  author: 'author',
  language: 'language',
};

/**
 * Reads the fields of a record from the header of a text: `key: value` lines, a line `----`, the text. What the fields cannot
 * hold is left out, with a note. Throws UserError if there is no such header, or if the type is not one that is cited.
 */
export const readFieldsOfText = (
  type: RecordType,
  path: string,
  workingFolder: string,
  findProblem: ProblemFinder,
): { readonly data: JsonObject; readonly notes: readonly Note[] } => {
  const properties = Object.entries(type.schema.properties ?? {});
  if (!properties.some(([, field]) => field['x-csl'] === VARIABLES['url']))
    throw new UserError(`a text is no ${type.name}`, 'it can be the start of a record that has an address: a source');
  const header = readHeader(path, resolve(workingFolder, path));
  const data: Record<string, JsonValue> = {};
  const notes: Note[] = [];
  const take = (field: string, value: JsonValue): void => {
    const problem = findProblem([field], value);
    if (problem === undefined) data[field] = value;
    else notes.push({ code: 'unusable-field', message: `${field} is left out: ${problem}` });
  };
  for (const [key, variable] of Object.entries(VARIABLES)) {
    const value = header.get(key) ?? '';
    const [field] = properties.find(([, schema]) => schema['x-csl'] === variable) ?? [];
    if (field !== undefined && value !== '') take(field, value);
  }
  for (const [field, schema] of properties) {
    const copy = copyOf(schema, header);
    if (copy) take(field, copy);
  }
  const { title } = data;
  if (data['name'] === undefined && typeof title === 'string') take('name', title);
  return { data, notes };
};

const readHeader = (path: string, fullPath: string): ReadonlyMap<string, string> => {
  const isFile = ((): boolean => {
    try {
      return statSync(fullPath).isFile();
    } catch {
      return false;
    }
  })();
  if (!isFile) throw new UserError(`no file at ${path}`, 'check the path');
  const header = readTextHeader(fullPath);
  if (header) return header;
  throw new UserError(
    `${path} does not begin with a header`,
    'write lines like "url: https://…" and "title: …" on top, and a line ---- below them',
  );
};

/** The keys of a header that fill a map, if it has all that the map needs: the repository and the path of a copy. */
const copyOf = ({ type, properties = {}, required = [] }: Schema, header: ReadonlyMap<string, string>) => {
  const hasAll = required.length > 1 && required.every((key) => (header.get(key) ?? '') !== '');
  if (type !== 'object' || !hasAll) return undefined;
  const entries = Object.keys(properties).map((key) => [key, header.get(key) ?? ''] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
};
