import type { Dataset, Entry } from '../dataset/dataset.ts';
import { definedOnly } from '../model/defined-only.ts';
import { NotFoundError, UserError } from '../model/errors.ts';
import { refOf } from '../model/record.ts';
import { normalizeName, pluralize } from '../model/text.ts';
import { didYouMean, minBy, bulletList, nameDistance, typoDistance, maxEdits } from '../model/fuzzy.ts';
import { readFilters } from '../schema/filters.ts';
import { byTypeAndDate } from './sort.ts';

/** A resolved record, with a note if the name was corrected. */
export interface Resolution {
  readonly entry: Entry;
  readonly note?: string;
}

/** Maximum length of a name for which a search is suggested. */
const MAX_SEARCH_LENGTH = 200;

/**
 * Finds a record by ref, id, code, symbol, alias or name in any language, ignoring case and accents; else the single
 * closest name. Throws UserError with the candidates if the name is ambiguous, NotFoundError if nothing matches.
 */
export const resolveRecord = async (dataset: Dataset, input: string, typeName?: string): Promise<Resolution> => {
  const entry = await findExact(dataset, input, typeName);
  if (entry) return { entry };
  const { name, type } = splitInput(dataset, input, typeName);
  const problem = `no ${recordKind(dataset, type)} is called "${name}"`;
  const unreadableFile = findUnreadableFile(dataset, name, type);
  if (unreadableFile !== undefined)
    throw new NotFoundError(problem, `${unreadableFile} cannot be read; run minerals validate to see why`);
  const normalized = await normalizeQuery(name);
  const [closest, ...others] = closestEntries(candidateEntries(dataset, type), normalized, typoDistance);
  if (closest && others.length === 0)
    return { entry: closest, note: `${problem}; assuming ${closest.name} (${refOf(closest)})` };
  throw new NotFoundError(problem, notFoundHint(dataset, name, normalized, type));
};

const findUnreadableFile = (dataset: Dataset, name: string, type: string | undefined): string | undefined => {
  const folder = dataset.catalog.type(type ?? '')?.folder ?? '';
  const fileName = `${folder}/${name}.yaml`.toLowerCase();
  return dataset.unreadableFiles.find((path) => path.toLowerCase().endsWith(fileName));
};

/** Finds a record by ref, id or exact name; undefined if there is none. Throws UserError if several have the name. */
export const findExact = async (dataset: Dataset, input: string, typeName?: string): Promise<Entry | undefined> => {
  const { name, type } = splitInput(dataset, input, typeName);
  const entryByRef = type !== undefined && dataset.find(`${type}/${name}`);
  if (entryByRef) return entryByRef;
  const namesakes = dataset
    .findByName(await normalizeQuery(name))
    .filter((entry) => type === undefined || entry.type === type);
  const sameSpelling = namesakes.filter((entry) => entry.id === name || entry.allNames.includes(name));
  const matches = [sameSpelling, namesakes].find(({ length }) => length > 0) ?? [];
  if (matches.length > 1) throw ambiguousNameError(dataset, name, recordKind(dataset, type), matches);
  return matches[0];
};

const candidateEntries = (dataset: Dataset, type: string | undefined): readonly Entry[] => {
  if (type === undefined) return dataset.entries;
  return dataset.entriesOfType(type);
};

const recordKind = ({ catalog }: Dataset, type: string | undefined): string => {
  if (type === undefined) return 'record';
  return catalog.type(type)?.title.toLowerCase() ?? type;
};

/** Splits `type/name`; the type may be a folder's name. Other input is a name as a whole. */
const splitInput = (
  { catalog }: Dataset,
  input: string,
  typeName: string | undefined,
): { name: string; type?: string } => {
  const slash = input.indexOf('/');
  const type = catalog.typeByName(input.slice(0, Math.max(slash, 0)))?.name;
  if (type !== undefined && (typeName === undefined || typeName === type))
    return { name: input.slice(slash + 1), type };
  return definedOnly({ name: input, type: typeName });
};

/** Normalizes a query. Loads the transliteration tables only for text beyond ASCII. */
export const normalizeQuery = async (query: string): Promise<string> => {
  // oxlint-disable-next-line no-control-regex -- tests for ASCII
  if (/^[\u0000-\u007f]*$/.test(query)) return normalizeName(query);
  return normalizeName(query, (await import('any-ascii')).default);
};

/** The entries whose names are closest to a query. */
const closestEntries = (entries: readonly Entry[], query: string, measure: typeof nameDistance): Entry[] =>
  minBy(entries, maxEdits(query.length), ({ keys }, limit) =>
    keys.reduce((smallest, key) => Math.min(smallest, measure(query, key, limit)), Infinity),
  );

const ambiguousNameError = (dataset: Dataset, name: string, kind: string, matches: readonly Entry[]): UserError => {
  return new UserError(
    `"${name}" could mean ${pluralize(matches.length, kind, `${kind.replace(/y$/, 'ie')}s`)}`,
    `choose one:\n${bulletList(formatCandidates(dataset, matches))}`,
  );
};

/** Formats candidates as ref and name, in the default order of records. */
const formatCandidates = (dataset: Dataset, entries: readonly Entry[]): string[] =>
  entries.toSorted(byTypeAndDate(dataset)).map((entry) => `${refOf(entry)} (${entry.name})`);

/** Hint for an unknown name: a filter that accepts it, similar names, or a command to search with. */
const notFoundHint = (dataset: Dataset, name: string, query: string, type: string | undefined): string => {
  const filterSuggestion = filterHint(dataset, name, query, type);
  if (filterSuggestion !== undefined) return filterSuggestion;
  let searchCommand = `minerals search ${JSON.stringify(query)}`;
  if (type !== undefined) searchCommand += ` --type ${type}`;
  const candidates = similarEntries(candidateEntries(dataset, type), query);
  if (candidates.length > 0) return didYouMean(formatCandidates(dataset, candidates), searchCommand);
  if (type !== undefined) return `see: minerals list ${type}`;
  if (query === '' || query.length > MAX_SEARCH_LENGTH) return 'see: minerals list';
  return `try: ${searchCommand}`;
};

/** The closest entries, else those whose names contain the query. */
const similarEntries = (entries: readonly Entry[], query: string): Entry[] => {
  const closest = closestEntries(entries, query, nameDistance);
  if (closest.length > 0 || query.length < 2) return closest;
  return entries.filter(({ keys }) => keys.some((key) => containsName(key, query)));
};

/** Hint for a name that is a value of a `through` filter, as a region is for countries: Africa, or Latin America. */
const filterHint = (dataset: Dataset, name: string, query: string, type: string | undefined): string | undefined => {
  const lastWord = query.split(' ').at(-1) ?? '';
  if (lastWord === '') return undefined;
  for (const { name: filterName, through } of readFilters(dataset.catalog).values()) {
    if (through === undefined || (type !== undefined && type !== through)) continue;
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
