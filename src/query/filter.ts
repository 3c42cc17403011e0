import type { Dataset, Entry } from '../dataset/dataset.ts';
import { type DateInterval, parseDate, overlaps } from '../model/date.ts';
import { UserError } from '../model/errors.ts';
import { refOf, type Ref } from '../model/record.ts';
import type { RecordType } from '../schema/catalog.ts';
import { type Filter, mayMatchFilter } from '../schema/filters.ts';
import { closestValues } from '../model/fuzzy.ts';
import { evaluateFilter, type MatchSet, type ResolutionLog, type Inferred } from './condition.ts';
import { parseDay, parsePeriod } from './date-range.ts';
import { normalizeQuery } from './resolve.ts';
import { collectEvents } from './timeline.ts';
import { type Standing, validityOn } from './validity.ts';

/** A record that matches, and what was inferred to say so. */
export interface QueryMatch {
  readonly entry: Entry;
  readonly inferred?: Inferred;
  /** Whether it stood on the day asked about, where a day was. */
  readonly standing?: Standing;
}

/** What `query` was asked: values by filter, each any of several. */
export interface QueryParams {
  readonly text?: string;
  readonly types?: readonly string[];
  readonly filters: ReadonlyMap<Filter, readonly string[]>;
  readonly since?: string;
  readonly until?: string;
  readonly validOn?: string;
}

export interface QueryAnswer {
  readonly matches: readonly QueryMatch[];
  /** The types that can have matches, of those asked for. */
  readonly types: readonly RecordType[];
  /** What names were taken to mean. */
  readonly guesses: readonly string[];
  /** The same, and what else bears on the answer. */
  readonly notes: readonly string[];
  /** What to say where nothing matches; why nothing can, the notes say. */
  readonly nothing: string;
  /** The records that the filters name. */
  readonly asked: readonly Ref[];
}

/** What is said where nothing is found, which does not mean that there is nothing. */
export const NO_MATCHES = 'none recorded';

/** The records that meet every condition of a question. Throws UserError where a value names nothing. */
export const runQuery = async (dataset: Dataset, question: QueryParams): Promise<QueryAnswer> => {
  const heard: ResolutionLog = { notes: [], asked: [] };
  const types = question.types?.map((name) => typeByName(dataset, name)) ?? dataset.catalog.types;
  const conditions: [name: string, found: MatchSet][] = [];
  for (const [by, values] of question.filters)
    conditions.push([by.name, await evaluateFilter(dataset, by, values, heard)]);
  const period = parsePeriod(question.since, question.until);
  const hasText = question.text === undefined ? undefined : await containing(dataset, question.text);
  const day = question.validOn === undefined ? undefined : parseDay(question.validOn, '--valid-on');
  const matches: QueryMatch[] = [];
  const undated: Entry[] = [];
  const names = new Set(types.map(({ name }) => name));
  for (const entry of candidates(dataset, conditions)) {
    if (!names.has(entry.type) || hasText?.(entry) === false) continue;
    const inferred = judge(conditions, entry);
    const standing = inferred && day ? validityOn(dataset, entry, day) : undefined;
    if (!inferred || standing?.valid === 'no') continue;
    if (period && !isWithin(period, entry.date)) {
      if (entry.date === undefined) undated.push(entry);
      continue;
    }
    matches.push({
      entry,
      ...(Object.keys(inferred).length > 0 ? { inferred } : {}),
      ...(standing ? { standing } : {}),
    });
  }
  const { able, unable } = ableOf(dataset, question, types);
  const missed = period ? leftOut(dataset, period, undated) : [];
  return {
    matches,
    types: able,
    guesses: heard.notes,
    notes: [...heard.notes, ...unable, ...missed],
    nothing: unable.length > 0 ? 'none' : NO_MATCHES,
    asked: heard.asked,
  };
};

/** The types that can meet every demand of a question, or all of those asked for where none can; and what to say of that. */
const ableOf = (
  { catalog }: Dataset,
  { filters, since, until, types: named }: QueryParams,
  types: readonly RecordType[],
): { readonly able: readonly RecordType[]; readonly unable: readonly string[] } => {
  const demands = [...filters.keys()].map((by) => ({
    what: by.name,
    meets: (type: RecordType) => mayMatchFilter(catalog, by, type),
  }));
  if (since !== undefined || until !== undefined)
    demands.push({ what: 'date', meets: ({ schema }) => schema['x-date'] !== undefined });
  const able = types.filter((type) => demands.every(({ meets }) => meets(type)));
  if (able.length > 0) return { able, unable: [] };
  const each = demands.filter(({ meets }) => !types.some(meets)).map((demand) => [demand]);
  const kinds = named ? types.map(({ title }) => title.toLowerCase()).join(' or ') : 'record';
  const unable = (each.length > 0 ? each : [demands]).map(
    (all) => `no ${kinds} has ${all.map(({ what }) => `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`).join(' and ')}`,
  );
  return { able: types, unable };
};

/** What to say of records that have no date of their own, though steps of theirs are dated in a period. */
const leftOut = (dataset: Dataset, period: DateInterval, undated: readonly Entry[]): string[] => {
  const refs = undated
    .filter(({ type }) => dataset.catalog.type(type)?.schema['x-date'] !== undefined)
    .filter((entry) => collectEvents(dataset, entry).some(({ date }) => isWithin(period, date)))
    .map(refOf);
  const [first] = refs;
  if (first === undefined) return [];
  const shown = refs.slice(0, SHOWN).join(', ') + (refs.length > SHOWN ? ` and ${refs.length - SHOWN} more` : '');
  const have =
    refs.length === 1 ? '1 record has no date of its own' : `${refs.length} records have no date of their own`;
  return [`${have}, but dated steps in that time: ${shown}; see minerals timeline ${first}`];
};

/** How many records a note names. */
const SHOWN = 8;

/** The records that may meet all conditions: those that meet the one which the fewest do. */
const candidates = (dataset: Dataset, conditions: readonly (readonly [string, MatchSet])[]): readonly Entry[] => {
  const [least] = conditions.map(([, found]) => found).toSorted((a, b) => a.size - b.size);
  return least
    ? [...least.keys()].toSorted((a, b) => a - b).flatMap((position) => dataset.entryAt(position) ?? [])
    : dataset.entries;
};

/** What had to be inferred for a record to meet all conditions, undefined where it does not. */
const judge = (
  conditions: readonly (readonly [name: string, found: MatchSet])[],
  { position }: Entry,
): Inferred | undefined => {
  const verdicts: [name: string, verdict: true | Inferred][] = [];
  for (const [name, found] of conditions) {
    const verdict = found.get(position);
    if (verdict === undefined) return undefined;
    verdicts.push([name, verdict]);
  }
  const inferred: { [filter: string]: string } = {};
  for (const [, verdict] of verdicts) if (verdict !== true) Object.assign(inferred, verdict);
  // What one filter infers under the name of another, a list of minerals, stands back behind what that says itself.
  for (const [name, verdict] of verdicts) {
    if (verdict === true) delete inferred[name];
    else if (verdict[name] !== undefined) inferred[name] = verdict[name];
  }
  return inferred;
};

/** The type that a person means, by its name or its folder's. */
export const typeByName = ({ catalog }: Dataset, name: string): RecordType => {
  const { types } = catalog;
  const found = catalog.typeByName(name);
  if (found) return found;
  const [near] = closestValues(
    name.toLowerCase(),
    types.flatMap((type) => [type.name, type.folder]),
    2,
  );
  throw new UserError(
    `there is no type "${name}"`,
    near ? `did you mean ${near}?` : `the types are ${types.map((type) => type.name).join(', ')}`,
  );
};

const isWithin = (period: DateInterval, date: string | undefined): boolean => {
  const days = date === undefined ? undefined : parseDate(date);
  return days !== undefined && overlaps(days, period);
};

/** Whether a text occurs in one of a record's: of a letter or two only as a word, for they occur in everything. */
const containing = async (dataset: Dataset, text: string): Promise<(entry: Entry) => boolean> => {
  const wanted = await normalizeQuery(text);
  if (wanted === '')
    throw new UserError(`"${text}" holds no letter or digit to look for`, 'give a word that must occur in the record');
  const word = new RegExp(`(?<![a-z0-9.])${wanted.replaceAll('.', '\\.')}(?![a-z0-9.])`);
  const holds = (line: string): boolean => line.includes(wanted) && (wanted.length > SHORT || word.test(line));
  const all = dataset.searchTexts();
  return ({ position }) => holds(all[position] ?? '');
};

/** Letters in a text that is looked for as a word only. */
const SHORT = 2;
