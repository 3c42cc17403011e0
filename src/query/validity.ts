import type { Dataset, Entry } from '../dataset/dataset.ts';
import { type DateInterval, parseDate } from '../model/date.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { type JsonObject, isJsonObject, refOf, type JsonValue } from '../model/record.ts';
import type { Schema } from '../schema/catalog.ts';

/** Whether something was so on a day, as far as the dates that are known tell. */
export type Validity = 'yes' | 'no' | 'unknown';

/** What stood on a day. */
export interface Standing {
  readonly valid: Validity;
  /** Of a record that has no time of its own: its facts, by their paths. */
  readonly facts?: { readonly [path: string]: Validity };
}

/**
 * Whether a record stood on a day, or on the days that a partial date may mean. A record of a type without beginning or
 * end stands by its facts: each from its date, undated ones perhaps. One that has neither never stands.
 */
export const validityOn = (dataset: Dataset, entry: Entry, day: DateInterval): Standing => {
  const schema = dataset.catalog.type(entry.type)?.schema ?? {};
  const { data } = dataset.record(entry);
  if (schema['x-valid']) return { valid: ofRecord(dataset, entry, schema['x-valid'], data, day) };
  const facts = Object.fromEntries([...factsValidOn(schema, data, day)].filter(([, held]) => held !== 'no'));
  const all = Object.values(facts);
  return { valid: all.includes('yes') ? 'yes' : all.length > 0 ? 'unknown' : 'no', facts };
};

type Rule = NonNullable<Schema['x-valid']>;

const ofRecord = (dataset: Dataset, entry: Entry, rule: Rule, data: JsonObject, day: DateInterval): Validity => {
  const from = beginning(rule, data);
  if (from === undefined && states(rule.before, data)) return 'no';
  const began = from === undefined ? 'unknown' : passed(from, day);
  const ended = end(dataset, entry, rule, data, day);
  if (began === 'no' || ended === 'yes') return 'no';
  return began === 'yes' && ended === 'no' ? 'yes' : 'unknown';
};

/** The first of the dates that mean a beginning. */
const beginning = (rule: Rule, data: JsonObject): DateInterval | undefined => {
  for (const path of rule.from) {
    const date = dateAt(data, path);
    if (date) return date;
  }
  return undefined;
};

/** Whether a record had ended: by any of its ends, by what took its place, or at a time that nobody tells. */
const end = (dataset: Dataset, entry: Entry, rule: Rule, data: JsonObject, day: DateInterval): Validity => {
  const until = (rule.until ?? []).flatMap((path) => {
    const date = dateAt(data, path);
    return date ? [date] : [];
  });
  const successors = rule.succeeded === undefined ? [] : successorsOf(dataset, entry, rule.succeeded, rule);
  const ends = new Set([...until, ...successors].map((date) => (date === undefined ? 'unknown' : passed(date, day))));
  if (ends.has('yes')) return 'yes';
  return ends.has('unknown') || (until.length === 0 && states(rule.after, data)) ? 'unknown' : 'no';
};

/** When each record that names this one as what it succeeds began. */
const successorsOf = (dataset: Dataset, entry: Entry, field: string, rule: Rule): (DateInterval | undefined)[] =>
  dataset
    .referrers(refOf(entry))
    .filter(({ path }) => path === field || path.startsWith(`${field}.`))
    .flatMap(({ ref }) => {
      const successor = dataset.find(ref);
      return successor?.type === entry.type ? [beginning(rule, dataset.record(successor).data)] : [];
    });

/** Whether a record says of itself one of the values that tell where in its life it is. */
const states = (values: Rule['before'], data: JsonObject): boolean =>
  Object.entries(values ?? {}).some(([field, all]) => all.some((value) => value === data[field]));

/** Each fact of a record's maps by its path, and whether it held. */
export const factsValidOn = function* (
  schema: Schema,
  data: JsonObject,
  day: DateInterval,
): Generator<[string, Validity]> {
  for (const [field, { additionalProperties }] of Object.entries(schema.properties ?? {})) {
    const fact = typeof additionalProperties === 'object' ? additionalProperties : {};
    const date = Object.entries(fact.properties ?? {}).find(([, part]) => part['x-fact-date'])?.[0];
    const facts = data[field];
    if (date === undefined || !isJsonObject(facts)) continue;
    for (const [slug, each] of Object.entries(facts)) {
      const from = isJsonObject(each) ? intervalIn(each[date]) : undefined;
      yield [`${field}.${slug}`, from === undefined ? 'unknown' : passed(from, day)];
    }
  }
};

/** Whether a date was past, or was that very day. */
const passed = (date: DateInterval, day: DateInterval): Validity =>
  date.to <= day.from ? 'yes' : date.from > day.to ? 'no' : 'unknown';

const dateAt = (data: JsonObject, path: string): DateInterval | undefined =>
  intervalIn(valueAt(data, fromDotted(path)));

const intervalIn = (value: JsonValue | undefined): DateInterval | undefined =>
  typeof value === 'string' ? parseDate(value) : undefined;
