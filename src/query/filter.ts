import type { Dataset, Entry } from '../dataset/dataset.ts';
import { closed } from '../model/closed.ts';
import { type Interval, intervalOf, overlaps } from '../model/date.ts';
import { NotFoundError, UserError } from '../model/errors.ts';
import { refOf, type Ref } from '../model/record.ts';
import { type Filter, filterValues } from '../schema/filters.ts';
import { splitRef } from '../schema/references.ts';
import { nearest } from '../model/near.ts';
import { dayOf, periodOf } from './period.ts';
import { foldName, resolve } from './resolve.ts';
import { type Standing, standingOn } from './validity.ts';

/** Why a record that does not say so itself matches: the group or the member that it names. */
export type Inferred = { readonly [filter: string]: string };

/** A record that matches, and what was inferred to say so. */
export interface Match {
  readonly entry: Entry;
  readonly inferred?: Inferred;
  /** Whether it stood on the day asked about, where a day was. */
  readonly standing?: Standing;
}

/** Judges one record: false, true, or what had to be inferred. */
type Test = (entry: Entry) => boolean | Inferred;

/** What `query` was asked: values by filter, each any of several. */
export interface Question {
  readonly text?: string;
  readonly types?: readonly string[];
  readonly filters: ReadonlyMap<Filter, readonly string[]>;
  readonly since?: string;
  readonly until?: string;
  readonly validOn?: string;
}

export interface Answer {
  readonly matches: readonly Match[];
  readonly notes: readonly string[];
  /** The records that the filters name. */
  readonly asked: readonly Ref[];
}

/** The records that meet every condition of a question. Throws UserError where a value names nothing. */
export const filter = async (dataset: Dataset, question: Question): Promise<Answer> => {
  const heard: Heard = { notes: [], asked: [] };
  const tests: Test[] = [];
  if (question.types) tests.push(ofTypes(dataset, question.types));
  for (const [by, values] of question.filters) tests.push(await testOf(dataset, by, values, heard));
  const period = periodOf(question.since, question.until);
  if (period) tests.push(within(period));
  if (question.text !== undefined) tests.push(await containing(dataset, question.text));
  const day = question.validOn === undefined ? undefined : dayOf(question.validOn, '--valid-on');
  const matches: Match[] = [];
  for (const entry of dataset.entries) {
    const inferred = judge(tests, entry);
    const standing = inferred && day ? standingOn(dataset, entry, day) : undefined;
    if (!inferred || standing?.valid === 'no') continue;
    matches.push({
      entry,
      ...(Object.keys(inferred).length > 0 ? { inferred } : {}),
      ...(standing ? { standing } : {}),
    });
  }
  return { matches, ...heard };
};

/** What naming records leaves behind: what to say about it, and which were meant. */
interface Heard {
  readonly notes: string[];
  readonly asked: Ref[];
}

const judge = (tests: readonly Test[], entry: Entry): Inferred | undefined => {
  const inferred: Inferred[] = [];
  for (const test of tests) {
    const verdict = test(entry);
    if (verdict === false) return undefined;
    if (verdict !== true) inferred.push(verdict);
  }
  return Object.assign({}, ...inferred) as Inferred;
};

const ofTypes = (dataset: Dataset, names: readonly string[]): Test => {
  const types = new Set(names.map((name) => typeNamed(dataset, name)));
  return (entry) => types.has(entry.type);
};

/** The type that a person means, by its name or its folder's. */
export const typeNamed = (dataset: Dataset, name: string): string => {
  const { types } = dataset.catalog;
  const wanted = name.toLowerCase();
  const found = types.find((type) => type.name === wanted || type.folder === wanted);
  if (found) return found.name;
  const [near] = nearest(
    wanted,
    types.flatMap((type) => [type.name, type.folder]),
    2,
  );
  throw new UserError(
    `there is no type "${name}"`,
    near ? `did you mean ${near}?` : `the types are ${types.map((type) => type.name).join(', ')}`,
  );
};

const testOf = async (dataset: Dataset, by: Filter, values: readonly string[], heard: Heard): Promise<Test> => {
  if (by.of !== undefined) return naming(dataset, by, by.of, values, heard);
  const wanted = new Set(
    by.values || by.isBoolean
      ? closed(by.name, values, by.values ?? ['true', 'false'])
      : await texts(dataset, by, values, heard.notes),
  );
  return among(positions(dataset, by.name, wanted));
};

/** Records that name any of the records meant, or are one of them; those that name its group or its members by inference. */
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
  const named = touching(dataset, by.name, wanted);
  const schema = dataset.catalog.type(type)?.schema;
  const selects = schema?.['x-selects'];
  if (!schema || selects === undefined) return named;
  const members = [...wanted].flatMap((ref) => {
    const entry = dataset.find(ref);
    return entry ? (filterValues(schema, dataset.read(entry).data)[selects] ?? []) : [];
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

/** Records that name any of the records wanted, or are one of them; those that name its group or its members by inference. */
const touching = (dataset: Dataset, name: string, wanted: ReadonlySet<Ref>): Test => {
  const named = positions(dataset, name, wanted);
  for (const ref of wanted) {
    const entry = dataset.find(ref);
    if (entry) named.add(entry.position);
  }
  const inferred = grouped(dataset, name, wanted);
  return (entry) => named.has(entry.position) || inferred(entry);
};

/**
 * What a filter on records with groups finds beyond those that name them: records that name a group of theirs, and
 * their members with the records that name those.
 */
const grouped = (dataset: Dataset, name: string, wanted: ReadonlySet<Ref>): Test => {
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
    const own = below.has(ref) ? [dataset.find(ref)?.position ?? -1] : [];
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

const within =
  (period: Interval): Test =>
  ({ date }) => {
    const own = date === undefined ? undefined : intervalOf(date);
    return own !== undefined && overlaps(own, period);
  };

const containing = async (dataset: Dataset, text: string): Promise<Test> => {
  const wanted = await foldName(text);
  if (wanted === '')
    throw new UserError(`"${text}" holds no letter or digit to look for`, 'give a word that must occur in the record');
  const has = new Set<Entry>();
  const all = dataset.texts();
  for (const [index, entry] of dataset.entries.entries()) if (all[index]?.includes(wanted)) has.add(entry);
  return (entry) => has.has(entry);
};
