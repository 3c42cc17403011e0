import type { Dataset, Entry } from '../dataset/dataset.ts';
import { closed } from '../model/closed.ts';
import { NotFoundError, UserError } from '../model/errors.ts';
import { nearest } from '../model/near.ts';
import { refOf, type Ref } from '../model/record.ts';
import { type Filter, filtersOf, filterValues } from '../schema/filters.ts';
import { splitRef } from '../schema/references.ts';
import { foldName, resolve } from './resolve.ts';

/** Why a record that does not say so itself matches: the group or the member that it names. */
export type Inferred = { readonly [filter: string]: string };

/** Judges one record: false, true, or what had to be inferred. */
export type Test = (entry: Entry) => boolean | Inferred;

/** What naming records leaves behind: what to say about it, and which were meant. */
export interface Heard {
  readonly notes: string[];
  readonly asked: Ref[];
}

/** What a filter of `query` demands of a record, any of some values. Throws UserError where a value names nothing. */
export const condition = async (
  dataset: Dataset,
  by: Filter,
  values: readonly string[],
  heard: Heard,
): Promise<Test> => {
  if (by.of !== undefined) return naming(dataset, by, by.of, values, heard);
  const wanted = new Set(
    by.values || by.isBoolean
      ? closed(by.name, values, by.values ?? ['true', 'false'])
      : await texts(dataset, by, values, heard.notes),
  );
  return among(positions(dataset, by.name, wanted));
};

/** Records that name any of the records meant, those that name its group or its members by inference. */
const naming = async (
  dataset: Dataset,
  by: Filter,
  type: string,
  values: readonly string[],
  heard: Heard,
): Promise<Test> => {
  const wanted = new Set<Ref>();
  for (const value of values) {
    const { entry, note } = await resolve(dataset, value, type).catch((error: unknown) => {
      // What a filter names must exist: asked wrongly, not answered with no.
      throw error instanceof NotFoundError ? new UserError(error.message, error.hint) : error;
    });
    wanted.add(refOf(entry));
    heard.asked.push(refOf(entry));
    if (note) heard.notes.push(note);
  }
  const named = touching(dataset, by, wanted);
  const schema = dataset.catalog.type(type)?.schema;
  const selects = filtersOf(dataset.catalog).get(schema?.['x-selects'] ?? '');
  if (!schema || !selects) return named;
  const members = [...wanted].flatMap((ref) => {
    const entry = dataset.find(ref);
    return entry ? (filterValues(schema, dataset.read(entry).data)[selects.name] ?? []) : [];
  });
  const selected = touching(dataset, selects, new Set(members));
  return (entry) => named(entry) || selected(entry);
};

const among =
  (found: ReadonlySet<number>): Test =>
  ({ position }) =>
    found.has(position);

/** Where any of some values stands under a filter. */
const positions = (dataset: Dataset, name: string, wanted: Iterable<string>): Set<number> => {
  const filed = dataset.filed(name);
  return new Set([...wanted].flatMap((value) => filed.get(value) ?? []));
};

/** Records that name any of the records wanted, or are one of them where the filter asks for all that concerns it; those of groups by inference. */
const touching = (dataset: Dataset, by: Filter, wanted: ReadonlySet<Ref>): Test => {
  const named = positions(dataset, by.name, wanted);
  for (const ref of wanted) {
    const entry = by.concerns ? dataset.find(ref) : undefined;
    if (entry) named.add(entry.position);
  }
  const inferred = grouped(dataset, by, wanted);
  return (entry) => named.has(entry.position) || inferred(entry);
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
  const filed = dataset.filed(name);
  for (const ref of [...below, ...above]) {
    const inferred = { [name]: splitRef(ref)[1] };
    const own = concerns && below.has(ref) ? [dataset.find(ref)?.position ?? -1] : [];
    for (const position of [...own, ...(filed.get(ref) ?? [])]) if (!found.has(position)) found.set(position, inferred);
  }
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

/** The texts that stand under a filter and contain what was asked; else the only near one. */
const texts = async (dataset: Dataset, by: Filter, values: readonly string[], notes: string[]): Promise<string[]> => {
  const known = new Map<string, string>();
  for (const text of dataset.filed(by.name).keys()) known.set(text, await foldName(text));
  const found: string[] = [];
  for (const value of values) {
    const wanted = await foldName(value);
    const has = (test: (folded: string) => boolean): string[] =>
      [...known].filter(([, folded]) => test(folded)).map(([text]) => text);
    const equal = has((folded) => folded === wanted);
    const within = equal.length > 0 ? equal : has((folded) => ` ${folded} `.includes(` ${wanted} `));
    const near = within.length > 0 || wanted === '' ? within : nearTexts(known, wanted);
    if (near.length === 0)
      throw new UserError(`no ${by.name} is called "${value}"`, hintOf(by.name, [...known.keys()]));
    if (within.length === 0) notes.push(`no ${by.name} is called "${value}"; taken to mean ${near.join(', ')}`);
    found.push(...near);
  }
  return found;
};

/** The texts that hold a word near the one asked for, where only one text, or one word, is near. */
const nearTexts = (known: ReadonlyMap<string, string>, wanted: string): string[] => {
  const [word] = nearest(wanted, new Set([...known.values()].flatMap((folded) => [folded, ...folded.split(' ')])));
  return word === undefined
    ? []
    : [...known].filter(([, folded]) => ` ${folded} `.includes(` ${word} `)).map(([text]) => text);
};

const hintOf = (name: string, all: readonly string[]): string =>
  all.length === 0
    ? `no record has a ${name}`
    : `there are ${all.slice(0, 8).join(', ')}${all.length > 8 ? ` and ${all.length - 8} more` : ''}`;
