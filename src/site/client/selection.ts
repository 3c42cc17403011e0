import MiniSearch from 'minisearch';
import { type SiteFilter, siteFilters } from './data.ts';

/** State of the explorer, as the address has it. */
export type State = ReadonlyMap<string, string>;

/** The records of a selection, best or newest first, and the reason why a part of the state cannot be used. */
export interface SelectedRecords {
  readonly positions: readonly number[];
  readonly problem?: string;
}

const normalize = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

let nameIndex: MiniSearch | undefined;

const openNameIndex = (): MiniSearch => {
  if (nameIndex) return nameIndex;
  const { name, id } = window.MINERALS;
  nameIndex = new MiniSearch({ fields: ['name', 'otherNames'], processTerm: normalize });
  nameIndex.addAll(
    name.map((text, position) => ({
      id: position,
      name: `${text} ${id[position]}`,
      otherNames: window.MINERALS_NAMES?.[position] ?? '',
    })),
  );
  return nameIndex;
};

/** Length from which a word may have a typo; shorter ones are near too many others. */
const MIN_FUZZY_LENGTH = 5;

/** Records whose names have all words or words that begin with them, best first, then those that nearly have. */
const searchNames = (words: string): number[] => {
  const index = openNameIndex();
  const options = { combineWith: 'AND', prefix: true, boost: { name: 2 } } as const;
  const fuzzy = (term: string): number | false => (term.length < MIN_FUZZY_LENGTH ? false : 0.2);
  const found = [...index.search(words, options), ...index.search(words, { ...options, fuzzy })];
  return [...new Set(found.map(({ id }) => Number(id)))];
};

const recordsByFilter = new Map<string, Map<string, ReadonlySet<number>>>();

/** Records of a value of a filter; undefined if the filter has no such value. */
export const recordsWith = (name: string, value: string): ReadonlySet<number> | undefined => {
  const filter = siteFilters().find((candidate) => candidate.name === name);
  const known = recordsByFilter.get(name) ?? new Map<string, ReadonlySet<number>>();
  recordsByFilter.set(name, known);
  if (!known.has(value)) {
    const steps = findSteps(filter, value);
    if (!steps) return undefined;
    let position = -1;
    known.set(value, new Set(steps.map((step) => (position += step))));
  }
  return known.get(value);
};

const findSteps = (filter: SiteFilter | undefined, value: string): readonly number[] | undefined =>
  filter?.values.find((candidate) => candidate.value.toLowerCase() === value.toLowerCase())?.steps;

const DATE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;
/** Days that begin and end a period that is written as a year or a month. */
const firstDay = (date: string): string => `${date}-01-01`.slice(0, 10);
const lastDay = (date: string): string => `${date}-12-31`.slice(0, 10);

/** True if a record's date, which may be a year, a month or a period, overlaps the period. */
const isDatedWithin = (date: string, since: string | undefined, until: string | undefined): boolean => {
  if (date === '') return false;
  const [from = '', to = from] = date.split('/');
  return (
    (since === undefined || lastDay(to) >= firstDay(since)) && (until === undefined || firstDay(from) <= lastDay(until))
  );
};

/** Names of the parts of the state that are no filters. */
export const OWN_PARTS = ['view', 'words', 'type', 'since', 'until'];

/** True if the state needs the index of the filters. */
export const needsFilters = (state: State): boolean => [...state.keys()].some((name) => !OWN_PARTS.includes(name));

/** Finds the records that a state selects. */
export const select = (state: State): SelectedRecords => {
  const data = window.MINERALS;
  const words = state.get('words')?.trim() ?? '';
  const conditions: ((position: number) => boolean)[] = [];
  const [since, until] = [state.get('since'), state.get('until')];
  for (const date of [since, until])
    if (date !== undefined && !DATE.test(date))
      return { positions: [], problem: `"${date}" is not a date; write 2026, 2026-02 or 2026-02-04` };
  if (since !== undefined || until !== undefined)
    conditions.push((position) => isDatedWithin(data.date[position] ?? '', since, until));
  const types = state.get('type')?.split(',');
  if (types) conditions.push((position) => types.includes(data.typeNames[data.type[position] ?? 0] ?? ''));
  for (const [name, text] of state) {
    if (OWN_PARTS.includes(name)) continue;
    const sets: ReadonlySet<number>[] = [];
    for (const value of text.split(',')) {
      const records = recordsWith(name, value);
      if (!records) return { positions: [], problem: `no record has ${name} "${value}"` };
      sets.push(records);
    }
    conditions.push((position) => sets.some((records) => records.has(position)));
  }
  const candidates = words === '' ? data.id.map((_, position) => position) : searchNames(words);
  return { positions: candidates.filter((position) => conditions.every((isMet) => isMet(position))) };
};
