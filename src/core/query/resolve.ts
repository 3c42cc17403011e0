import type { Dataset, Entry } from '../index/dataset.ts';
import { AmbiguousNameError, NotFoundError } from '../model/errors.ts';
import type { Note } from '../model/note.ts';
import { refOf } from '../model/record.ts';
import { normalizeName, pluralize } from '../model/text.ts';
import {
  bulletList,
  correctionDistance,
  didYouMean,
  maxCorrectedEdits,
  maxEdits,
  minBy,
  nameDistance,
} from '../model/fuzzy.ts';
import { splitRef } from '../schema/references.ts';
import { findSimilarNames } from './similar-names.ts';
import { byTypeAndDate } from './sort.ts';

/** A resolved record, with a note if the name was corrected. */
export interface Resolution {
  readonly entry: Entry;
  readonly note?: Note;
}

/** Maximum length of a name for which a search is suggested. */
const MAX_SEARCH_LENGTH = 200;

/** Minimum length of a name for which candidates are listed, and their maximum number if none is close. */
const MIN_CANDIDATE_LENGTH = 2;
const MAX_CANDIDATES = 3;

/** The types to search: one, several, or all if none is given. */
type TypeNames = string | readonly string[];

/**
 * Finds a record by ref, id, code, symbol, alias or name in any language, ignoring case and accents; else the record that
 * a former id redirects to; else the single closest name. Throws UserError with the candidates if the name is ambiguous,
 * NotFoundError if nothing matches.
 */
export const resolveRecord = async (dataset: Dataset, input: string, typeNames?: TypeNames): Promise<Resolution> => {
  const exact = await findExact(dataset, input, typeNames);
  if (exact) return exact;
  const { name, types } = splitInput(dataset, input, typeNames);
  const problem = `no ${recordKind(dataset, types)} is called "${name}"`;
  const unreadableFile = findUnreadableFile(dataset, name, types);
  if (unreadableFile !== undefined)
    throw new NotFoundError(problem, `${unreadableFile} cannot be read; run minerals validate to see why`);
  const normalized = await normalizeQuery(name);
  if (dataset.findByName(normalized).length === 0 && (await isKnownName(dataset, normalized)))
    throw new NotFoundError(problem, `that is a country or territory without a record; ${searchHint(normalized)}`);
  const similar = await findSimilarNames(candidateEntries(dataset, types), normalized);
  const closest = await findCorrection(dataset, normalized, similar);
  if (closest) return { entry: closest, note: assumptionNote(problem, closest) };
  const candidates = findCandidates(candidateEntries(dataset, types), normalized, similar);
  const hint = notFoundHint(dataset, { name, query: normalized, type: types[0] }, candidates);
  throw new NotFoundError(problem, hint, candidates.map(refOf));
};

/** Note on a name that was corrected. */
export const assumptionNote = (problem: string, entry: Entry): Note => ({
  code: 'near-name',
  message: `${problem}; assuming ${entry.name} (${refOf(entry)})`,
  refs: [refOf(entry)],
});

/**
 * The single closest of similar entries, if the name may be a typo of its name: one edit away, or two from ten letters on, and no known
 * name of something else, be it another record or a country that the dataset lacks.
 */
const findCorrection = async (
  dataset: Dataset,
  query: string,
  similar: readonly Entry[],
): Promise<Entry | undefined> => {
  const [closest, ...others] = closestEntries(similar, query, correctionDistance, maxCorrectedEdits(query.length));
  if (!closest || others.length > 0 || (await isKnownName(dataset, query))) return undefined;
  return closest;
};

/** True if a normalized text is the name of a record, or of a country or territory in any language. */
export const isKnownName = async (dataset: Dataset, query: string): Promise<boolean> => {
  if (dataset.findByName(query).length > 0) return true;
  const { readTerritoryNames } = await import('./territory-names.ts');
  return (await readTerritoryNames()).has(query);
};

const findUnreadableFile = (dataset: Dataset, name: string, types: readonly string[]): string | undefined => {
  const fileNames = types.map((type) => `${dataset.catalog.type(type)?.folder}/${name}.yaml`.toLowerCase());
  if (fileNames.length === 0) fileNames.push(`/${name}.yaml`.toLowerCase());
  return dataset.unreadableFiles.find((path) => fileNames.some((fileName) => path.toLowerCase().endsWith(fileName)));
};

/**
 * Finds a record by ref, id, exact name or former id; undefined if there is none. A record's id or own name precedes the
 * aliases of other records. Throws UserError if several have the name, NotFoundError if the record was withdrawn.
 */
export const findExact = async (
  dataset: Dataset,
  input: string,
  typeNames?: TypeNames,
): Promise<Resolution | undefined> => {
  const { name, types } = splitInput(dataset, input, typeNames);
  for (const type of types) {
    const entry = dataset.find(`${type}/${name}`);
    if (entry) return { entry };
  }
  const query = await normalizeQuery(name);
  const namesakes = dataset.findByName(query).filter(({ type }) => types.length === 0 || types.includes(type));
  const matches = await preferredMatches(namesakes, name, query);
  if (matches.length > 1) throw ambiguousNameError(dataset, name, recordKind(dataset, types), matches);
  const [entry] = matches;
  if (entry) return { entry };
  return followRedirect(dataset, name, types);
};

/** Narrows namesakes down to the same spelling, then to those with this id or own name, as far as any are left. */
const preferredMatches = async (
  namesakes: readonly Entry[],
  name: string,
  query: string,
): Promise<readonly Entry[]> => {
  const sameSpelling = namesakes.filter(({ id, allNames }) => id === name || allNames.includes(name));
  const matches = [sameSpelling, namesakes].find(({ length }) => length > 0) ?? [];
  if (matches.length < 2) return matches;
  const ownNames: Entry[] = [];
  for (const entry of matches)
    if (entry.id === name || (await normalizeQuery(entry.name)) === query) ownNames.push(entry);
  return [ownNames, matches].find(({ length }) => length > 0) ?? [];
};

/** Finds the record that a former id redirects to. Throws NotFoundError if the record was withdrawn. */
const followRedirect = (dataset: Dataset, name: string, types: readonly string[]): Resolution | undefined => {
  for (const [formerRef, target] of dataset.redirects) {
    const [type, id] = splitRef(formerRef);
    if (id !== name || (types.length > 0 && !types.includes(type))) continue;
    const entry = dataset.find(target);
    if (entry)
      return { entry, note: { code: 'former-name', message: `${formerRef} is now ${target}`, refs: [target] } };
    throw new NotFoundError(`${formerRef} was withdrawn: ${target}`);
  }
  return undefined;
};

const candidateEntries = (dataset: Dataset, types: readonly string[]): readonly Entry[] => {
  if (types.length === 0) return dataset.entries;
  return types.flatMap((type) => dataset.entriesOfType(type));
};

const recordKind = ({ catalog }: Dataset, types: readonly string[]): string => {
  if (types.length === 0) return 'record';
  return types.map((type) => catalog.type(type)?.title.toLowerCase() ?? type).join(' or ');
};

/** Splits `type/name`; the type may be a folder's name. Other input is a name as a whole. */
const splitInput = (
  { catalog }: Dataset,
  input: string,
  typeNames: TypeNames = [],
): { readonly name: string; readonly types: readonly string[] } => {
  const types = [typeNames].flat();
  const slash = input.indexOf('/');
  const type = catalog.typeByName(input.slice(0, Math.max(slash, 0)))?.name;
  if (type !== undefined && (types.length === 0 || types.includes(type)))
    return { name: input.slice(slash + 1), types: [type] };
  return { name: input, types };
};

/** Normalizes a query. Loads the transliteration tables only for text beyond ASCII. */
export const normalizeQuery = async (query: string): Promise<string> => {
  // oxlint-disable-next-line no-control-regex -- tests for ASCII
  if (/^[\u0000-\u007f]*$/.test(query)) return normalizeName(query);
  return normalizeName(query, (await import('any-ascii')).default);
};

/** Returns a function that normalizes texts like normalizeQuery, for code that cannot wait. */
export const loadNormalizer = async (): Promise<(text: string) => string> => {
  const { default: transliterate } = await import('any-ascii');
  return (text) => normalizeName(text, transliterate);
};

/** The entries whose names are closest to a query. */
const closestEntries = (
  entries: readonly Entry[],
  query: string,
  measure: typeof nameDistance,
  maxDistance: number,
): Entry[] =>
  minBy(entries, maxDistance, ({ keys }, limit) =>
    keys.reduce((smallest, key) => Math.min(smallest, measure(query, key, limit)), Infinity),
  );

const ambiguousNameError = (
  dataset: Dataset,
  name: string,
  kind: string,
  matches: readonly Entry[],
): AmbiguousNameError =>
  new AmbiguousNameError(
    `"${name}" could mean ${pluralize(matches.length, kind, `${kind.replace(/y$/, 'ie')}s`)}`,
    `choose one:\n${bulletList(formatCandidates(dataset, matches))}`,
    matches.toSorted(byTypeAndDate(dataset)).map(refOf),
  );

/** Formats candidates as ref and name, in the default order of records. */
const formatCandidates = (dataset: Dataset, entries: readonly Entry[]): string[] =>
  entries.toSorted(byTypeAndDate(dataset)).map((entry) => `${refOf(entry)} (${entry.name})`);

/** A name that no record has, its normalized form and the type of the records that it was searched in. */
interface UnknownName {
  readonly name: string;
  readonly query: string;
  readonly type: string | undefined;
}

/** Hint for an unknown name: a filter that accepts it, similar names, or a command to search with. */
const notFoundHint = (dataset: Dataset, { name, query, type }: UnknownName, candidates: readonly Entry[]): string => {
  const filterSuggestion = filterHint(dataset, name, query, type);
  if (filterSuggestion !== undefined) return filterSuggestion;
  let searchCommand = `minerals search ${JSON.stringify(query)}`;
  if (type !== undefined) searchCommand += ` --type ${type}`;
  if (candidates.length > 0) return didYouMean(formatCandidates(dataset, candidates), searchCommand);
  if (type !== undefined) return `see: minerals list ${type}`;
  if (query === '' || query.length > MAX_SEARCH_LENGTH) return 'see: minerals list';
  return searchHint(query);
};

const searchHint = (query: string): string => `try: minerals search ${JSON.stringify(query)}`;

/** Entries that may have been meant: the closest of similar ones, else those whose names contain the query, else all. */
const findCandidates = (entries: readonly Entry[], query: string, similar: readonly Entry[]): readonly Entry[] => {
  if (query.length < MIN_CANDIDATE_LENGTH) return [];
  const closest = closestEntries(similar, query, nameDistance, maxEdits(query.length));
  if (closest.length > 0) return closest;
  const containing = entries.filter(({ keys }) => keys.some((key) => containsName(key, query)));
  if (containing.length > 0) return containing;
  return similar.slice(0, MAX_CANDIDATES);
};

/** Hint for a name that is a value of a `through` filter, as a region is for countries: Africa, or Latin America. */
const filterHint = (dataset: Dataset, name: string, query: string, type: string | undefined): string | undefined => {
  const lastWord = query.split(' ').at(-1) ?? '';
  if (lastWord === '') return undefined;
  for (const { name: filterName, through, isText } of dataset.catalog.filters.values()) {
    if (!isText || through === undefined || (type !== undefined && type !== through)) continue;
    const values = [...dataset.filterIndex(filterName).keys()];
    const valuesEndingIn = (words: string): string[] =>
      values.filter((value) => ` ${normalizeName(value)}`.endsWith(` ${words}`));
    const command = `it is a ${filterName}: minerals query --${filterName}`;
    if (valuesEndingIn(query).length > 0) return `${command} ${JSON.stringify(name)}`;
    // A last word that several values share names a continent; in a single value it may mean anything.
    const related = valuesEndingIn(lastWord);
    if (type !== undefined && related.length > 1) return `${command} ${JSON.stringify(related.join(','))}`;
  }
  return undefined;
};

/** True if a normalized text contains the words as whole words. */
export const containsName = (text: string, words: string): boolean => ` ${text} `.includes(` ${words} `);
