import type { Dataset } from '../dataset/dataset.ts';
import { parseEnumValues } from '../model/enum-values.ts';
import { NotFoundError, UserError } from '../model/errors.ts';
import { closestNames } from '../model/fuzzy.ts';
import { refOf, type Ref } from '../model/record.ts';
import { type Filter, readFilters, valuesForFilter } from '../schema/filters.ts';
import { splitRef } from '../schema/references.ts';
import { buildFilterIndex } from './filter-index.ts';
import { findExact, normalizeQuery, containsName, resolveRecord } from './resolve.ts';

/** Why a record that does not say so itself matches: the group or the member that it names. */
export type Inferred = { readonly [filter: string]: string };

/** The records that meet a condition, by position: true, or what had to be inferred. */
export type MatchSet = ReadonlyMap<number, true | Inferred>;

/** What naming records leaves behind: what to say about it, and which were meant. */
export interface ResolutionLog {
  readonly notes: string[];
  readonly asked: Ref[];
}

/**
 * What a filter of `query` finds by any of some values, or by all of those that a plus sign binds. Commas too set values
 * apart, unless a name has them. Throws UserError where a value names nothing.
 */
export const evaluateFilter = async (
  dataset: Dataset,
  by: Filter,
  values: readonly string[],
  heard: ResolutionLog,
): Promise<MatchSet> => {
  const parts = async (value: string, separator: string): Promise<string[]> => {
    const isOne = !value.includes(separator) || (await isName(dataset, by, value));
    return (isOne ? [value] : value.split(separator)).flatMap((part) => part.trim() || []);
  };
  const either: MatchSet[] = [];
  for (const value of values)
    for (const part of await parts(value, ',')) {
      const all: MatchSet[] = [];
      for (const name of await parts(part, '+')) all.push(await evaluateValue(dataset, by, name, heard));
      if (all.length > 0) either.push(allOf(all));
    }
  if (either.length === 0) throw new UserError(`${by.name} needs a value`, 'name one, or leave it out');
  return anyOf(either);
};

/** Whether a text is, whole, one of the names that a filter takes. */
const isName = async (dataset: Dataset, { name, of, isText }: Filter, text: string): Promise<boolean> => {
  const folded = await normalizeQuery(text);
  if (dataset.findByName(folded).some(({ type }) => type === of)) return true;
  for (const known of isText ? dataset.filterIndex(name).keys() : [])
    if ((await normalizeQuery(known)) === folded) return true;
  return false;
};

const evaluateValue = async (dataset: Dataset, by: Filter, value: string, heard: ResolutionLog): Promise<MatchSet> => {
  if (by.isText) return matchText(dataset, by, value, heard);
  if (by.of !== undefined) return matchRecord(dataset, by, by.of, value, heard);
  return exactMatches(positions(dataset, by, parseEnumValues(by.name, [value], by.values ?? ['true', 'false'])));
};

/** What any of some conditions finds, without inference where any does. */
const anyOf = (all: readonly MatchSet[]): MatchSet => {
  const found = new Map<number, true | Inferred>();
  for (const each of all)
    for (const [position, verdict] of each) if (verdict === true || !found.has(position)) found.set(position, verdict);
  return found;
};

/** What all of some conditions find, with all that had to be inferred. */
const allOf = ([first, ...others]: readonly MatchSet[]): MatchSet => {
  let found: MatchSet = first ?? new Map();
  for (const other of others) {
    const both = new Map<number, true | Inferred>();
    for (const [position, verdict] of found) {
      const more = other.get(position);
      if (more !== undefined)
        both.set(position, more === true ? verdict : verdict === true ? more : { ...verdict, ...more });
    }
    found = both;
  }
  return found;
};

/** Records that say so themselves. */
const exactMatches = (positions: Iterable<number>): MatchSet =>
  new Map(Array.from(positions, (position) => [position, true]));

/** Records that name the record meant, or what it selects; those that name its group or its members by inference. */
const matchRecord = async (
  dataset: Dataset,
  by: Filter,
  type: string,
  value: string,
  heard: ResolutionLog,
): Promise<MatchSet> => {
  const { entry, note } = await resolveRecord(dataset, value, type).catch((error: unknown) => {
    // What a filter names must exist: asked wrongly, not answered with no.
    throw error instanceof NotFoundError ? new UserError(error.message, error.hint) : error;
  });
  heard.asked.push(refOf(entry));
  if (note) heard.notes.push(note);
  const named = touching(dataset, by, new Set([refOf(entry)]));
  const schema = dataset.catalog.type(type)?.schema;
  const selects = readFilters(dataset.catalog).get(schema?.['x-selects'] ?? '');
  if (!schema || !selects) return named;
  const members = valuesForFilter(schema, dataset.record(entry).data)[selects.name] ?? [];
  return anyOf([named, touching(dataset, selects, new Set(members))]);
};

/** Where any of some values stands under a filter. */
const positions = (dataset: Dataset, by: Filter, wanted: Iterable<string>): Set<number> => {
  const all = buildFilterIndex(dataset, by);
  return new Set([...wanted].flatMap((value) => all.get(value) ?? []));
};

/** Records that name any of the records wanted, or are one of them where the filter asks for all that concerns it. */
const touching = (dataset: Dataset, by: Filter, wanted: ReadonlySet<Ref>): MatchSet => {
  const named = positions(dataset, by, wanted);
  for (const ref of wanted) {
    const entry = by.concerns ? dataset.find(ref) : undefined;
    if (entry) named.add(entry.position);
  }
  return anyOf([exactMatches(named), grouped(dataset, by, wanted)]);
};

/**
 * What a filter on records with groups finds beyond those that name them: records that name a group of theirs, and
 * their members with the records that name those.
 */
const grouped = (dataset: Dataset, { name, concerns }: Filter, wanted: ReadonlySet<Ref>): MatchSet => {
  const members = dataset.members();
  if (members.size === 0) return new Map();
  const above = closure(wanted, (ref) => dataset.find(ref)?.groups ?? []);
  const below = closure(wanted, (ref) => members.get(ref) ?? []);
  const found = new Map<number, Inferred>();
  const infer = (position: number, from: Ref): void => {
    if (!found.has(position)) found.set(position, { [name]: splitRef(from)[1] });
  };
  for (const ref of concerns ? below : []) {
    const entry = dataset.find(ref);
    const groups = entry?.groups.filter((group) => wanted.has(group) || below.has(group)) ?? [];
    // A member says its groups, and is found by the one asked for where it is in that.
    const from = groups.find((group) => wanted.has(group)) ?? groups[0];
    if (entry && from !== undefined) infer(entry.position, from);
  }
  const all = dataset.filterIndex(name);
  for (const ref of [...below, ...above]) for (const position of all.get(ref) ?? []) infer(position, ref);
  return found;
};

/** Everything that following a relation from some records leads to, these left out. */
const closure = (from: ReadonlySet<Ref>, next: (ref: Ref) => readonly Ref[]): Set<Ref> => {
  const found = new Set<Ref>();
  const open = [...from];
  for (let ref = open.pop(); ref !== undefined; ref = open.pop())
    for (const each of next(ref))
      if (!from.has(each) && !found.has(each)) {
        found.add(each);
        open.push(each);
      }
  return found;
};

/** Records where a text stands that contains what was asked, else the only near one; or that name the record so called. */
const matchText = async (dataset: Dataset, by: Filter, value: string, heard: ResolutionLog): Promise<MatchSet> => {
  const known = new Map<string, string>();
  for (const text of dataset.filterIndex(by.name).keys())
    if (by.of === undefined || splitRef(text)[0] !== by.of) known.set(text, await normalizeQuery(text));
  const wanted = await normalizeQuery(value);
  const containing = (words: string): string[] =>
    [...known].flatMap(([text, folded]) => (containsName(folded, words) ? [text] : []));
  const record = by.of === undefined ? undefined : await findExact(dataset, value, by.of);
  const within = wanted === '' ? [] : containing(wanted);
  const near = within.length > 0 || record ? undefined : nearWord(known.values(), wanted);
  const found = near === undefined ? within : containing(near);
  if (found.length === 0 && !record)
    throw new UserError(`no ${by.name} is called "${value}"`, hintOf(by, [...known.keys()]));
  if (near !== undefined) heard.notes.push(`no ${by.name} is called "${value}"; taken to mean ${found.join(', ')}`);
  if (record) heard.asked.push(refOf(record));
  return exactMatches(positions(dataset, by, record ? [...found, refOf(record)] : found));
};

/** The only text, or the only word of any, that is near. */
const nearWord = (texts: Iterable<string>, wanted: string): string | undefined => {
  const [only, ...others] = closestNames(wanted, new Set([...texts].flatMap((text) => [text, ...text.split(' ')])));
  return others.length === 0 ? only : undefined;
};

const hintOf = ({ name, values }: Filter, known: readonly string[]): string => {
  const shown = values ?? known.slice(0, 8);
  const more = known.length - shown.length;
  if (known.length === 0) return `no record has a ${name}`;
  return `there are ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};
