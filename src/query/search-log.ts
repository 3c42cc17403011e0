import type { Dataset, Entry } from '../dataset/dataset.ts';
import { groupBy } from '../model/group-by.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { isList, type Ref } from '../model/record.ts';
import type { Catalog, Schema } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
import { displayName } from './format-value.ts';

/** A search that was made for a record. */
export interface SearchLogEntry {
  readonly ref: Ref;
  readonly date: string;
  readonly languages: readonly string[];
  readonly where: readonly string[];
}

/** Fewer records than this may mean that nobody looked. */
const THIN = 3;

/** The types of records for which searches are made. */
const sweptTypes = (catalog: Catalog): readonly string[] =>
  catalog.types.flatMap(({ schema }) => schema['x-sweeps']?.types ?? []);

/** The searches that were made for each record, the newest first. */
export const searchLogOf = (dataset: Dataset): ReadonlyMap<Ref, readonly SearchLogEntry[]> => {
  const all = dataset.entries.flatMap((entry) => {
    const rule = dataset.catalog.type(entry.type)?.schema['x-sweeps'];
    return rule ? [sweepOf(dataset, entry, rule)] : [];
  });
  all.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  return groupBy(all, ({ about }) => about);
};

/**
 * What to say with an answer so thin that it may only mean that nobody looked: for each record asked about, when and in
 * which languages it was last searched for, or that it never was.
 */
export const searchNotes = (
  dataset: Dataset,
  asked: readonly Ref[],
  found: number,
  language: string | undefined,
): string[] => {
  const types = sweptTypes(dataset.catalog);
  const about = [...new Set(asked)].filter((ref) => types.includes(splitRef(ref)[0]));
  if (found >= THIN || about.length === 0) return [];
  const sweeps = searchLogOf(dataset);
  return about.map((ref) => {
    const name = displayName({ dataset, language }, ref);
    const [last] = sweeps.get(ref) ?? [];
    if (!last) return `${name} was never swept; what is not here may still exist`;
    const languages = last.languages.length > 0 ? ` in ${last.languages.join(', ')}` : '';
    const where = last.where.length > 0 ? ` (${last.where.join(', ')})` : '';
    return `${name} last swept ${last.date}${languages}${where}`;
  });
};

const sweepOf = (
  dataset: Dataset,
  entry: Entry,
  rule: NonNullable<Schema['x-sweeps']>,
): SearchLogEntry & { readonly about: readonly Ref[] } => {
  const { data } = dataset.record(entry);
  const texts = (field: string): string[] => {
    const value = valueAt(data, fromDotted(field));
    return isList(value) ? value.filter((item) => typeof item === 'string') : [];
  };
  return {
    ref: `${entry.type}/${entry.id}`,
    date: entry.date ?? '',
    languages: texts(rule.languages),
    where: texts(rule.where),
    about: texts(rule.about),
  };
};
