import type { Dataset, Entry } from '../dataset/dataset.ts';
import { type DateInterval, parseDate, overlaps } from '../model/date.ts';
import { definedOnly } from '../model/defined-only.ts';
import { UserError } from '../model/errors.ts';
import { refOf, type Ref } from '../model/record.ts';
import type { RecordType } from '../schema/catalog.ts';
import { type Filter, mayMatchFilter } from '../schema/filters.ts';
import { closestValues } from '../model/fuzzy.ts';
import { countMore, pluralize } from '../model/text.ts';
import { evaluateFilter, type MatchSet, type ResolutionLog, type Inferred } from './condition.ts';
import { parseDay, parsePeriod } from './date-range.ts';
import { normalizeQuery } from './resolve.ts';
import { collectEvents } from './timeline.ts';
import { type RecordValidity, validityOn } from './validity.ts';

/** A matching record, and the inferences behind the match. */
export interface QueryMatch {
  readonly entry: Entry;
  readonly inferred?: Inferred;
  /** Validity on the requested day, if one was given. */
  readonly validity?: RecordValidity;
}

/** Parameters of a query. A filter matches if any of its values does. */
export interface QueryConditions {
  readonly text?: string;
  readonly types?: readonly string[];
  readonly filters: ReadonlyMap<Filter, readonly string[]>;
  readonly since?: string;
  readonly until?: string;
  readonly validOn?: string;
}

export interface QueryAnswer {
  readonly matches: readonly QueryMatch[];
  /** The requested types that can match. */
  readonly types: readonly RecordType[];
  /** Notes on names that were corrected. */
  readonly guesses: readonly string[];
  /** All notes, including the guesses. */
  readonly notes: readonly string[];
  /** Text to show if nothing matches; the notes say why nothing can. */
  readonly emptyMessage: string;
  /** The records that the filters name. */
  readonly requestedRefs: readonly Ref[];
}

/** Shown if nothing matches. It says "recorded" because the thing may exist all the same. */
export const NO_MATCHES = 'none recorded';

type Condition = readonly [name: string, matches: MatchSet];

/** Finds the records that meet all conditions. Throws UserError for an unknown value. */
export const runQuery = async (dataset: Dataset, query: QueryConditions): Promise<QueryAnswer> => {
  const log: ResolutionLog = { notes: [], requestedRefs: [] };
  const requestedTypes = query.types?.map((name) => resolveType(dataset, name)) ?? dataset.catalog.types;
  const conditions: Condition[] = [];
  for (const [filter, values] of query.filters)
    conditions.push([filter.name, await evaluateFilter(dataset, filter, values, log)]);
  const period = parsePeriod(query.since, query.until);
  const hasText = query.text === undefined ? undefined : await textMatcher(dataset, query.text);
  const day = query.validOn === undefined ? undefined : parseDay(query.validOn, '--valid-on');
  const matches: QueryMatch[] = [];
  const undated: Entry[] = [];
  const typeNames = new Set(requestedTypes.map(({ name }) => name));
  for (const entry of candidateEntries(dataset, conditions)) {
    if (!typeNames.has(entry.type) || hasText?.(entry) === false) continue;
    const inferred = inferencesOf(conditions, entry);
    if (!inferred) continue;
    const validity = day && validityOn(dataset, entry, day);
    if (validity?.valid === 'no') continue;
    if (period && entry.date === undefined) undated.push(entry);
    if (period && !isWithin(period, entry.date)) continue;
    const match = definedOnly({ entry, validity });
    matches.push(Object.keys(inferred).length === 0 ? match : { ...match, inferred });
  }
  const { types, reasons } = matchingTypes(dataset, query, requestedTypes);
  return {
    matches,
    types,
    guesses: log.notes,
    notes: [...log.notes, ...reasons, ...noteUndated(dataset, period, undated)],
    emptyMessage: reasons.length > 0 ? 'none' : NO_MATCHES,
    requestedRefs: log.requestedRefs,
  };
};

interface Requirement {
  readonly label: string;
  readonly isMetBy: (type: RecordType) => boolean;
}

/** The types that can match every filter (all requested types if none can), and why. */
const matchingTypes = (
  { catalog }: Dataset,
  { filters, since, until, types: namedTypes }: QueryConditions,
  requestedTypes: readonly RecordType[],
): { readonly types: readonly RecordType[]; readonly reasons: readonly string[] } => {
  const requirements: Requirement[] = [...filters.keys()].map((filter) => ({
    label: filter.name,
    isMetBy: (type) => mayMatchFilter(catalog, filter, type),
  }));
  if (since !== undefined || until !== undefined)
    requirements.push({ label: 'date', isMetBy: ({ schema }) => schema['x-date'] !== undefined });
  const types = requestedTypes.filter((type) => requirements.every(({ isMetBy }) => isMetBy(type)));
  if (types.length > 0) return { types, reasons: [] };
  const neverMet = requirements.filter(({ isMetBy }) => !requestedTypes.some(isMetBy));
  // If each requirement can be met alone, only their combination is impossible.
  let impossible = [requirements];
  if (neverMet.length > 0) impossible = neverMet.map((requirement) => [requirement]);
  const subject = namedTypes ? requestedTypes.map(({ title }) => title.toLowerCase()).join(' or ') : 'record';
  const reasons = impossible.map(
    (labels) => `no ${subject} has ${labels.map(({ label }) => withArticle(label)).join(' and ')}`,
  );
  return { types: requestedTypes, reasons };
};

const withArticle = (noun: string): string => (/^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`);

/** Number of refs in a note. */
const MAX_NOTE_REFS = 8;

/** Notes on records without a date of their own that have other events in the period. */
const noteUndated = (dataset: Dataset, period: DateInterval | undefined, undated: readonly Entry[]): string[] => {
  if (!period) return [];
  const refs = undated
    .filter(({ type }) => dataset.catalog.type(type)?.schema['x-date'] !== undefined)
    .filter((entry) => collectEvents(dataset, entry).some(({ date }) => isWithin(period, date)))
    .map(refOf);
  const [first] = refs;
  if (first === undefined) return [];
  const subject = pluralize(refs.length, 'record without a date has', 'records without a date have');
  const listed = countMore(refs, MAX_NOTE_REFS);
  return [`${subject} other events in this period: ${listed}; see minerals timeline ${first}`];
};

/** The matches of the most selective condition; all records if there is no condition. */
const candidateEntries = (dataset: Dataset, conditions: readonly Condition[]): readonly Entry[] => {
  const [smallest] = conditions.map(([, matches]) => matches).toSorted((a, b) => a.size - b.size);
  if (!smallest) return dataset.entries;
  return [...smallest.keys()].toSorted((a, b) => a - b).flatMap((position) => dataset.entryAt(position) ?? []);
};

/** The inferences needed for a record to meet all conditions; undefined if it does not meet them. */
const inferencesOf = (conditions: readonly Condition[], { position }: Entry): Inferred | undefined => {
  const recordMatches: [name: string, match: true | Inferred][] = [];
  for (const [name, matches] of conditions) {
    const match = matches.get(position);
    if (match === undefined) return undefined;
    recordMatches.push([name, match]);
  }
  const inferred: { [filter: string]: string } = {};
  for (const [, match] of recordMatches) if (match !== true) Object.assign(inferred, match);
  // A filter's own match takes precedence over an inference that another filter made under its name.
  for (const [name, match] of recordMatches) {
    if (match === true) delete inferred[name];
    else if (match[name] !== undefined) inferred[name] = match[name];
  }
  return inferred;
};

/** Finds a type by its name or its folder's name. Throws UserError for an unknown type. */
export const resolveType = ({ catalog }: Dataset, name: string): RecordType => {
  const { types } = catalog;
  const type = catalog.typeByName(name);
  if (type) return type;
  const knownNames = types.flatMap((known) => [known.name, known.folder]);
  const [closest] = closestValues(name.toLowerCase(), knownNames, 2);
  const problem = `there is no type "${name}"`;
  if (closest) throw new UserError(problem, `did you mean ${closest}?`);
  throw new UserError(problem, `the types are ${types.map((known) => known.name).join(', ')}`);
};

const isWithin = (period: DateInterval, date: string | undefined): boolean => {
  const interval = parseDate(date ?? '');
  return interval !== undefined && overlaps(interval, period);
};

/** Texts of up to this length must match a whole word, as one or two letters occur everywhere. */
const MAX_WORD_ONLY_LENGTH = 2;

/** Returns a function that tests if a text occurs in a record. */
const textMatcher = async (dataset: Dataset, text: string): Promise<(entry: Entry) => boolean> => {
  const query = await normalizeQuery(text);
  if (query === '')
    throw new UserError(
      `"${text}" contains no letters or digits to search for`,
      'give a word that must occur in the record',
    );
  const wholeWord = new RegExp(`(?<![a-z0-9.])${query.replaceAll('.', '\\.')}(?![a-z0-9.])`);
  const isWordOnly = query.length <= MAX_WORD_ONLY_LENGTH;
  const searchTexts = dataset.searchTexts();
  return ({ position }) => {
    const searchText = searchTexts[position] ?? '';
    return searchText.includes(query) && (!isWordOnly || wholeWord.test(searchText));
  };
};
