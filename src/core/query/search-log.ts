import type { Dataset, Entry } from '../index/dataset.ts';
import { groupBy } from '../model/group-by.ts';
import type { Note } from '../model/note.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { type JsonObject, refOf, type Ref, textsIn } from '../model/record.ts';
import { compareText } from '../model/text.ts';
import type { Catalog, Schema } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
import { displayName } from './format-value.ts';

/** A search for information about a record. */
export interface SearchLogEntry {
  readonly ref: Ref;
  readonly date: string;
  readonly languages: readonly string[];
  readonly where: readonly string[];
}

/** A result with fewer records may be incomplete. */
const SPARSE_RESULT = 3;

/** The types whose records are searched for. */
const searchedTypes = (catalog: Catalog): readonly string[] =>
  catalog.types.flatMap(({ schema }) => schema['x-sweeps']?.types ?? []);

/** The searches for each record, newest first. */
export const searchLogOf = (dataset: Dataset): ReadonlyMap<Ref, readonly SearchLogEntry[]> => {
  const searches = dataset.entries.flatMap((entry) => {
    const rule = dataset.catalog.type(entry.type)?.schema['x-sweeps'];
    if (!rule) return [];
    return [readSearch(dataset, entry, rule)];
  });
  searches.sort((a, b) => compareText(b.date, a.date));
  return groupBy(searches, ({ about }) => about);
};

/** Notes for a sparse result: when each record was last searched for. */
export const searchNotes = (
  dataset: Dataset,
  requestedRefs: readonly Ref[],
  resultCount: number,
  language: string | undefined,
): Note[] => {
  const types = searchedTypes(dataset.catalog);
  const refs = [...new Set(requestedRefs)].filter((ref) => types.includes(splitRef(ref)[0]));
  if (resultCount >= SPARSE_RESULT || refs.length === 0) return [];
  const searchLog = searchLogOf(dataset);
  return refs.map((ref) => ({
    ...searchNote(displayName({ dataset, language }, ref), searchLog.get(ref)?.[0]),
    refs: [ref],
  }));
};

const searchNote = (name: string, lastSearch: SearchLogEntry | undefined): Note => {
  if (!lastSearch)
    return { code: 'not-searched', message: `${name} has not been researched yet; results may be incomplete` };
  const { date, languages, where } = lastSearch;
  let message = `${name} last searched ${date}`;
  if (languages.length > 0) message += ` in ${languages.join(', ')}`;
  if (where.length > 0) message += ` (${where.join(', ')})`;
  return { code: 'searched', message };
};

const readSearch = (
  dataset: Dataset,
  entry: Entry,
  rule: NonNullable<Schema['x-sweeps']>,
): SearchLogEntry & { readonly about: readonly Ref[] } => {
  const { data } = dataset.record(entry);
  return {
    ref: refOf(entry),
    date: entry.date ?? '',
    languages: textListAt(data, rule.languages),
    where: textListAt(data, rule.where),
    about: textListAt(data, rule.about),
  };
};

const textListAt = (data: JsonObject, field: string): string[] => textsIn(valueAt(data, fromDotted(field)));
