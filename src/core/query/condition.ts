import type { Dataset, Entry } from '../index/dataset.ts';
import { quoteForShell } from '../model/text.ts';
import { parseEnumValues } from '../model/enum-values.ts';
import { NotFoundError, UserError } from '../model/errors.ts';
import { closestNames } from '../model/fuzzy.ts';
import type { Note } from '../model/note.ts';
import { ownValue } from '../model/own.ts';
import { refOf, type Ref } from '../model/record.ts';
import { type Filter, hasFilterValue, valuesForFilter } from '../schema/filters.ts';
import { splitRef } from '../schema/references.ts';
import { positionsWithValue } from './filter-index.ts';
import { followRefs } from './follow-refs.ts';
import { findMembers, groupTypes, MEMBERS_SUFFIX } from './members.ts';
import { findExact, isKnownName, normalizeQuery, containsName, type Resolution, resolveRecord } from './resolve.ts';

/** Reason why a record matches although it does not have the value itself: the group or member that it names. */
export type Inferred = { readonly [filter: string]: string };

/** Matching records by position: true, or the inference behind the match. */
export type MatchSet = ReadonlyMap<number, true | Inferred>;

/** Collects notes, and the records that names resolved to. */
export interface ResolutionLog {
  readonly notes: Note[];
  readonly requestedRefs: Ref[];
}

/**
 * Evaluates one filter: comma means OR, plus means AND. A name that contains these signs is not split. Throws UserError
 * for an unknown value.
 */
export const evaluateFilter = async (
  dataset: Dataset,
  filter: Filter,
  values: readonly string[],
  log: ResolutionLog,
): Promise<MatchSet> => {
  const splitAt = async (value: string, separator: string): Promise<string[]> => {
    if (!value.includes(separator) || (await isName(dataset, filter, value))) return [value.trim()].filter(Boolean);
    return value.split(separator).flatMap((part) => part.trim() || []);
  };
  if (values.length > 1 && filter.values === undefined && !filter.isBoolean) {
    const bothValues = values.join('+');
    log.notes.push({
      code: 'any-of',
      message: `any of: ${values.join(', ')}; all of them: --${filter.name} ${quoteForShell(bothValues)}`,
    });
  }
  const alternatives: MatchSet[] = [];
  for (const value of values)
    for (const alternative of await splitAt(value, ',')) {
      const conjuncts: MatchSet[] = [];
      for (const name of await splitAt(alternative, '+'))
        conjuncts.push(await evaluateValue(dataset, filter, name, log));
      if (conjuncts.length > 0) alternatives.push(intersectMatches(conjuncts));
    }
  if (alternatives.length === 0)
    throw new UserError(`${filter.name} needs a value`, 'give a value, or omit the option');
  return uniteMatches(alternatives);
};

/** A word for a shell, in quotes where it has other signs than a name in one word. */
/** True if the whole text is a name that the filter accepts. */
const isName = async (dataset: Dataset, { name, refTypes, isText }: Filter, text: string): Promise<boolean> => {
  const normalized = await normalizeQuery(text);
  if (dataset.findByName(normalized).some(({ type }) => refTypes.includes(type))) return true;
  if (!isText) return false;
  for (const indexed of dataset.filterIndex(name).keys())
    if ((await normalizeQuery(indexed)) === normalized) return true;
  return false;
};

const evaluateValue = async (dataset: Dataset, filter: Filter, text: string, log: ResolutionLog): Promise<MatchSet> => {
  const synonyms = await findSynonyms(dataset, filter, text);
  if (synonyms.length === 0) return evaluateName(dataset, filter, text, log);
  if (synonyms.length > 1)
    log.notes.push({ code: 'synonyms', message: `${text} means any of: ${synonyms.join(', ')}` });
  const alternatives: MatchSet[] = [];
  for (const value of synonyms) alternatives.push(await evaluateName(dataset, filter, value, log));
  return uniteMatches(alternatives);
};

/** The values that a phrase stands for, as `x-synonyms` has it: "Latin America" for three regions. */
const findSynonyms = async (
  { catalog, filterIndex }: Dataset,
  { name, values, isText }: Filter,
  text: string,
): Promise<readonly string[]> => {
  const query = await normalizeQuery(text);
  const isAccepted = (value: string): boolean =>
    isText || !values ? filterIndex(name).has(value) : values.includes(value);
  for (const synonyms of catalog.synonyms)
    for (const [phrase, meanings] of Object.entries(ownValue(synonyms, name) ?? {})) {
      const normalized = await normalizeQuery(phrase);
      if (query === normalized || query === `${normalized}s`) return meanings.filter(isAccepted);
    }
  return [];
};

const evaluateName = async (dataset: Dataset, filter: Filter, value: string, log: ResolutionLog): Promise<MatchSet> => {
  if (filter.isText) return matchText(dataset, filter, value, log);
  if (filter.refTypes.length > 0) return matchRecord(dataset, filter, value, log);
  if (filter.isBoolean) return matchAnswer(dataset, filter, value);
  return exactMatches(positionsOf(dataset, filter, parseEnumValues(filter.name, [value], filter.values ?? [])));
};

/** The answers to a yes-or-no filter, with the indexed value of each. */
const ANSWERS: Readonly<Record<string, string>> = { yes: 'true', true: 'true', no: 'false', false: 'false' };
const UNKNOWN = 'unknown';

/** Records with a yes-or-no value; `unknown` means those of types that can have one, without it. */
const matchAnswer = (dataset: Dataset, filter: Filter, text: string): MatchSet => {
  const answer = text.trim().toLowerCase();
  if (answer === UNKNOWN) return exactMatches(positionsWithoutValue(dataset, filter));
  const value = ownValue(ANSWERS, answer);
  if (value === undefined)
    throw new UserError(`--${filter.name} cannot be "${text}"`, `write --${filter.name}=yes, =no or =unknown`);
  return exactMatches(positionsOf(dataset, filter, [value]));
};

/** Positions of the records that could have a value for a filter and have none. */
export const positionsWithoutValue = (dataset: Dataset, filter: Filter): Set<number> => {
  const types = dataset.catalog.types.filter((type) => hasFilterValue(dataset.catalog, filter, type));
  const positions = new Set(types.flatMap(({ name }) => dataset.entriesOfType(name).map(({ position }) => position)));
  for (const indexed of dataset.filterIndex(filter.name).values())
    for (const position of indexed) positions.delete(position);
  return positions;
};

/** Matches of any set. A direct match takes precedence over an inferred one. */
const uniteMatches = (sets: readonly MatchSet[]): MatchSet => {
  const matches = new Map<number, true | Inferred>();
  for (const set of sets)
    for (const [position, match] of set) if (match === true || !matches.has(position)) matches.set(position, match);
  return matches;
};

/** Matches of all sets, with all their inferences. */
const intersectMatches = ([first, ...others]: readonly MatchSet[]): MatchSet => {
  let matches: MatchSet = first ?? new Map();
  for (const other of others) {
    const common = new Map<number, true | Inferred>();
    for (const [position, match] of matches) {
      const otherMatch = other.get(position);
      if (otherMatch !== undefined) common.set(position, mergeInferences(match, otherMatch));
    }
    matches = common;
  }
  return matches;
};

const mergeInferences = (one: true | Inferred, other: true | Inferred): true | Inferred => {
  if (one === true) return other;
  if (other === true) return one;
  return { ...one, ...other };
};

/** Records that have the value themselves. */
const exactMatches = (positions: Iterable<number>): MatchSet =>
  new Map(Array.from(positions, (position) => [position, true]));

/** Records that name the resolved record or what it selects; by inference those that name its group or its members. */
const matchRecord = async (dataset: Dataset, filter: Filter, value: string, log: ResolutionLog): Promise<MatchSet> => {
  const requested = await resolveValue(dataset, filter, value);
  const { entry, note, members, wantsMembers } = requested;
  log.requestedRefs.push(refOf(entry));
  if (note) log.notes.push(note);
  if (wantsMembers || !filter.refTypes.includes(entry.type)) return matchMembers(dataset, filter, requested, log);
  if (members.length > 0 && !filter.includesSelf) log.notes.push(membersHint(requested));
  const matches = matchRefs(dataset, filter, new Set([refOf(entry)]));
  const schema = dataset.catalog.type(entry.type)?.schema;
  const selected = dataset.catalog.filters.get(schema?.['x-selects'] ?? '');
  if (!schema || !selected) return matches;
  const selectedRefs = ownValue(valuesForFilter(schema, dataset.record(entry).data), selected.name) ?? [];
  return uniteMatches([matches, matchRefs(dataset, selected, new Set(selectedRefs))]);
};

/** The record that a filter value names, and whether its members are meant instead (`ASEAN:members`). */
interface RequestedRecord extends Resolution {
  readonly members: readonly Ref[];
  readonly wantsMembers: boolean;
}

/** Resolves a filter value. A filter on countries also accepts a group of them. Throws UserError for an unknown value. */
const resolveValue = async (
  dataset: Dataset,
  { refType = '', refTypes }: Filter,
  value: string,
): Promise<RequestedRecord> => {
  const groups = groupTypes(dataset.catalog, refType);
  const wantsMembers = groups.length > 0 && value.toLowerCase().endsWith(MEMBERS_SUFFIX);
  const name = wantsMembers ? value.slice(0, -MEMBERS_SUFFIX.length).trim() : value;
  const toRequested = (resolution: Resolution): RequestedRecord => ({
    ...resolution,
    members: findMembers(dataset, resolution.entry),
    wantsMembers,
  });
  const accepted = wantsMembers ? groups : refTypes;
  try {
    for (const types of [accepted, groups]) {
      const exact = types.length > 0 && (await findExact(dataset, name, types));
      if (exact) return toRequested(exact);
    }
    return toRequested(await resolveRecord(dataset, name, accepted));
  } catch (error) {
    // An unknown name in a filter is a usage error, not an empty result.
    if (error instanceof NotFoundError) throw new UserError(error.message, error.hint);
    throw error;
  }
};

/** Records that name a member of a group; unless only members are meant, also those that name the group. */
const matchMembers = (
  dataset: Dataset,
  filter: Filter,
  { entry, members, wantsMembers }: RequestedRecord,
  log: ResolutionLog,
): MatchSet => {
  const { id, name, type } = entry;
  if (members.length === 0) {
    const problem = `no members of ${name} are recorded`;
    const hint = `for the ${type} itself: --${type} ${id}`;
    if (wantsMembers) throw new UserError(problem, hint);
    throw new UserError(`${name} is not a ${filter.refType}, and ${problem}`, hint);
  }
  const memberMatches = matchRefs(dataset, filter, new Set(members));
  const memberIds = members.map((ref) => splitRef(ref)[1]).join(', ');
  if (wantsMembers) {
    const message = `${id}${MEMBERS_SUFFIX} means any of the ${members.length} members of ${name}: ${memberIds}`;
    log.notes.push({ code: 'members', message, refs: members });
    return memberMatches;
  }
  const message = `${name} means the ${type} itself and any of its ${members.length} members: ${memberIds}`;
  log.notes.push({ code: 'members', message, refs: [refOf(entry), ...members] });
  const groupFilter = dataset.catalog.filters.get(type);
  if (!groupFilter) return memberMatches;
  return uniteMatches([memberMatches, matchRefs(dataset, groupFilter, new Set([refOf(entry)]))]);
};

const membersHint = ({ entry, members }: RequestedRecord): Note => {
  const { id, name, type } = entry;
  const message = `${name} means the ${type} itself; ${id}${MEMBERS_SUFFIX} means any of its ${members.length} members`;
  return { code: 'members', message, refs: [refOf(entry)] };
};

const findEntries = (dataset: Dataset, refs: Iterable<Ref>): Entry[] =>
  [...refs].flatMap((ref) => dataset.find(ref) ?? []);

/** Positions of the records that have any of the values. */
const positionsOf = (dataset: Dataset, filter: Filter, values: Iterable<string>): Set<number> =>
  new Set(
    [...values].flatMap((value) => [
      ...positionsWithValue(dataset, filter, value),
      ...dataset.derivedPositions(filter.name, value),
    ]),
  );

/** Records that name any of the refs; for a filter named after the type also the records themselves. */
const matchRefs = (dataset: Dataset, filter: Filter, refs: ReadonlySet<Ref>): MatchSet => {
  const positions = positionsOf(dataset, filter, refs);
  if (filter.includesSelf) for (const { position } of findEntries(dataset, refs)) positions.add(position);
  return uniteMatches([exactMatches(positions), matchGroups(dataset, filter, refs)]);
};

/** Inferred matches: records that name a group of the refs, their members, and the records that name those. */
const matchGroups = (dataset: Dataset, { name, includesSelf }: Filter, refs: ReadonlySet<Ref>): MatchSet => {
  const membersByGroup = dataset.members();
  if (membersByGroup.size === 0) return new Map();
  const groupRefs = followRefs(refs, (ref) => dataset.find(ref)?.groups ?? []);
  const memberRefs = followRefs(refs, (ref) => membersByGroup.get(ref) ?? []);
  const matches = new Map<number, Inferred>();
  const addMatch = (position: number, sourceRef: Ref): void => {
    if (!matches.has(position)) matches.set(position, { [name]: splitRef(sourceRef)[1] });
  };
  if (includesSelf)
    for (const { position, groups } of findEntries(dataset, memberRefs)) {
      // Prefer the requested group over a group in between.
      const sourceRef = groups.find((group) => refs.has(group)) ?? groups.find((group) => memberRefs.has(group));
      if (sourceRef !== undefined) addMatch(position, sourceRef);
    }
  const index = dataset.filterIndex(name);
  for (const ref of [...memberRefs, ...groupRefs])
    for (const position of [...(index.get(ref) ?? []), ...dataset.derivedPositions(name, ref)]) addMatch(position, ref);
  return matches;
};

/** Records whose text contains the value, or the single closest text, or that reference the record of that name. */
const matchText = async (dataset: Dataset, filter: Filter, value: string, log: ResolutionLog): Promise<MatchSet> => {
  const normalizedTexts = new Map<string, string>();
  for (const text of dataset.filterIndex(filter.name).keys())
    if (!isIndexedRef(filter, text)) normalizedTexts.set(text, await normalizeQuery(text));
  const query = await normalizeQuery(value);
  const textsContaining = (words: string): string[] =>
    [...normalizedTexts.keys()].filter((text) => containsName(normalizedTexts.get(text) ?? '', words));
  let exact: Resolution | undefined;
  if (filter.refTypes.length > 0) exact = await findExact(dataset, value, filter.refTypes);
  let refs: readonly Ref[] = exact ? [refOf(exact.entry)] : refsContaining(dataset, filter, query);
  let texts = query === '' ? [] : textsContaining(query);
  if (texts.length + refs.length === 0) {
    const keys = indexedEntries(dataset, filter).flatMap((entry) => entry.keys);
    const isOtherName = await isKnownName(dataset, query);
    const similar = isOtherName ? undefined : closestTextOrWord([...normalizedTexts.values(), ...keys], query);
    if (similar !== undefined) {
      texts = textsContaining(similar);
      refs = refsContaining(dataset, filter, similar);
    }
    const problem = `no ${filter.name} is called "${value}"`;
    const assumed = findEntries(dataset, refs);
    const names = [...texts, ...assumed.map(({ name }) => name)];
    if (names.length === 0) throw new UserError(problem, valuesHint(filter, [...normalizedTexts.keys()]));
    log.notes.push({
      code: 'near-name',
      message: `${problem}; assuming ${names.join(', ')}`,
      refs: assumed.map(refOf),
    });
  }
  if (exact?.note) log.notes.push(exact.note);
  if (exact) log.requestedRefs.push(...refs);
  return exactMatches(positionsOf(dataset, filter, [...texts, ...refs]));
};

const isIndexedRef = ({ refTypes }: Filter, text: string): boolean => refTypes.includes(splitRef(text)[0]);

/** The records that the index of a filter refers to. */
const indexedEntries = (dataset: Dataset, filter: Filter): readonly Entry[] =>
  findEntries(
    dataset,
    [...dataset.filterIndex(filter.name).keys()].filter((text) => isIndexedRef(filter, text)),
  );

/** Refs in the index of a filter whose record has a name that contains the words. */
const refsContaining = (dataset: Dataset, filter: Filter, words: string): readonly Ref[] => {
  if (words === '') return [];
  const entries = indexedEntries(dataset, filter);
  return entries.filter(({ keys }) => keys.some((key) => containsName(key, words))).map(refOf);
};

/** The closest text or word; undefined if several are equally close. */
const closestTextOrWord = (texts: Iterable<string>, query: string): string | undefined => {
  const candidates = new Set([...texts].flatMap((text) => [text, ...text.split(' ')]));
  const [closest, ...others] = closestNames(query, candidates);
  if (others.length > 0) return undefined;
  return closest;
};

const MAX_HINT_VALUES = 8;

const valuesHint = ({ name, values }: Filter, indexedTexts: readonly string[]): string => {
  if (indexedTexts.length === 0) return `no record has a ${name}`;
  const shown = values ?? indexedTexts.slice(0, MAX_HINT_VALUES);
  const listed = `there are ${shown.join(', ')}`;
  const moreCount = indexedTexts.length - shown.length;
  if (moreCount <= 0) return listed;
  return `${listed} and ${moreCount} more`;
};
