import type { Dataset, Entry } from '../index/dataset.ts';
import { type DateInterval, parseDate, overlaps } from '../model/date.ts';
import { definedItems, definedOnly } from '../model/defined-only.ts';
import { UserError } from '../model/errors.ts';
import type { Note } from '../model/note.ts';
import type { Ref } from '../model/record.ts';
import type { RecordType } from '../schema/catalog.ts';
import { type Filter, mayMatchFilter } from '../schema/filters.ts';
import { closestValues, suggestionHint } from '../model/fuzzy.ts';
import { valueAt } from '../model/pointer.ts';
import { pluralize } from '../model/text.ts';
import {
  evaluateFilter,
  positionsWithoutValue,
  type MatchSet,
  type ResolutionLog,
  type Inferred,
} from './condition.ts';
import { parseDay, parseInterval, parsePeriod } from './date-range.ts';
import { normalizeQuery } from './resolve.ts';
import { findTermEnd } from './term-end.ts';
import { collectEvents } from './timeline.ts';
import { type RecordValidity, validityOn } from './validity.ts';
import { fieldMatcher } from './where.ts';

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
  /** Date that `since` and `until` compare: the record's date if absent, a step such as `signed`, or `any`. */
  readonly datedBy?: string;
  /** Date, or interval of two, in which the term of the record ends. */
  readonly expires?: string;
  /** Conditions on fields: `FIELD=VALUE` or `FIELD~TEXT`; all must hold. */
  readonly where?: readonly string[];
  /** True if records about the dataset itself are left out unless `types` asks for them. */
  readonly leavesOutBookkeeping?: boolean;
  /** The only entries that matter, if they are known: others need not be read unless a note counts them. */
  readonly within?: readonly Entry[];
}

/** True if a note counts records that meet the other conditions. */
const countsOthers = ({ since, until, expires }: QueryConditions): boolean =>
  since !== undefined || until !== undefined || expires !== undefined;

/** Value of `--type` for records of every type. */
export const ALL_TYPES = 'all';

export interface QueryAnswer {
  readonly matches: readonly QueryMatch[];
  /** The requested types that can match. */
  readonly types: readonly RecordType[];
  readonly notes: readonly Note[];
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
  const requestedTypes = findRequestedTypes(dataset, query);
  const leftOut = new Map<string, number>();

  const conditions: Condition[] = [];
  for (const [filter, values] of query.filters)
    conditions.push([filter.name, await evaluateFilter(dataset, filter, values, log)]);
  const period = parsePeriod(query.since, query.until);
  const datesOf = dateReader(dataset, query.datedBy);
  const hasText = query.text === undefined ? undefined : await textMatcher(dataset, query.text);
  const meetsFields = query.where && (await fieldMatcher(dataset, query.where));
  const expiry = query.expires === undefined ? undefined : parseInterval(query.expires, '--expires');
  let withoutTerm = 0;
  const day = query.validOn === undefined ? undefined : parseDay(query.validOn, '--valid-on');
  const matches: QueryMatch[] = [];
  const undated: Entry[] = [];
  const typeNames = new Set(requestedTypes.map(({ name }) => name));
  for (const entry of candidateEntries(dataset, conditions, countsOthers(query) ? undefined : query.within)) {
    if (hasText?.(entry) === false) continue;
    const isRequested = typeNames.has(entry.type);
    if (!isRequested && !query.leavesOutBookkeeping) continue;
    if (!isRequested && query.types !== undefined) continue;
    const inferred = inferencesOf(conditions, entry);
    if (!inferred) continue;
    const validity = day && validityOn(dataset, entry, day);
    if (validity?.valid === 'no') continue;
    if (period && !datesOf(entry).some((date) => isWithin(period, date))) {
      if (isRequested && datesOf(entry).length === 0) undated.push(entry);
      continue;
    }
    if (meetsFields?.(entry) === false) continue;
    if (expiry) {
      const end = findTermEnd(dataset, entry);
      if (!end && dataset.catalog.type(entry.type)?.schema['x-term'] !== undefined) withoutTerm += 1;
      if (!end || !overlaps(end, expiry)) continue;
    }
    if (!isRequested) {
      countUp(leftOut, entry.type);
      continue;
    }
    const match = definedOnly({ entry, validity });
    matches.push(Object.keys(inferred).length === 0 ? match : { ...match, inferred });
  }
  const { types, reasons } = matchingTypes(dataset, query, requestedTypes);
  const answerNotes = [
    ...noteUnanswered(dataset, query, conditions, typeNames),
    ...noteUndated(dataset, undated),
    ...noteWithoutTerm(withoutTerm),
    ...noteLeftOut(dataset, leftOut),
  ];
  return {
    matches,
    types,
    notes: [...log.notes, ...reasons, ...answerNotes],
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
): { readonly types: readonly RecordType[]; readonly reasons: readonly Note[] } => {
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
  const reasons = impossible.map((labels): Note => ({
    code: 'impossible',
    message: `no ${subject} has ${labels.map(({ label }) => withArticle(label)).join(' and ')}`,
  }));
  return { types: requestedTypes, reasons };
};

const withArticle = (noun: string): string => (/^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`);

/** The types to search: the requested ones, else all, or all but those about the dataset itself. */
const findRequestedTypes = (
  dataset: Dataset,
  { types: names, leavesOutBookkeeping }: QueryConditions,
): readonly RecordType[] => {
  const { types } = dataset.catalog;
  if (names?.includes(ALL_TYPES)) return types;
  if (names) return names.map((name) => resolveType(dataset, name));
  if (leavesOutBookkeeping) return types.filter(({ schema }) => !schema['x-bookkeeping']);
  return types;
};

/** Returns a function that lists the dates of a record that a period is compared with. */
const dateReader = (dataset: Dataset, datedBy: string | undefined): ((entry: Entry) => readonly string[]) => {
  if (datedBy === undefined) return ({ date }) => definedItems([date]);
  if (datedBy === ANY_DATE) return (entry) => collectEvents(dataset, entry).map(({ date }) => date);
  const { types } = dataset.catalog;
  const steps = types.flatMap(({ schema }) => {
    const steps = schema.properties?.[schema['x-date-otherwise'] ?? '']?.properties ?? {};
    return [schema['x-date'] ?? '', ...Object.keys(steps)].filter(Boolean);
  });
  if (!steps.includes(datedBy))
    throw new UserError(
      `no record is dated by "${datedBy}"`,
      suggestionHint(datedBy, [...new Set([...steps, ANY_DATE])]),
    );
  return (entry) => {
    const { type, data } = dataset.record(entry);
    const stepsField = dataset.catalog.type(type)?.schema['x-date-otherwise'] ?? '';
    const dates = [valueAt(data, [datedBy]), valueAt(data, [stepsField, datedBy, 'date'])];
    return dates.filter((date) => typeof date === 'string').slice(0, 1);
  };
};

/** Value of `--dated-by` for the dates of all steps. */
const ANY_DATE = 'any';

const countUp = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** Notes that records match but have no date to compare with the period. */
const noteUndated = ({ catalog }: Dataset, undated: readonly Entry[]): Note[] => {
  const count = undated.filter(({ type }) => catalog.type(type)?.schema['x-date'] !== undefined).length;
  if (count === 0) return [];
  const message = `${pluralize(count, 'record has', 'records have')} no date and cannot be compared with the period`;
  return [{ code: 'undated', message, count }];
};

/** Notes that records match but do not say when their term ends. */
const noteWithoutTerm = (count: number): Note[] => {
  if (count === 0) return [];
  const message = `${pluralize(count, 'record does', 'records do')} not say when the term ends`;
  return [{ code: 'no-term', message, count }];
};

/** Notes how many matching records of types about the dataset itself are left out. */
const noteLeftOut = ({ catalog }: Dataset, counts: ReadonlyMap<string, number>): Note[] => {
  const parts = [...counts].map(([type, count]) => {
    const folder = catalog.type(type)?.folder ?? type;
    return pluralize(count, type, folder);
  });
  if (parts.length === 0) return [];
  const count = [...counts.values()].reduce((sum, each) => sum + each, 0);
  return [{ code: 'left-out', message: `left out: ${parts.join(', ')}; --type ${ALL_TYPES} includes them`, count }];
};

/** Notes how many records that meet the other conditions have no value for a yes-or-no filter. */
const noteUnanswered = (
  dataset: Dataset,
  query: QueryConditions,
  conditions: readonly Condition[],
  typeNames: ReadonlySet<string>,
): Note[] =>
  [...query.filters].flatMap(([filter, values]) => {
    if (!filter.isBoolean || values.includes('unknown')) return [];
    const others = conditions.filter(([name]) => name !== filter.name);
    const unknown = positionsWithoutValue(dataset, filter);
    const entries = candidateEntries(dataset, others).filter(
      (entry) => unknown.has(entry.position) && typeNames.has(entry.type) && inferencesOf(others, entry),
    );
    if (entries.length === 0) return [];
    const subject = pluralize(entries.length, 'record does', 'records do');
    const message = `${subject} not say whether they are ${filter.name}; list them with --${filter.name}=unknown`;
    return [{ code: 'unanswered', message, count: entries.length }];
  });

/** The matches of the most selective condition; without one, the entries that matter, or all of them. */
const candidateEntries = (
  dataset: Dataset,
  conditions: readonly Condition[],
  within?: readonly Entry[],
): readonly Entry[] => {
  const [smallest] = conditions.map(([, matches]) => matches).toSorted((a, b) => a.size - b.size);
  if (!smallest) return within ?? dataset.entries;
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

/** Returns a function that tests if all words and quoted phrases of a text occur in a record, in any order. */
const textMatcher = async (dataset: Dataset, text: string): Promise<(entry: Entry) => boolean> => {
  const terms = (await parseWords(text)).map((term) => ({
    term,
    wholeWord: new RegExp(`(?<![a-z0-9.])${term.replaceAll('.', '\\.')}(?![a-z0-9.])`),
    isWordOnly: term.length <= MAX_WORD_ONLY_LENGTH,
  }));
  if (terms.length === 0)
    throw new UserError(
      `"${text}" contains no letters or digits to search for`,
      'give a word that must occur in the record',
    );
  return ({ position }) => {
    const searchText = dataset.searchTextAt(position);
    return terms.every(
      ({ term, wholeWord, isWordOnly }) => searchText.includes(term) && (!isWordOnly || wholeWord.test(searchText)),
    );
  };
};

/** The normalized words of a text, and its phrases in quotation marks, each once. A word with a hyphen is a phrase. */
export const parseWords = async (text: string): Promise<string[]> => {
  const terms = new Set<string>();
  for (const [, phrase, word = ''] of text.matchAll(/["“”„]([^"“”„]*)["“”„]|([^\s"“”„]+)/g))
    terms.add(await normalizeQuery(phrase ?? word));
  terms.delete('');
  return [...terms];
};
