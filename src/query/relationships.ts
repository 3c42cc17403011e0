import type { Dataset, Entry } from '../dataset/dataset.ts';
import { definedOnly } from '../model/defined-only.ts';
import type { GraphEdge, Graph } from '../model/graph.ts';
import { groupBy } from '../model/group-by.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { asText, type JsonObject, refOf, textsIn, type Ref, type JsonValue } from '../model/record.ts';
import { compareText } from '../model/text.ts';
import { type Catalog, fieldAt, type Schema } from '../schema/catalog.ts';
import type { QueryMatch } from './filter.ts';
import { nameInLanguage } from './tabulate.ts';
import { type ValueFormat, displayName } from './format-value.ts';

/** A record that connects others, as an agreement connects its parties. */
export interface Relationship {
  readonly entry: Entry;
  /** Refs of the parties. */
  readonly partyRefs: readonly Ref[];
  /** Names of parties without a record. */
  readonly otherParties: readonly string[];
  /** Traits (`kind`, `binding`), null if unknown; `valid` if a day was given. */
  readonly traits: JsonObject;
}

/** The type of the records that relationships connect. */
export const partyType = ({ types }: Catalog): string | undefined =>
  types.map(({ schema }) => itemRefType(schema, schema['x-relationship']?.between ?? '')).find(Boolean);

/** The relationships among the matches, in their order. Skips types without `x-relationship`. */
export const findRelationships = (dataset: Dataset, matches: Iterable<QueryMatch>): Relationship[] => {
  const relationships: Relationship[] = [];
  for (const { entry, validity } of matches) {
    const schema = dataset.catalog.type(entry.type)?.schema ?? {};
    const rule = schema['x-relationship'];
    if (!rule) continue;
    const { data } = dataset.record(entry);
    const traits = rule.traits.map((trait) => [trait, valueAt(data, fromDotted(trait)) ?? null]);
    relationships.push({
      entry,
      partyRefs: textItems(data, rule.between).map((id) => `${itemRefType(schema, rule.between)}/${id}`),
      otherParties: textItems(data, rule.others ?? ''),
      traits: { ...Object.fromEntries(traits), ...definedOnly({ valid: validity?.valid }) },
    });
  }
  return relationships;
};

export const isBilateral = ({ partyRefs, otherParties }: Relationship): boolean =>
  partyRefs.length + otherParties.length === 2;

/** A party that shares relationships with a record. */
export interface Partner {
  /** Null if the partner has no record. */
  readonly ref: Ref | null;
  readonly name: string;
  readonly relationships: readonly Relationship[];
}

/** The partners of a record, most relationships first. */
export const findPartners = (wording: ValueFormat, ownRef: Ref, relationships: readonly Relationship[]): Partner[] => {
  const byPartner = groupBy(relationships, ({ partyRefs, otherParties }) => [
    ...partyRefs.filter((ref) => ref !== ownRef),
    ...otherParties,
  ]);
  return [...byPartner]
    .map(([partner, shared]) => ({
      ref: (wording.dataset.find(partner) && partner) ?? null,
      name: displayName(wording, partner),
      relationships: shared,
    }))
    .sort((a, b) => b.relationships.length - a.relationships.length || compareText(a.name, b.name));
};

/** Builds the graph of the parties, with an edge for each pair that shares relationships. Parties need a record. */
export const buildNetwork = (wording: ValueFormat, relationships: readonly Relationship[]): Graph => {
  const byParty = groupBy(relationships, ({ partyRefs }) => (partyRefs.length > 1 ? partyRefs : []));
  const nodes = [...byParty].map(([id, shared]) => ({
    id,
    label: displayName(wording, id),
    records: shared.length,
  }));
  const edges = [...groupBy(relationships, ({ partyRefs }) => pairKeys(partyRefs))].map(([key, shared]) => {
    const [from = '', to = ''] = JSON.parse(key) as string[];
    const traits = Object.keys(shared[0]?.traits ?? {}).map((trait) => [trait, countTraits(shared, trait)]);
    return {
      from,
      to,
      records: shared.length,
      refs: shared.map(({ entry }) => refOf(entry)),
      traits: Object.fromEntries(traits) as GraphEdge['traits'],
      ...dateRange(shared),
    };
  });
  return {
    nodes: nodes.sort((a, b) => compareText(a.id, b.id)),
    edges: edges.sort((a, b) => b.records - a.records || compareText(a.from, b.from) || compareText(a.to, b.to)),
  };
};

/** Keys of all pairs of parties, independent of their order. */
const pairKeys = (refs: readonly Ref[]): string[] =>
  refs.flatMap((from, index) => refs.slice(index + 1).map((to) => JSON.stringify([from, to].sort())));

/** Number of relationships for each value of a trait, most frequent first. */
export const countTraits = (relationships: readonly Relationship[], trait: string): { [value: string]: number } => {
  const counts = new Map<string, number>();
  for (const { traits } of relationships) {
    const value = formatTrait(traits[trait]);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a, countA], [b, countB]) => countB - countA || compareText(a, b)));
};

const formatTrait = (value: JsonValue | undefined): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return asText(value) ?? 'unknown';
};

/** The first and last date of some relationships; empty if none has a date. */
export const dateRange = (relationships: readonly Relationship[]): { first?: string; last?: string } => {
  const dates = relationships.flatMap(({ entry }) => entry.date ?? []).sort();
  return definedOnly({ first: dates[0], last: dates.at(-1) });
};

/** Converts a relationship for JSON output. */
export const toRelationshipData = ({ entry, traits }: Relationship, language: string | undefined): JsonObject => ({
  ref: refOf(entry),
  name: nameInLanguage(entry, language),
  date: entry.date ?? null,
  ...traits,
});

const textItems = (data: JsonObject, field: string): string[] => [
  ...new Set(textsIn(valueAt(data, fromDotted(field)))),
];

const itemRefType = (schema: Schema, field: string): string =>
  fieldAt(schema, fromDotted(field))?.items?.['x-ref'] ?? '';

/** Formats counts on one line: 2 mou, 1 treaty. */
export const formatCounts = (counts: { readonly [value: string]: number }): string =>
  Object.entries(counts)
    .map(([value, count]) => `${count} ${value}`)
    .join(', ');
