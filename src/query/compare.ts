import type { Dataset, Entry } from '../dataset/dataset.ts';
import type { DateInterval } from '../model/date.ts';
import { type JsonObject, isJsonObject, isList, refOf, type Ref, type JsonValue } from '../model/record.ts';
import { capitalize } from '../model/text.ts';
import type { Schema, RecordType } from '../schema/catalog.ts';
import { assertsAnything } from '../schema/assertions.ts';
import { findReferences, splitRef } from '../schema/references.ts';
import { type ListOverlap, listOverlap } from './list-overlap.ts';
import { type Series, readSeries } from './series.ts';
import { byTypeAndDate } from './sort.ts';
import type { QueryMatch } from './filter.ts';
import { findPartners, findRelationships } from './relationships.ts';
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

/** One field of several records side by side; a null where a record says nothing. */
export interface Comparison {
  readonly field: string;
  readonly title: string;
  readonly values: readonly (JsonValue | null)[];
  /** The same for people. */
  readonly texts: readonly string[];
  /** Of the records that are listed, those of which nobody knows whether they stood on the day asked about. */
  readonly unknown?: readonly Ref[];
  /** Of lists: what they have in common. */
  readonly lists?: ListOverlap;
  /** Puts an item of a list into words. */
  readonly wordOf?: (item: JsonValue) => string;
}

/** What bears on a comparison: the records that may be told of, and the records that facts should be about. */
export interface ComparisonScope {
  readonly matches: readonly QueryMatch[];
  readonly asked: readonly Ref[];
  /** The day asked about. */
  readonly day?: DateInterval | undefined;
}

/** Records of one type, field by field: what they say, who names them, whom they are tied to, and what tables say of them. */
export const compareRecords = (
  wording: ValueFormat,
  type: RecordType,
  entries: readonly Entry[],
  scope: ComparisonScope,
): Comparison[] => {
  const { dataset } = wording;
  const all = entries.map((entry) => asOf(type.schema, dataset.record(entry).data, scope));
  const fields = Object.entries(type.schema.properties ?? {}).filter(
    ([name, schema]) => !schema['x-name'] && !UNCOMPARED.has(name),
  );
  return [
    ...fields.map(([field, schema]) => ofField(wording, scope, field, schema, all)),
    ...dataset.catalog.types
      .filter(({ schema }) => assertsAnything(schema) && !schema['x-rows'])
      .map((other) => ofReferrers(wording, scope, other, entries)),
    ofPartners(wording, scope, entries),
    ...readSeries(dataset, scope.matches).map((series) => ofSeries(wording, series, entries.map(refOf))),
  ].filter(({ values }) => values.some((value) => value !== null));
};

/** Fields that say nothing of the world; names are told in the heading. */
const UNCOMPARED = new Set(['type', 'id', 'evidence', 'note']);

const ofField = (
  wording: ValueFormat,
  scope: ComparisonScope,
  field: string,
  schema: Schema,
  all: readonly JsonObject[],
): Comparison => {
  const values = all.map((data) => {
    const value = data[field] ?? null;
    return schema['x-fact-map'] && isJsonObject(value) ? told(wording.dataset, scope, schema, value) : value;
  });
  const title = schema.title ?? field;
  if (values.every((value) => value === null || (isList(value) && !value.some(isJsonObject))))
    return ofLists(wording, field, schema, values as (readonly JsonValue[] | null)[], (item) =>
      itemName(wording, schema.items, item),
    );
  const word = (value: JsonValue): string =>
    schema['x-fact-map'] && isJsonObject(value) ? facts(wording, schema, value) : formatValue(wording, schema, value);
  return { field, title, values, texts: values.map((value) => (value === null ? '' : word(value))) };
};

/** A record without the facts that began after the day asked about. */
const asOf = (schema: Schema, data: JsonObject, { day }: ComparisonScope): JsonObject => {
  if (!day) return data;
  const later = new Set([...factsValidOn(schema, data, day)].flatMap(([path, held]) => (held === 'no' ? [path] : [])));
  const kept = (field: string, value: JsonValue): JsonValue =>
    isJsonObject(value)
      ? Object.fromEntries(Object.entries(value).filter(([slug]) => !later.has(`${field}.${slug}`)))
      : value;
  return Object.fromEntries(Object.entries(data).map(([field, value]) => [field, kept(field, value)]));
};

/** The facts of a map that are about what was asked or its group, or about no such thing; null where none is. */
const told = (dataset: Dataset, { asked }: ComparisonScope, schema: Schema, map: JsonObject): JsonObject | null => {
  const wanted = new Set(asked.flatMap((ref) => [ref, ...(dataset.find(ref)?.groups ?? [])]));
  const types = new Set(asked.map((ref) => splitRef(ref)[0]));
  const kept = Object.entries(map).filter(([slug, fact]) => {
    const named = [...findReferences(schema, { [slug]: fact })].filter(({ type }) => types.has(type));
    return named.length === 0 || named.some(({ type, id }) => wanted.has(`${type}/${id}`));
  });
  return kept.length > 0 ? Object.fromEntries(kept) : null;
};

const facts = (wording: ValueFormat, schema: Schema, map: JsonObject): string => {
  const key = schema.propertyNames?.['x-ref'];
  const each = Object.entries(map).map(([slug, fact]) => {
    const label = key ? displayName(wording, `${key}/${slug}`) : (schema.properties?.[slug]?.title ?? '');
    if (!isJsonObject(fact)) return [label, formatPlain(fact)];
    if (isFigure(fact)) return [label || fact.measure, formatFigure(wording, fact)];
    return [label, key ? '' : formatPlain(fact['summary'] ?? Object.values(fact))];
  });
  return each.map((parts) => parts.filter(Boolean).join(': ')).join(key ? ', ' : ' • ');
};

/** What an item of a list is called: a record by its name alone. */
const itemName = (wording: ValueFormat, schema: Schema | undefined, item: JsonValue): string => {
  const ref = schema?.['x-ref'];
  return ref && ref !== '*' ? displayName(wording, `${ref}/${formatPlain(item)}`) : formatValue(wording, schema, item);
};

const ofLists = (
  { dataset }: ValueFormat,
  field: string,
  schema: Schema,
  values: readonly (readonly JsonValue[] | null)[],
  wordOf: (item: JsonValue) => string,
): Comparison => {
  const lists = values.map((list) => list ?? []);
  const type = schema.items?.['x-ref'] ?? '';
  return {
    field,
    title: schema.title ?? field,
    values,
    texts: lists.map((list) => list.map(wordOf).join(', ')),
    lists: listOverlap(lists, (item) =>
      groupsOf(dataset, `${type}/${formatPlain(item)}`).map((ref) => splitRef(ref)[1]),
    ),
    wordOf,
  };
};

/** The groups of a record, and the groups of those. */
const groupsOf = (dataset: Dataset, ref: Ref): Ref[] => {
  const found = new Set<Ref>();
  const open = [ref];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const each of dataset.find(next)?.groups ?? [])
      if (!found.has(each)) {
        found.add(each);
        open.push(each);
      }
  return [...found];
};

/**
 * Which of two records is the later edition of the same: that which succeeds the other, directly or through others, or the
 * newer one of two that `x-editions` calls the same; undefined where they are no editions of one thing.
 */
export const latestOf = (dataset: Dataset, { schema }: RecordType, one: Entry, other: Entry): Entry | undefined => {
  const { succeeds: field = '', same = [] } = schema['x-editions'] ?? {};
  if (succeeds(dataset, field, one, other)) return one;
  if (succeeds(dataset, field, other, one)) return other;
  const told = [one, other].map((entry) =>
    same.map((each) => JSON.stringify(dataset.record(entry).data[each] ?? null)),
  );
  const [own = [], its = []] = told;
  if (own.length === 0 || own.includes('null') || own.some((value, at) => value !== its[at])) return undefined;
  return (one.date ?? '') > (other.date ?? '') ? one : other;
};

const succeeds = (dataset: Dataset, field: string, one: Entry, other: Entry, seen = new Set<Entry>()): boolean => {
  const before = dataset.record(one).data[field];
  seen.add(one);
  return (isList(before) ? before : []).some((id) => {
    const entry = dataset.find(`${one.type}/${formatPlain(id)}`);
    return (
      entry !== undefined && (entry === other || (!seen.has(entry) && succeeds(dataset, field, entry, other, seen)))
    );
  });
};

/** Who names each record, among those that may be told of, the newest first. */
const ofReferrers = (
  wording: ValueFormat,
  { matches }: ComparisonScope,
  other: RecordType,
  entries: readonly Entry[],
): Comparison => {
  const { dataset } = wording;
  const told = new Map(
    matches.filter(({ entry }) => entry.type === other.name).map((match) => [refOf(match.entry), match]),
  );
  const order = byTypeAndDate(dataset);
  const values = entries.map((entry): Ref[] | null => {
    const named = new Set(dataset.referrers(refOf(entry)).map(({ ref }) => ref));
    const found = [...named].flatMap((ref) => told.get(ref)?.entry ?? []).sort(order);
    return found.length > 0 ? found.map(refOf) : null;
  });
  const unknown = [...new Set(values.flatMap((refs) => refs ?? []))].filter(
    (ref) => told.get(ref)?.standing?.valid === 'unknown',
  );
  return {
    field: `referenced_by.${other.name}`,
    title: capitalize(other.folder.replaceAll('-', ' ')),
    values,
    texts: values.map((refs) => (refs === null ? '' : `${refs.length}: ${newest(wording, refs)}`)),
    ...(unknown.length > 0 ? { unknown } : {}),
  };
};

/** How many names a cell shows. */
const SHOWN = 3;
const PARTNERS = 8;

/** The last figure of each record in a series. */
const ofSeries = (
  wording: ValueFormat,
  { of, in: table, series, alike, points }: Series,
  own: readonly Ref[],
): Comparison => {
  const { unit: _, ...basis } = alike;
  const called = [...series, ...Object.values(basis).map(formatPlain)];
  const values = own.map((subject): JsonObject | null => {
    const last = points.filter((point) => point.subject === subject).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
    return last ? { ...last.row, at: last.at, in: table } : null;
  });
  return {
    field: [of, ...called].join('.'),
    title: `${displayName(wording, of)}: ${called.join(', ')}`,
    values,
    texts: values.map((value) => (value === null ? '' : `${formatQuantity(value)} (${formatPlain(value['at'])})`)),
  };
};

const newest = (wording: ValueFormat, refs: readonly Ref[]): string =>
  refs
    .slice(0, SHOWN)
    .map((ref) => displayName(wording, ref))
    .join(' • ') + (refs.length > SHOWN ? ' • …' : '');

const ofPartners = (wording: ValueFormat, { matches }: ComparisonScope, entries: readonly Entry[]): Comparison => {
  const ties = findRelationships(wording.dataset, matches);
  const all = entries.map((entry) => {
    const own = ties.filter(({ between }) => between.includes(refOf(entry)));
    return findPartners(wording, refOf(entry), own);
  });
  return {
    field: 'partners',
    title: 'Partners',
    values: all.map((partners) =>
      partners.length > 0 ? partners.map(({ ref, name, ties: { length } }) => ({ ref, name, records: length })) : null,
    ),
    texts: all.map((partners) =>
      partners
        .slice(0, PARTNERS)
        .map(({ ref, name, ties: { length } }) => `${ref ? splitRef(ref)[1] : name} ${length}`)
        .concat(partners.length > PARTNERS ? [`${partners.length - PARTNERS} more`] : [])
        .join(', '),
    ),
  };
};
