import type { Dataset, Entry } from '../dataset/dataset.ts';
import { closed } from '../model/closed.ts';
import { NotFoundError, UserError } from '../model/errors.ts';
import { nearestNames } from '../model/near.ts';
import { refOf, type Ref } from '../model/record.ts';
import { type Filter, filtersOf, filterValues } from '../schema/filters.ts';
import { splitRef } from '../schema/references.ts';
import { filed } from './filed.ts';
import { exactly, foldName, holds, resolve } from './resolve.ts';

/** Why a record that does not say so itself matches: the group or the member that it names. */
export type Inferred = { readonly [filter: string]: string };

/** Judges one record: false, true, or what had to be inferred. */
export type Test = (entry: Entry) => boolean | Inferred;

/** What naming records leaves behind: what to say about it, and which were meant. */
export interface Heard {
  readonly notes: string[];
  readonly asked: Ref[];
}

/**
 * What a filter of `query` demands of a record: any of some values, each of which may bind several with a plus sign that
 * all must hold. Commas too set values apart, unless a name has them. Throws UserError where a value names nothing.
 */
export const condition = async (
  dataset: Dataset,
  by: Filter,
  values: readonly string[],
  heard: Heard,
): Promise<Test> => {
  const parts = async (value: string, separator: string): Promise<string[]> =>
    value.includes(separator) && (await isName(dataset, by, value))
      ? [value]
      : value.split(separator).flatMap((part) => part.trim() || []);
  const either: Test[] = [];
  for (const value of values)
    for (const part of await parts(value, ',')) {
      const all: Test[] = [];
      for (const name of await parts(part, '+')) all.push(await single(dataset, by, name, heard));
      either.push(every(all));
    }
  if (either.length === 0) throw new UserError(`${by.name} needs a value`, 'name one, or leave it out');
  return some(either);
};

/** Whether a text is, whole, one of the names that a filter takes. */
const isName = async (dataset: Dataset, { name, of, isText }: Filter, text: string): Promise<boolean> => {
  const folded = await foldName(text);
  if (dataset.entries.some((entry) => entry.type === of && entry.keys.includes(folded))) return true;
  for (const known of isText ? dataset.filed(name).keys() : []) if ((await foldName(known)) === folded) return true;
  return false;
};

const single = async (dataset: Dataset, by: Filter, value: string, heard: Heard): Promise<Test> => {
  if (by.isText) return spoken(dataset, by, value, heard);
  if (by.of !== undefined) return naming(dataset, by, by.of, value, heard);
  return among(positions(dataset, by, closed(by.name, [value], by.values ?? ['true', 'false'])));
};

/** Holds where any of some tests does, without inference where any does. */
const some =
  (tests: readonly Test[]): Test =>
  (entry) => {
    const verdicts = tests.map((test) => test(entry));
    return verdicts.includes(true) || (verdicts.find((verdict) => verdict !== false) ?? false);
  };

/** Holds where all of some tests do, and says all that had to be inferred. */
const every =
  (tests: readonly Test[]): Test =>
  (entry) => {
    const verdicts = tests.map((test) => test(entry));
    if (verdicts.includes(false)) return false;
    const inferred = verdicts.filter((verdict) => typeof verdict !== 'boolean');
    return inferred.length === 0 || (Object.assign({}, ...inferred) as Inferred);
  };

/** Records that name the record meant, or what it selects; those that name its group or its members by inference. */
const naming = async (dataset: Dataset, by: Filter, type: string, value: string, heard: Heard): Promise<Test> => {
  const { entry, note } = await resolve(dataset, value, type).catch((error: unknown) => {
    // What a filter names must exist: asked wrongly, not answered with no.
    throw error instanceof NotFoundError ? new UserError(error.message, error.hint) : error;
  });
  heard.asked.push(refOf(entry));
  if (note) heard.notes.push(note);
  const named = touching(dataset, by, new Set([refOf(entry)]));
  const schema = dataset.catalog.type(type)?.schema;
  const selects = filtersOf(dataset.catalog).get(schema?.['x-selects'] ?? '');
  if (!schema || !selects) return named;
  const members = filterValues(schema, dataset.read(entry).data)[selects.name] ?? [];
  return some([named, touching(dataset, selects, new Set(members))]);
};

const among =
  (found: ReadonlySet<number>): Test =>
  ({ position }) =>
    found.has(position);

/** Where any of some values stands under a filter. */
const positions = (dataset: Dataset, by: Filter, wanted: Iterable<string>): Set<number> => {
  const all = filed(dataset, by);
  return new Set([...wanted].flatMap((value) => all.get(value) ?? []));
};

/** Records that name any of the records wanted, or are one of them where the filter asks for all that concerns it. */
const touching = (dataset: Dataset, by: Filter, wanted: ReadonlySet<Ref>): Test => {
  const named = positions(dataset, by, wanted);
  for (const ref of wanted) {
    const entry = by.concerns ? dataset.find(ref) : undefined;
    if (entry) named.add(entry.position);
  }
  return some([among(named), grouped(dataset, by, wanted)]);
};

/**
 * What a filter on records with groups finds beyond those that name them: records that name a group of theirs, and
 * their members with the records that name those.
 */
const grouped = (dataset: Dataset, { name, concerns }: Filter, wanted: ReadonlySet<Ref>): Test => {
  const members = new Map<Ref, Ref[]>();
  for (const entry of dataset.entries)
    for (const group of entry.groups) members.set(group, [...(members.get(group) ?? []), refOf(entry)]);
  if (members.size === 0) return () => false;
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
  const all = dataset.filed(name);
  for (const ref of [...below, ...above]) for (const position of all.get(ref) ?? []) infer(position, ref);
  return ({ position }) => found.get(position) ?? false;
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
const spoken = async (dataset: Dataset, by: Filter, value: string, heard: Heard): Promise<Test> => {
  const known = new Map<string, string>();
  for (const text of dataset.filed(by.name).keys())
    if (by.of === undefined || splitRef(text)[0] !== by.of) known.set(text, await foldName(text));
  const wanted = await foldName(value);
  const containing = (words: string): string[] =>
    [...known].flatMap(([text, folded]) => (holds(folded, words) ? [text] : []));
  const record = by.of === undefined ? undefined : await exactly(dataset, value, by.of);
  const within = wanted === '' ? [] : containing(wanted);
  const near = within.length > 0 || record ? undefined : nearWord(known.values(), wanted);
  const found = near === undefined ? within : containing(near);
  if (found.length === 0 && !record)
    throw new UserError(`no ${by.name} is called "${value}"`, hintOf(by, [...known.keys()]));
  if (near !== undefined) heard.notes.push(`no ${by.name} is called "${value}"; taken to mean ${found.join(', ')}`);
  if (record) heard.asked.push(refOf(record));
  return among(positions(dataset, by, record ? [...found, refOf(record)] : found));
};

/** The only text, or the only word of any, that is near. */
const nearWord = (texts: Iterable<string>, wanted: string): string | undefined => {
  const [only, ...others] = nearestNames(wanted, new Set([...texts].flatMap((text) => [text, ...text.split(' ')])));
  return others.length === 0 ? only : undefined;
};

const hintOf = ({ name, values }: Filter, known: readonly string[]): string => {
  const shown = values ?? known.slice(0, 8);
  const more = known.length - shown.length;
  if (known.length === 0) return `no record has a ${name}`;
  return `there are ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};
