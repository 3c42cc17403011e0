import type { Dataset, Entry } from '../dataset/dataset.ts';
import { NotFoundError, UserError } from '../model/errors.ts';
import { refOf } from '../model/record.ts';
import { normalizeName } from '../model/text.ts';
import { didYouMean, minBy, bulletList, nameDistance, typoDistance, maxEdits } from '../model/fuzzy.ts';
import { readFilters } from '../schema/filters.ts';
import { byTypeAndDate } from './sort.ts';

/** One record, and what to say where it was not named exactly. */
export interface Resolution {
  readonly entry: Entry;
  readonly note?: string;
}

/** Characters in a name that is worth looking for. */
const MOST = 200;

/**
 * The record that a person means: by ref, id, code, symbol, name in any language or alias, in any case, with or without
 * accents; else the only one that is near. Throws UserError with the candidates where several fit, NotFoundError where
 * none does.
 */
export const resolveRecord = async (dataset: Dataset, given: string, within?: string): Promise<Resolution> => {
  const entry = await findExact(dataset, given, within);
  if (entry) return { entry };
  const { name, type } = asked(dataset, given, within);
  const kind = kindOf(dataset, type);
  const file = `${type === undefined ? '' : dataset.catalog.type(type)?.folder}/${name}.yaml`.toLowerCase();
  const unread = dataset.unreadableFiles.find((path) => path.toLowerCase().endsWith(file));
  if (unread !== undefined)
    throw new NotFoundError(
      `no ${kind} is called "${name}"`,
      `${unread} holds no readable record; minerals validate tells why`,
    );
  const folded = await normalizeQuery(name);
  const entries = entriesOf(dataset, type);
  const [nearest, ...others] = nearestEntries(entries, folded, typoDistance);
  if (nearest && others.length === 0)
    return {
      entry: nearest,
      note: `no ${kind} is called "${name}"; taken to mean ${nearest.name} (${refOf(nearest)})`,
    };
  throw new NotFoundError(`no ${kind} is called "${name}"`, hintFor(dataset, name, folded, type));
};

/** The record that is called so, by ref, id or any of its names; undefined where none is. Throws UserError where several are. */
export const findExact = async (dataset: Dataset, given: string, within?: string): Promise<Entry | undefined> => {
  const { name, type } = asked(dataset, given, within);
  const byRef = type === undefined ? undefined : dataset.find(`${type}/${name}`);
  if (byRef) return byRef;
  const same = dataset
    .findByName(await normalizeQuery(name))
    .filter((entry) => type === undefined || entry.type === type);
  const exact = same.filter((entry) => entry.id === name || entry.allNames.includes(name));
  const found = exact.length > 0 ? exact : same;
  if (found.length > 1) throw several(dataset, name, kindOf(dataset, type), found);
  return found[0];
};

const entriesOf = (dataset: Dataset, type: string | undefined): readonly Entry[] =>
  type === undefined ? dataset.entries : dataset.entriesOfType(type);

const kindOf = ({ catalog }: Dataset, type: string | undefined): string =>
  type === undefined ? 'record' : (catalog.type(type)?.title.toLowerCase() ?? type);

/** The type and the name that a person means: `mineral/lithium`, or `minerals/Lithium`, names a mineral and no other record. */
const asked = ({ catalog }: Dataset, given: string, within: string | undefined): { name: string; type?: string } => {
  const slash = given.indexOf('/');
  const type = slash < 0 ? undefined : catalog.typeByName(given.slice(0, slash))?.name;
  if (type !== undefined && (within === undefined || within === type)) return { name: given.slice(slash + 1), type };
  return { name: given, ...(within === undefined ? {} : { type: within }) };
};

/** A name folded; the table of the world's scripts is loaded only where a name needs it. */
export const normalizeQuery = async (name: string): Promise<string> => {
  const plain = normalizeName(name);
  // oxlint-disable-next-line no-control-regex -- ASCII or not is the question
  return /^[\u0000-\u007f]*$/.test(name) ? plain : normalizeName(name, (await import('any-ascii')).default);
};

/** The entries that are least off a name, as far as may be. */
const nearestEntries = (entries: readonly Entry[], folded: string, off: typeof nameDistance): Entry[] =>
  minBy(entries, maxEdits(folded.length), ({ keys }, limit) =>
    keys.reduce((least, key) => Math.min(least, off(folded, key, limit)), Infinity),
  );

const several = (dataset: Dataset, name: string, kind: string, found: readonly Entry[]): UserError =>
  new UserError(
    `"${name}" fits ${found.length} ${kind === 'record' ? 'records' : kind.replace(/y$/, 'ie') + 's'}`,
    `name one:\n${bulletList(candidates(dataset, found))}`,
  );

/** Records as one would name them, in the order in which they are shown. */
const candidates = (dataset: Dataset, found: readonly Entry[]): string[] =>
  found.toSorted(byTypeAndDate(dataset)).map((entry) => `${refOf(entry)} (${entry.name})`);

/** What else may be meant: another filter, names that are near or contain what was typed; or how to look for it. */
const hintFor = (dataset: Dataset, name: string, folded: string, type: string | undefined): string => {
  const filter = filterFor(dataset, name, folded, type);
  if (filter !== undefined) return filter;
  const entries = entriesOf(dataset, type);
  const near = nearestEntries(entries, folded, nameDistance);
  const meant =
    near.length > 0 || folded.length < 2
      ? near
      : entries.filter(({ keys }) => keys.some((key) => containsName(key, folded)));
  const look = `minerals search ${JSON.stringify(folded)}${type === undefined ? '' : ` --type ${type}`}`;
  if (meant.length > 0) return didYouMean(candidates(dataset, meant), look);
  if (type !== undefined) return `see: minerals list ${type}`;
  return folded === '' || folded.length > MOST ? 'see: minerals list' : `try: ${look}`;
};

/** How to ask for what concerns records of a type by what was typed, as by region for countries: Africa, or Latin America. */
const filterFor = (dataset: Dataset, name: string, folded: string, type: string | undefined): string | undefined => {
  const last = folded.split(' ').at(-1) ?? '';
  for (const { name: filter, through } of readFilters(dataset.catalog).values()) {
    if (through === undefined || last === '' || (type !== undefined && type !== through)) continue;
    const values = [...dataset.filterIndex(filter).keys()];
    const ending = (words: string): string[] =>
      values.filter((value) => ` ${normalizeName(value)}`.endsWith(` ${words}`));
    // What several end in is a continent; what one ends in may be anything.
    const akin = type === undefined ? [] : ending(last);
    const asked = ending(folded).length > 0 ? name : akin.length > 1 ? akin.join(',') : undefined;
    if (asked !== undefined) return `it is a ${filter}: minerals query --${filter} ${JSON.stringify(asked)}`;
  }
  return undefined;
};

/** Whether a folded text holds folded words, none of them in part. */
export const containsName = (text: string, words: string): boolean => ` ${text} `.includes(` ${words} `);
