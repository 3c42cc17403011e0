import type { Dataset, Entry } from '../dataset/dataset.ts';
import type { GraphEdge, Graph } from '../model/graph.ts';
import { groupBy } from '../model/group-by.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { type JsonObject, isList, refOf, type Ref, type JsonValue } from '../model/record.ts';
import { type Catalog, fieldAt, type Schema } from '../schema/catalog.ts';
import type { QueryMatch } from './filter.ts';
import { nameInLanguage } from './tabulate.ts';
import { type ValueFormat, displayName } from './format-value.ts';

/** A record that ties others together, as an agreement ties its parties. */
export interface Relationship {
  readonly entry: Entry;
  /** Refs of those tied; the names of those that are no record. */
  readonly between: readonly Ref[];
  readonly others: readonly string[];
  /** What the tie is like (`kind`, `binding`), null where nobody tells; and whether it stood on the day asked about. */
  readonly traits: JsonObject;
}

/** The type of the records that are tied. */
export const partyType = ({ types }: Catalog): string | undefined =>
  types.map(({ schema }) => refTypeOf(schema, schema['x-relationship']?.between ?? '')).find(Boolean);

/** The ties among the records found, in their order; records of types that tie nothing are passed over. */
export const findRelationships = (dataset: Dataset, matches: Iterable<QueryMatch>): Relationship[] => {
  const ties: Relationship[] = [];
  for (const { entry, standing } of matches) {
    const schema = dataset.catalog.type(entry.type)?.schema ?? {};
    const rule = schema['x-relationship'];
    if (!rule) continue;
    const { data } = dataset.record(entry);
    ties.push({
      entry,
      between: textsAt(data, rule.between).map((id) => `${refTypeOf(schema, rule.between)}/${id}`),
      others: rule.others === undefined ? [] : textsAt(data, rule.others),
      traits: {
        ...Object.fromEntries(rule.traits.map((trait) => [trait, valueAt(data, fromDotted(trait)) ?? null])),
        ...(standing ? { valid: standing.valid } : {}),
      },
    });
  }
  return ties;
};

/** Whether a tie is between two only. */
export const isBilateral = ({ between, others }: Relationship): boolean => between.length + others.length === 2;

/** Somebody to whom a record is tied. */
export interface Partner {
  /** Null where the partner is no record. */
  readonly ref: Ref | null;
  readonly name: string;
  readonly ties: readonly Relationship[];
}

/** Those tied to a record, the most frequent first. */
export const findPartners = (wording: ValueFormat, own: Ref, ties: readonly Relationship[]): Partner[] => {
  const all = groupBy(ties, ({ between, others }) => [...between.filter((ref) => ref !== own), ...others]);
  return [...all]
    .map(([partner, shared]) => ({
      ref: wording.dataset.find(partner) ? partner : null,
      name: displayName(wording, partner),
      ties: shared,
    }))
    .sort((a, b) => b.ties.length - a.ties.length || (a.name < b.name ? -1 : 1));
};

/** The records tied, and for each two of them how many records tie them; what is no record is left out. */
export const buildNetwork = (wording: ValueFormat, ties: readonly Relationship[]): Graph => {
  const pairs = groupBy(ties, ({ between }) =>
    between.flatMap((from, at) => between.slice(at + 1).map((to) => JSON.stringify([from, to].sort()))),
  );
  const nodes = [...groupBy(ties, ({ between }) => (between.length > 1 ? between : []))].map(([id, all]) => ({
    id,
    label: displayName(wording, id),
    records: all.length,
  }));
  const edges = [...pairs].map(([pair, all]) => {
    const [from = '', to = ''] = JSON.parse(pair) as string[];
    const traits = Object.keys(all[0]?.traits ?? {}).map((trait) => [trait, countTraits(all, trait)]);
    return {
      from,
      to,
      records: all.length,
      refs: all.map(({ entry }) => refOf(entry)),
      traits: Object.fromEntries(traits) as GraphEdge['traits'],
      ...dateRange(all),
    };
  });
  const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return {
    nodes: nodes.sort((a, b) => byId(a.id, b.id)),
    edges: edges.sort((a, b) => b.records - a.records || byId(a.from, b.from) || byId(a.to, b.to)),
  };
};

/** How many ties there are of each value of a trait, the most frequent first. */
export const countTraits = (ties: readonly Relationship[], trait: string): { [value: string]: number } => {
  const counts = new Map<string, number>();
  for (const { traits } of ties) {
    const value = nameOfTrait(traits[trait]);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1)));
};

const nameOfTrait = (value: JsonValue | undefined): string =>
  value === true ? 'yes' : value === false ? 'no' : typeof value === 'string' ? value : 'unknown';

/** The first and the last date of some ties, where any is dated. */
export const dateRange = (ties: readonly Relationship[]): { first?: string; last?: string } => {
  const dates = ties.flatMap(({ entry }) => entry.date ?? []).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  return { ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }) };
};

/** A tie as scripts see it. */
export const toRelationshipData = ({ entry, traits }: Relationship, language: string | undefined): JsonObject => ({
  ref: refOf(entry),
  name: nameInLanguage(entry, language),
  date: entry.date ?? null,
  ...traits,
});

const textsAt = (data: JsonObject, field: string): string[] => {
  const value = valueAt(data, fromDotted(field));
  return isList(value) ? [...new Set(value.filter((item) => typeof item === 'string'))] : [];
};

const refTypeOf = (schema: Schema, field: string): string => fieldAt(schema, fromDotted(field))?.items?.['x-ref'] ?? '';

/** Counts in a line: 2 mou, 1 treaty. */
export const formatCounts = (counts: { readonly [value: string]: number }): string =>
  Object.entries(counts)
    .map(([value, count]) => `${count} ${value}`)
    .join(', ');
