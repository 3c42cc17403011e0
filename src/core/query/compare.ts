import type { Dataset, Entry } from '../index/dataset.ts';
import type { DateInterval } from '../model/date.ts';
import { ownValue } from '../model/own.ts';
import { type JsonObject, isJsonObject, isList, refOf, type Ref, type JsonValue } from '../model/record.ts';
import { capitalize, compareText } from '../model/text.ts';
import type { Schema, RecordType } from '../schema/catalog.ts';
import { assertsAnything } from '../schema/assertions.ts';
import { findReferences, splitRef, toRef } from '../schema/references.ts';
import { dataWithDerivedEntries } from './derived-maps.ts';
import { findReferrers } from './find-referrers.ts';
import { followRefs } from './follow-refs.ts';
import { type ListOverlap, listOverlap } from './list-overlap.ts';
import { type Series, readSeries } from './series.ts';
import { byTypeAndDate } from './sort.ts';
import type { QueryMatch } from './filter.ts';
import { findPartners, findRelationships, involves, partyTypes } from './relationships.ts';
import { factsValidOn } from './validity.ts';
import {
  formatQuantity,
  formatFigure,
  isFigure,
  displayName,
  formatPlain,
  type ValueFormat,
  formatValue,
} from './format-value.ts';

/** One field of several records side by side; null for a record without a value. */
export interface Comparison {
  readonly field: string;
  readonly title: string;
  readonly values: readonly (JsonValue | null)[];
  /** The values formatted for people. */
  readonly texts: readonly string[];
  /** Listed records whose validity on that date is unknown. */
  readonly unknown?: readonly Ref[];
  /** Common and differing items, if the values are lists. */
  readonly lists?: ListOverlap;
  /** Formats an item of a list. */
  readonly formatItem?: (item: JsonValue) => string;
}

/** Limits of a comparison: the records that may be listed, and the records that facts should mention. */
export interface ComparisonScope {
  readonly matches: readonly QueryMatch[];
  readonly requestedRefs: readonly Ref[];
  /** Day given with --valid-on. */
  readonly day?: DateInterval | undefined;
}

/** Compares records of one type field by field: own values, referring records, partners and official figures. */
export const compareRecords = (
  wording: ValueFormat,
  type: RecordType,
  entries: readonly Entry[],
  scope: ComparisonScope,
): Comparison[] => {
  const { dataset } = wording;
  const records = entries.map((entry) => dropLaterFacts(type.schema, dataWithDerivedEntries(dataset, entry), scope));
  const fields = Object.entries(type.schema.properties ?? {}).filter(
    ([name, schema]) => !schema['x-name'] && !EXCLUDED_FIELDS.has(name),
  );
  const comparisons = [
    ...fields.map(([field, schema]) => compareField(wording, scope, field, schema, records)),
    ...dataset.catalog.types
      .filter(({ schema }) => assertsAnything(schema) && !schema['x-rows'])
      .map((referringType) => compareReferrers(wording, scope, referringType, entries)),
    comparePartners(wording, scope, entries),
    ...readSeries(dataset, scope.matches).map((series) => compareFigures(wording, series, entries.map(refOf))),
  ];
  return comparisons.filter(({ values }) => values.some((value) => value !== null));
};

/** Fields about the record rather than its subject; names are in the heading. */
const EXCLUDED_FIELDS = new Set(['type', 'id', 'evidence', 'note', 'checked', 'quote_missing']);

const compareField = (
  wording: ValueFormat,
  scope: ComparisonScope,
  field: string,
  schema: Schema,
  records: readonly JsonObject[],
): Comparison => {
  const values = records.map((data) => {
    const value = data[field] ?? null;
    if (!schema['x-fact-map'] || !isJsonObject(value)) return value;
    return relevantFacts(wording.dataset, scope, schema, value);
  });
  if (values.every(isPlainListOrNull))
    return compareLists(wording, field, schema, values, (item) => formatListItem(wording, schema.items, item));
  return {
    field,
    title: schema.title ?? field,
    values,
    texts: values.map((value) => formatFieldValue(wording, schema, value)),
  };
};

const isPlainListOrNull = (value: JsonValue): value is readonly JsonValue[] | null =>
  value === null || (isList(value) && !value.some(isJsonObject));

const formatFieldValue = (wording: ValueFormat, schema: Schema, value: JsonValue): string => {
  if (value === null) return '';
  if (schema['x-fact-map'] && isJsonObject(value)) return formatFacts(wording, schema, value);
  return formatValue(wording, schema, value);
};

/** Returns a record without the facts that began after the requested day. */
const dropLaterFacts = (schema: Schema, data: JsonObject, { day }: ComparisonScope): JsonObject => {
  if (!day) return data;
  const laterPaths = new Set(
    [...factsValidOn(schema, data, day)].filter(([, valid]) => valid === 'no').map(([path]) => path),
  );
  const fields = Object.entries(data).map(([field, value]): [string, JsonValue] => {
    if (!isJsonObject(value)) return [field, value];
    const facts = Object.entries(value).filter(([slug]) => !laterPaths.has(`${field}.${slug}`));
    return [field, Object.fromEntries(facts)];
  });
  return Object.fromEntries(fields);
};

/** Facts that mention a requested record or its group, or mention none; null if there are none. */
const relevantFacts = (
  dataset: Dataset,
  { requestedRefs }: ComparisonScope,
  schema: Schema,
  facts: JsonObject,
): JsonObject | null => {
  const relevantRefs = new Set(requestedRefs.flatMap((ref) => [ref, ...(dataset.find(ref)?.groups ?? [])]));
  const requestedTypes = new Set(requestedRefs.map((ref) => splitRef(ref)[0]));
  const relevant = Object.entries(facts).filter(([slug, fact]) => {
    const mentioned = [...findReferences(schema, { [slug]: fact })].filter(({ type }) => requestedTypes.has(type));
    return mentioned.length === 0 || mentioned.some(({ type, id }) => relevantRefs.has(`${type}/${id}`));
  });
  if (relevant.length === 0) return null;
  return Object.fromEntries(relevant);
};

const formatFacts = (wording: ValueFormat, schema: Schema, facts: JsonObject): string => {
  const keyType = schema.propertyNames?.['x-ref'];
  const texts = Object.entries(facts).map(([slug, fact]) => {
    const label = keyType
      ? displayName(wording, `${keyType}/${slug}`)
      : (ownValue(schema.properties, slug)?.title ?? '');
    return formatFact(wording, label, fact, keyType !== undefined);
  });
  return texts.join(keyType ? ', ' : ' • ');
};

const formatFact = (wording: ValueFormat, label: string, fact: JsonValue, isLabelEnough: boolean): string => {
  const join = (...parts: string[]): string => parts.filter(Boolean).join(': ');
  if (!isJsonObject(fact)) return join(label, formatPlain(fact));
  if (isFigure(fact)) return join(label || fact.measure, formatFigure(wording, fact));
  if (isLabelEnough) return label;
  return join(label, formatPlain(fact['summary'] ?? Object.values(fact)));
};

/** Formats an item of a list; a record by its name, without its id. */
const formatListItem = (wording: ValueFormat, schema: Schema | undefined, item: JsonValue): string => {
  const refType = schema?.['x-ref'];
  if (!refType || refType === '*') return formatValue(wording, schema, item);
  return displayName(wording, toRef(refType, formatPlain(item)));
};

const compareLists = (
  { dataset }: ValueFormat,
  field: string,
  schema: Schema,
  values: readonly (readonly JsonValue[] | null)[],
  formatItem: (item: JsonValue) => string,
): Comparison => {
  const lists = values.map((list) => list ?? []);
  const type = schema.items?.['x-ref'] ?? '';
  const groupIdsOf = (item: JsonValue): string[] =>
    [...followRefs([toRef(type, formatPlain(item))], (ref) => dataset.find(ref)?.groups ?? [])].map(
      (ref) => splitRef(ref)[1],
    );
  return {
    field,
    title: schema.title ?? field,
    values,
    texts: lists.map((list) => list.map(formatItem).join(', ')),
    lists: listOverlap(lists, groupIdsOf),
    formatItem,
  };
};

/**
 * Returns the later of two editions of the same thing: the one that succeeds the other, directly or through others, or
 * the newer one if the fields in `x-editions` are equal. Undefined if they are not editions of one thing.
 */
export const laterEdition = (dataset: Dataset, { schema }: RecordType, one: Entry, other: Entry): Entry | undefined => {
  const { succeeds: field = '', same: sameFields = [] } = schema['x-editions'] ?? {};
  if (succeeds(dataset, field, one, other)) return one;
  if (succeeds(dataset, field, other, one)) return other;
  const identityOf = (entry: Entry): string[] =>
    sameFields.map((name) => JSON.stringify(dataset.record(entry).data[name] ?? null));
  const [identity, otherIdentity] = [identityOf(one), identityOf(other)];
  if (identity.length === 0 || identity.includes('null')) return undefined;
  if (identity.some((value, index) => value !== otherIdentity[index])) return undefined;
  if ((one.date ?? '') > (other.date ?? '')) return one;
  return other;
};

/** True if `later` succeeds `earlier`, directly or through others. `visited` guards against cycles. */
const succeeds = (
  dataset: Dataset,
  field: string,
  later: Entry,
  earlier: Entry,
  visited = new Set<Entry>(),
): boolean => {
  const predecessors = dataset.record(later).data[field];
  visited.add(later);
  if (!isList(predecessors)) return false;
  return predecessors.some((id) => {
    const entry = dataset.find(`${later.type}/${formatPlain(id)}`);
    if (entry === undefined) return false;
    if (entry === earlier) return true;
    return !visited.has(entry) && succeeds(dataset, field, entry, earlier, visited);
  });
};

/** Matching records of one type that refer to each compared record, newest first. */
const compareReferrers = (
  wording: ValueFormat,
  { matches }: ComparisonScope,
  referringType: RecordType,
  entries: readonly Entry[],
): Comparison => {
  const { dataset } = wording;
  const matchByRef = new Map(
    matches.filter(({ entry }) => entry.type === referringType.name).map((match) => [refOf(match.entry), match]),
  );
  const compareEntries = byTypeAndDate(dataset);
  const values = entries.map((entry): Ref[] | null => {
    const referrerRefs = new Set(findReferrers(dataset, refOf(entry)).map(({ ref }) => ref));
    const listed = [...referrerRefs].flatMap((ref) => matchByRef.get(ref)?.entry ?? []).sort(compareEntries);
    if (listed.length === 0) return null;
    return listed.map(refOf);
  });
  const unknown = [...new Set(values.flatMap((refs) => refs ?? []))].filter(
    (ref) => matchByRef.get(ref)?.validity?.valid === 'unknown',
  );
  const comparison = {
    field: `referenced_by.${referringType.name}`,
    title: capitalize(referringType.folder.replaceAll('-', ' ')),
    values,
    texts: values.map((refs) => formatRefs(wording, refs ?? [])),
  };
  if (unknown.length === 0) return comparison;
  return { ...comparison, unknown };
};

/** Maximum number of names and of partners in a cell. */
const MAX_NAMES = 3;
const MAX_PARTNERS = 8;

/** The latest figure of each record in a series. */
const compareFigures = (
  wording: ValueFormat,
  { topicRef, tableRef, measures, basis, points }: Series,
  refs: readonly Ref[],
): Comparison => {
  const { unit: _, ...basisWithoutUnit } = basis;
  const labels = [...measures, ...Object.values(basisWithoutUnit).map(formatPlain)];
  const values = refs.map((ref): JsonObject | null => {
    const [latest] = points.filter(({ subject }) => subject === ref).toSorted((a, b) => compareText(b.date, a.date));
    if (!latest) return null;
    return { ...latest.row, at: latest.date, in: tableRef };
  });
  return {
    field: [topicRef, ...labels].join('.'),
    title: `${displayName(wording, topicRef)}: ${labels.join(', ')}`,
    values,
    texts: values.map((value) => (value === null ? '' : `${formatQuantity(value)} (${formatPlain(value['at'])})`)),
  };
};

/** Formats the number of records and the names of the first few; empty without records. */
const formatRefs = (wording: ValueFormat, refs: readonly Ref[]): string => {
  if (refs.length === 0) return '';
  const names = refs.slice(0, MAX_NAMES).map((ref) => displayName(wording, ref));
  if (refs.length > MAX_NAMES) names.push('…');
  return `${refs.length}: ${names.join(' • ')}`;
};

/** The code of a country, the name of an organisation. */
const shortName = ({ catalog }: Dataset, ref: Ref | null, name: string): string => {
  const [type, id] = splitRef(ref ?? '');
  return type === partyTypes(catalog)[0] ? id : name;
};

const comparePartners = (wording: ValueFormat, { matches }: ComparisonScope, entries: readonly Entry[]): Comparison => {
  const relationships = findRelationships(wording.dataset, matches);
  const partnerLists = entries.map((entry) => {
    const ownRef = refOf(entry);
    const partners = findPartners(
      wording,
      ownRef,
      relationships.filter((relationship) => involves(relationship, ownRef)),
    );
    return partners.map(({ ref, name, relationships: { length } }) => ({ ref, name, records: length }));
  });
  return {
    field: 'partners',
    title: 'Partners',
    values: partnerLists.map((partners) => (partners.length > 0 ? partners : null)),
    texts: partnerLists.map((partners) => {
      const texts = partners
        .slice(0, MAX_PARTNERS)
        .map(({ ref, name, records }) => `${shortName(wording.dataset, ref, name)} ${records}`);
      if (partners.length > MAX_PARTNERS) texts.push(`${partners.length - MAX_PARTNERS} more`);
      return texts.join(', ');
    }),
  };
};
