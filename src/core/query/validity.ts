import type { Dataset, Entry } from '../index/dataset.ts';
import { type DateInterval, parseDate } from '../model/date.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { asObject, asText, type JsonObject, isJsonObject, refOf, type JsonValue } from '../model/record.ts';
import type { Schema } from '../schema/catalog.ts';

/** Validity on a day; unknown if the known dates do not decide it. */
export type Validity = 'yes' | 'no' | 'unknown';

export interface RecordValidity {
  readonly valid: Validity;
  /** Validity of the facts by path, for types without start and end. */
  readonly facts?: { readonly [path: string]: Validity };
}

/**
 * Determines if a record is valid on a day or on one of the days of a partial date. If a type has no start or end, a
 * record is valid if one of its facts is. Undated facts are unknown; without facts it is never valid.
 */
export const validityOn = (dataset: Dataset, entry: Entry, day: DateInterval): RecordValidity => {
  const schema = dataset.catalog.type(entry.type)?.schema ?? {};
  const { data } = dataset.record(entry);
  if (schema['x-valid']) return { valid: recordValidity(dataset, entry, schema['x-valid'], data, day) };
  const facts = Object.fromEntries([...factsValidOn(schema, data, day)].filter(([, valid]) => valid !== 'no'));
  const factValues = Object.values(facts);
  if (factValues.includes('yes')) return { valid: 'yes', facts };
  return { valid: factValues.length > 0 ? 'unknown' : 'no', facts };
};

/** The date on which a record ended, by an end date or a successor; undefined if it is not known to have ended. */
export const findEnd = (dataset: Dataset, entry: Entry): string | undefined => {
  const rule = dataset.catalog.type(entry.type)?.schema['x-valid'];
  if (!rule) return undefined;
  const { data } = dataset.record(entry);
  const endDates = (rule.until ?? []).flatMap((path) => dateAt(data, path) ?? []);
  const successorDates = successorStarts(dataset, entry, rule).flatMap((date) => date ?? []);
  return [...endDates, ...successorDates].map(({ to }) => to).sort()[0];
};

type ValidityRule = NonNullable<Schema['x-valid']>;

const recordValidity = (
  dataset: Dataset,
  entry: Entry,
  rule: ValidityRule,
  data: JsonObject,
  day: DateInterval,
): Validity => {
  const startDate = startOf(rule, data);
  if (startDate === undefined && hasStatus(rule.before, data)) return 'no';
  const hasStarted = isReached(startDate, day);
  const hasEnded = hasEndedBy(dataset, entry, rule, data, day);
  if (hasStarted === 'no' || hasEnded === 'yes') return 'no';
  return hasStarted === 'yes' && hasEnded === 'no' ? 'yes' : 'unknown';
};

/** The first known start date. */
const startOf = (rule: ValidityRule, data: JsonObject): DateInterval | undefined => {
  for (const path of rule.from) {
    const date = dateAt(data, path);
    if (date) return date;
  }
  return undefined;
};

/** Determines if a record had ended: by an end date, by a successor, or at an unknown date. */
const hasEndedBy = (
  dataset: Dataset,
  entry: Entry,
  rule: ValidityRule,
  data: JsonObject,
  day: DateInterval,
): Validity => {
  const endDates = (rule.until ?? []).flatMap((path) => dateAt(data, path) ?? []);
  const successorDates = successorStarts(dataset, entry, rule);
  const ends = new Set([...endDates, ...successorDates].map((date) => isReached(date, day)));
  if (ends.has('yes')) return 'yes';
  const isEndUndated = endDates.length === 0 && hasStatus(rule.after, data);
  return ends.has('unknown') || isEndUndated ? 'unknown' : 'no';
};

/** Start dates of the records that succeed this one; undefined for those without a date. */
const successorStarts = (dataset: Dataset, entry: Entry, rule: ValidityRule): (DateInterval | undefined)[] => {
  const { succeeded: field } = rule;
  if (field === undefined) return [];
  return dataset
    .referrers(refOf(entry))
    .filter(({ path }) => path === field || path.startsWith(`${field}.`))
    .flatMap(({ ref }) => {
      const successor = dataset.find(ref);
      if (successor?.type !== entry.type) return [];
      return [startOf(rule, dataset.record(successor).data)];
    });
};

/** True if a field of the record has one of the listed values. */
const hasStatus = (valuesByField: ValidityRule['before'], data: JsonObject): boolean =>
  Object.entries(valuesByField ?? {}).some(([field, values]) => values.some((value) => value === data[field]));

/** The validity of each fact in the record's maps, by path. */
export const factsValidOn = function* (
  schema: Schema,
  data: JsonObject,
  day: DateInterval,
): Generator<[string, Validity]> {
  for (const [field, { additionalProperties }] of Object.entries(schema.properties ?? {})) {
    if (typeof additionalProperties !== 'object') continue;
    const factSchema = additionalProperties;
    const dateField = Object.entries(factSchema.properties ?? {}).find(([, part]) => part['x-fact-date'])?.[0];
    const facts = data[field];
    if (dateField === undefined || !isJsonObject(facts)) continue;
    for (const [slug, fact] of Object.entries(facts)) {
      yield [`${field}.${slug}`, isReached(toInterval(asObject(fact)[dateField]), day)];
    }
  }
};

/** Determines if a date is on or before a day; unknown if the intervals overlap or there is no date. */
const isReached = (date: DateInterval | undefined, day: DateInterval): Validity => {
  if (date === undefined) return 'unknown';
  if (date.to <= day.from) return 'yes';
  return date.from > day.to ? 'no' : 'unknown';
};

const dateAt = (data: JsonObject, path: string): DateInterval | undefined =>
  toInterval(valueAt(data, fromDotted(path)));

const toInterval = (value: JsonValue | undefined): DateInterval | undefined => parseDate(asText(value) ?? '');
