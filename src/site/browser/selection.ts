import MiniSearch from 'minisearch';
import type { RecordData, TypeData } from './data.ts';

/** A record of the selection. */
export interface SelectedRecord {
  readonly type: string;
  readonly record: RecordData;
  /** Codes of the places that it connects, and a dash for each other side. */
  readonly sides: readonly string[];
  /** Codes of the places that it concerns. */
  readonly places: readonly string[];
}

/** Names of the form's fields that are no filters. */
const OWN_FIELDS = new Set(['view', 'type', 'words', 'since', 'until', 'bilateral']);

/** The records that meet all conditions of the form, newest first. */
export const select = (
  types: readonly TypeData[],
  state: URLSearchParams,
  placeFilter: string,
): readonly SelectedRecord[] => {
  const filters = [...state].filter(([name]) => !OWN_FIELDS.has(name));
  const words = state.get('words') ?? '';
  const hits = words.trim() === '' ? undefined : searchNames(types, words);
  const period = [state.get('since') || '0000', state.get('until') || '9999'] as const;
  const hasPeriod = state.has('since') || state.has('until');
  const selected = types.flatMap((data): SelectedRecord[] => {
    const matches = filters.map(([name, value]) => positionsOf(data, name, value));
    const placesByIndex = invert(data, placeFilter);
    return data.records.flatMap((record, index) => {
      if (!matches.every((positions) => positions.has(index))) return [];
      if (hits?.has(`${data.type}/${record[0]}`) === false) return [];
      if (hasPeriod && !isInPeriod(record[2], period)) return [];
      const sides = data.sides[index] ?? '';
      return [
        {
          type: data.type,
          record,
          sides: sides === '' ? [] : sides.split(' '),
          places: placesByIndex.get(index) ?? [],
        },
      ];
    });
  });
  const score = ({ type, record }: SelectedRecord): number => hits?.get(`${type}/${record[0]}`) ?? 0;
  return selected.sort((a, b) => score(b) - score(a) || compareDates(b.record[2], a.record[2]));
};

const compareDates = (date = '', other = ''): number => {
  if (date === other) return 0;
  return date < other ? -1 : 1;
};

/** True if a partial date overlaps a period of years. */
const isInPeriod = (date: string | undefined, [since, until]: readonly [string, string]): boolean =>
  date !== undefined && date !== '' && date.slice(0, 4) >= since && date.slice(0, 4) <= until;

const positionsOf = ({ filters }: TypeData, filter: string, value: string): ReadonlySet<number> => {
  const values = filters[filter] ?? {};
  return new Set(Object.hasOwn(values, value) ? decodeGaps(values[value] ?? []) : []);
};

const decodeGaps = (gaps: readonly number[]): number[] => {
  let position = 0;
  return gaps.map((gap) => (position += gap));
};

const inverted = new WeakMap<TypeData, Map<number, string[]>>();

/** The values of a filter by record. */
const invert = (data: TypeData, filter: string): ReadonlyMap<number, readonly string[]> => {
  const known = inverted.get(data);
  if (known) return known;
  const valuesByIndex = new Map<number, string[]>();
  for (const [value, gaps] of Object.entries(data.filters[filter] ?? {}))
    for (const index of decodeGaps(gaps)) valuesByIndex.set(index, [...(valuesByIndex.get(index) ?? []), value]);
  inverted.set(data, valuesByIndex);
  return valuesByIndex;
};

const indexes = new WeakMap<TypeData, MiniSearch>();

/** Scores of the records whose names have words like these, by ref. Forgives typos in longer words. */
const searchNames = (types: readonly TypeData[], words: string): ReadonlyMap<string, number> => {
  const scores = new Map<string, number>();
  for (const data of types) {
    const index = indexes.get(data) ?? createIndex(data);
    indexes.set(data, index);
    for (const { id, score } of index.search(words)) scores.set(String(id), score);
  }
  return scores;
};

const createIndex = ({ type, records }: TypeData): MiniSearch => {
  const index = new MiniSearch({
    fields: ['name', 'words'],
    processTerm: (term) => fold(term),
    searchOptions: { combineWith: 'AND', prefix: true, fuzzy: (term) => (term.length < 4 ? false : 0.25) },
  });
  index.addAll(records.map(([id, name]) => ({ id: `${type}/${id}`, name, words: id.replaceAll('-', ' ') })));
  return index;
};

/** A text without capitals and accents. */
export const fold = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
