import type { Dataset, Entry } from '../index/dataset.ts';
import { definedItems, definedOnly } from '../model/defined-only.ts';
import type { GraphEdge, Graph } from '../model/graph.ts';
import { groupBy } from '../model/group-by.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { asText, type JsonObject, refOf, textsIn, type Ref, type JsonValue } from '../model/record.ts';
import { compareText } from '../model/text.ts';
import { type Catalog, fieldAt, type Schema } from '../schema/catalog.ts';
import { toRef } from '../schema/references.ts';
import type { QueryMatch } from './filter.ts';
import { nameInLanguage } from './row-fields.ts';
import { findEnd } from './validity.ts';
import { type ValueFormat, displayName } from './format-value.ts';

/** A record that connects others, as an agreement connects its parties. */
export interface Relationship {
  readonly entry: Entry;
  /** Refs of the parties: countries and organisations. */
  readonly partyRefs: readonly Ref[];
  /** Countries that are no party but the home of organisations that are, with these organisations. */
  readonly homes: ReadonlyMap<Ref, readonly Ref[]>;
  /** The parties, with the home in place of an organisation whose home is known. */
  readonly sides: readonly Ref[];
  /** Traits (`kind`, `binding`), null if unknown; `valid` if a day was given. */
  readonly traits: JsonObject;
}

/** The types of the parties: countries, then organisations. */
export const partyTypes = ({ types }: Catalog): readonly string[] => {
  const refTypes = types.flatMap(({ schema }) =>
    (schema['x-relationship']?.between ?? []).map((field) => itemRefType(schema, field)),
  );
  return [...new Set(refTypes)];
};

/** The relationships among the matches, in their order. Skips types without `x-relationship`. */
export const findRelationships = (dataset: Dataset, matches: Iterable<QueryMatch>): Relationship[] => {
  const homeOf = createHomeLookup(dataset);
  const relationships: Relationship[] = [];
  for (const { entry, validity } of matches) {
    const schema = dataset.catalog.type(entry.type)?.schema ?? {};
    const rule = schema['x-relationship'];
    if (!rule) continue;
    const { data } = dataset.record(entry);
    const traits = rule.traits.map((trait) => [trait, valueAt(data, fromDotted(trait)) ?? null]);
    const partyRefs = rule.between.flatMap((field) =>
      textItems(data, field).map((text) => toRef(itemRefType(schema, field), text)),
    );
    const byHome = groupBy(partyRefs, (ref): readonly Ref[] => [homeOf(ref) ?? []].flat());
    relationships.push({
      entry,
      partyRefs,
      homes: new Map([...byHome].filter(([home]) => !partyRefs.includes(home))),
      sides: [...new Set(partyRefs.map((ref) => homeOf(ref) ?? ref))],
      traits: { ...Object.fromEntries(traits), ...definedOnly({ valid: validity?.valid }) },
    });
  }
  return relationships;
};

/** Returns a function that reads the home of a party (`x-home`); undefined if it has none. */
const createHomeLookup = (dataset: Dataset): ((ref: Ref) => Ref | undefined) => {
  const homes = new Map<Ref, Ref | undefined>();
  const readHome = (ref: Ref): Ref | undefined => {
    const entry = dataset.find(ref);
    const fields = Object.entries(dataset.catalog.type(entry?.type ?? '')?.schema.properties ?? {});
    const [name = '', field] = fields.find(([, { 'x-home': isHome }]) => isHome) ?? [];
    const home = entry && field ? dataset.record(entry).data[name] : undefined;
    return typeof home === 'string' ? toRef(field?.['x-ref'] ?? '', home) : undefined;
  };
  return (ref) => {
    if (!homes.has(ref)) homes.set(ref, readHome(ref));
    return homes.get(ref);
  };
};

/** True if there are two sides. Several organisations of one country are one side. */
export const isBilateral = ({ sides }: Relationship): boolean => sides.length === 2;

/** True if a record is a party, or the home of an organisation that is one. */
export const involves = ({ partyRefs, homes }: Relationship, ref: Ref): boolean =>
  partyRefs.includes(ref) || homes.has(ref);

/** The organisations through which alone some countries are involved; empty if all of the countries are parties. */
export const organisationsBetween = ({ homes }: Relationship, refs: readonly Ref[]): readonly Ref[] =>
  refs.flatMap((ref) => homes.get(ref) ?? []);

/** Number of relationships that involve some countries only through organisations. */
export const countThrough = (relationships: readonly Relationship[], refs: readonly Ref[]): number =>
  relationships.filter((relationship) => organisationsBetween(relationship, refs).length > 0).length;

/** A party that shares relationships with a record. */
export interface Partner {
  /** Null if the partner has no record. */
  readonly ref: Ref | null;
  readonly name: string;
  readonly relationships: readonly Relationship[];
}

/**
 * The partners of a record, most bilateral relationships first: parties, and homes of organisations that are parties. Leaves out the
 * organisations at home in the record itself.
 */
export const findPartners = (wording: ValueFormat, ownRef: Ref, relationships: readonly Relationship[]): Partner[] => {
  const homeOf = createHomeLookup(wording.dataset);
  const isOwn = (ref: Ref): boolean => ref === ownRef || homeOf(ref) === ownRef || homeOf(ownRef) === ref;
  const byPartner = groupBy(relationships, ({ partyRefs, homes }) =>
    [...partyRefs, ...homes.keys()].filter((ref) => !isOwn(ref)),
  );
  return [...byPartner]
    .map(([partner, shared]) => ({
      ref: (wording.dataset.find(partner) && partner) ?? null,
      name: displayName(wording, partner),
      relationships: shared,
    }))
    .sort(
      (a, b) =>
        countBilateral(b) - countBilateral(a) ||
        b.relationships.length - a.relationships.length ||
        compareText(a.name, b.name),
    );
};

const countBilateral = ({ relationships }: Partner): number => relationships.filter(isBilateral).length;

/** Builds the graph of the sides, with an edge for each pair that shares relationships. */
export const buildNetwork = (wording: ValueFormat, relationships: readonly Relationship[]): Graph => {
  const bySide = groupBy(
    relationships.filter(({ sides }) => sides.length > 1),
    ({ sides }) => sides,
  );
  const nodes = [...bySide].map(([id, shared]) => ({
    id,
    label: displayName(wording, id),
    records: shared.length,
  }));
  const edges = [...groupBy(relationships, ({ sides }) => pairKeys(sides))].map(([key, shared]) => {
    const [from = '', to = ''] = JSON.parse(key) as string[];
    const traits = Object.keys(shared[0]?.traits ?? {}).map((trait) => [trait, countTraits(shared, trait)]);
    return {
      from,
      to,
      records: shared.length,
      through: countThrough(shared, [from, to]),
      refs: shared.map(({ entry }) => refOf(entry)),
      traits: Object.fromEntries(traits) as GraphEdge['traits'],
      ...dateRange(shared),
      ...definedOnly({ ended: lastEnd(wording.dataset, shared) }),
    };
  });
  return {
    nodes: nodes.sort((a, b) => compareText(a.id, b.id)),
    edges: edges.sort((a, b) => b.records - a.records || compareText(a.from, b.from) || compareText(a.to, b.to)),
  };
};

/** The date on which the last of some relationships ended; undefined unless all have. */
const lastEnd = (dataset: Dataset, relationships: readonly Relationship[]): string | undefined => {
  const ends = relationships.map(({ entry }) => findEnd(dataset, entry));
  if (ends.includes(undefined)) return undefined;
  return definedItems(ends).toSorted(compareText).at(-1);
};

/** Keys of all pairs of refs, independent of their order. */
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

/** Converts a relationship for JSON output; `through` lists the organisations that involve a country that is no party. */
export const toRelationshipData = (
  relationship: Relationship,
  refs: readonly Ref[],
  language: string | undefined,
): JsonObject => {
  const { entry, traits } = relationship;
  const through = organisationsBetween(relationship, refs);
  return {
    ref: refOf(entry),
    name: nameInLanguage(entry, language),
    date: entry.date ?? null,
    ...traits,
    ...definedOnly({ through: through.length > 0 ? through : undefined }),
  };
};

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
