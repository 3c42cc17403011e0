import type { Dataset, Entry } from '../index/dataset.ts';
import { definedOnly } from '../model/defined-only.ts';
import { groupBy } from '../model/group-by.ts';
import { ownValue } from '../model/own.ts';
import { fromDotted, type Path, toDotted, valueAt } from '../model/pointer.ts';
import { asObject, asText, type JsonObject, refOf, type Ref } from '../model/record.ts';
import { compareText } from '../model/text.ts';
import { assertsAnything, readEvidence, type RawEvidence } from '../schema/assertions.ts';
import { fieldAt, type Schema, type RecordType } from '../schema/catalog.ts';
import { toRef } from '../schema/references.ts';
import { walkRecord } from '../schema/walk.ts';
import { findReferrers } from './find-referrers.ts';
import { formatQuantity, formatPlain } from './format-value.ts';

/** A dated event, or the start of a fact. */
export interface TimelineEvent {
  readonly date: string;
  /** Kind of event: signed, in force, regulation. */
  readonly what: string;
  readonly ref: Ref;
  /** Dotted path of the field with the date. */
  readonly field: string;
  /** Ref of the only actor, if not all parties acted. */
  readonly by?: Ref;
  /** Text of the fact. */
  readonly summary?: string;
  /** Dates according to other sources. */
  readonly otherwise?: readonly string[];
}

/** Collects the events of a record and of the included records that refer to it, earliest first. */
export const buildTimeline = (
  dataset: Dataset,
  entry: Entry,
  isIncluded: (candidate: Entry) => boolean,
): TimelineEvent[] => {
  const ownRef = refOf(entry);
  const referrers = findReferrers(dataset, ownRef).filter(({ ref }) => ref !== ownRef);
  const referringEvents = [...groupBy(referrers, ({ ref }) => [ref])].flatMap(([ref, references]) => {
    const referrer = dataset.find(ref);
    if (!referrer || !isIncluded(referrer)) return [];
    return collectEvents(
      dataset,
      referrer,
      references.map(({ path }) => fromDotted(path)),
    );
  });
  const ownEvents = isIncluded(entry) ? collectEvents(dataset, entry) : [];
  return [...ownEvents, ...referringEvents].sort(
    (a, b) => compareText(a.date, b.date) || compareText(a.ref, b.ref) || compareText(a.field, b.field),
  );
};

/**
 * Collects the dates of a record. `references` are the paths at which it refers to another record: if all of them are
 * in facts, only these facts count.
 */
export const collectEvents = (dataset: Dataset, entry: Entry, references?: readonly Path[]): TimelineEvent[] => {
  const type = dataset.catalog.type(entry.type);
  // Search logs and sources are no events; statistics cover many years.
  if (!type || !assertsAnything(type.schema) || type.schema['x-rows']) return [];
  const { data } = dataset.record(entry);
  const includesFieldDates = references?.some((path) => !isInFact(type.schema, path) && path[0] !== 'evidence') ?? true;
  const referringFacts = new Set(references?.filter((path) => isInFact(type.schema, path)).map(factPath));
  const isIncludedPath = (path: Path): boolean => {
    if (!references) return true;
    if (isInFact(type.schema, path)) return referringFacts.has(factPath(path));
    return includesFieldDates;
  };
  const events = new Map<string, TimelineEvent>();
  for (const { schema, value, path } of walkRecord(type.schema, data)) {
    if (schema.format !== 'edtf' || typeof value !== 'string') continue;
    if (!type.schema.properties?.[String(path[0])]?.['x-asserts'] || !isIncludedPath(path)) continue;
    const what = eventTitle(type, path);
    // `signed` and `history.signed.date` are the same event, so their details are merged.
    const key = `${what} ${value}`;
    const event = { date: value, what, ref: refOf(entry), field: toDotted(path) };
    events.set(key, { ...events.get(key), ...event, ...eventDetails(type, data, path) });
  }
  return [...events.values()];
};

/** True if a path is within a fact, rather than in a step or a field of the whole record. */
const isInFact = (schema: Schema, [field = '', slug]: Path): boolean =>
  slug !== undefined && typeof ownValue(schema.properties, String(field))?.additionalProperties === 'object';

const factPath = (path: Path): string => toDotted(path.slice(0, 2));

/** Title of a date: of the step, of the map of facts, or of the field. A field `date` gets the title of the type. */
const eventTitle = ({ schema, title }: RecordType, path: Path): string => {
  const [field = '', slug] = path;
  if (slug === undefined && field === 'date') return title;
  if (slug === undefined) return fieldAt(schema, path)?.title ?? String(field);
  if (!isInFact(schema, path)) return fieldAt(schema, [field, slug])?.title ?? String(field);
  const mapSchema = fieldAt(schema, [field]);
  const mapTitle = mapSchema?.title ?? String(field);
  if (!mapSchema?.propertyNames?.['x-ref']) return mapTitle;
  return `${mapTitle}, ${slug}`;
};

/** Details beside a date: actor, summary, and dates according to other sources. */
const eventDetails = ({ schema }: RecordType, data: JsonObject, path: Path): Partial<TimelineEvent> => {
  const parentPath = path.slice(0, -1);
  // The fields of the record itself are no details of a date.
  const siblings = parentPath.length === 0 ? {} : asObject(valueAt(data, parentPath));
  const [actor] = Object.entries(siblings).flatMap(([name, value]) => {
    const refType = fieldAt(schema, [...parentPath, name])?.['x-ref'];
    if (!refType || refType === '*' || typeof value !== 'string') return [];
    return [toRef(refType, value)];
  });
  const summary = formatSummary(siblings);
  const otherDates = new Set(readEvidence(data).flatMap((item) => dissentingDate(schema, path, item) ?? []));
  return definedOnly({
    by: actor,
    summary: summary || undefined,
    otherwise: otherDates.size > 0 ? [...otherDates] : undefined,
  });
};

/** The date that a passage states instead of the one at a path. */
const dissentingDate = (schema: Schema, path: Path, { supports: [field], says }: RawEvidence): string | undefined => {
  if (field === toDotted(path)) return asText(says);
  const stepPath = path.slice(0, -1);
  // A fact with another date may have changed; a step in a history has one date.
  if (stepPath.length === 0 || field !== toDotted(stepPath) || isInFact(schema, path)) return undefined;
  return asText(asObject(says)[String(path.at(-1))]);
};

const formatSummary = ({ summary, measure, ...figure }: JsonObject): string => {
  if (summary !== undefined || measure === undefined) return formatPlain(summary);
  return `${formatPlain(measure)}: ${formatQuantity(figure)}`;
};
