import type { Dataset, Entry } from '../dataset/dataset.ts';
import { fromDotted, type Path, toDotted, valueAt } from '../model/pointer.ts';
import { type JsonObject, isJsonObject, refOf, type Ref } from '../model/record.ts';
import { assertsAnything, evidenceItemsOf } from '../schema/assertions.ts';
import { fieldAt, type Schema, type RecordType } from '../schema/catalog.ts';
import { walkRecord } from '../schema/walk.ts';
import { formatQuantity, formatPlain } from './format-value.ts';

/** Something that happened, or that holds since, on a date. */
export interface TimelineEvent {
  readonly date: string;
  /** What it was: signed, in force, regulation. */
  readonly what: string;
  readonly ref: Ref;
  /** The field that tells it, dotted. */
  readonly field: string;
  /** Who alone did it, where not all did: a ref. */
  readonly by?: Ref;
  /** What the fact says. */
  readonly summary?: string;
  /** The dates that other sources give. */
  readonly otherwise?: readonly string[];
}

/** What happened to a record and around it, the earliest first: its own dates, and those of the records told that name it. */
export const buildTimeline = (dataset: Dataset, entry: Entry, told: (other: Entry) => boolean): TimelineEvent[] => {
  const naming = new Map<Ref, Path[]>();
  for (const { ref, path } of dataset.referrers(refOf(entry)))
    naming.set(ref, [...(naming.get(ref) ?? []), fromDotted(path)]);
  naming.delete(refOf(entry));
  const around = [...naming].flatMap(([ref, paths]) => {
    const other = dataset.find(ref);
    return other && told(other) ? collectEvents(dataset, other, paths) : [];
  });
  return [...(told(entry) ? collectEvents(dataset, entry) : []), ...around].sort(
    (a, b) => order(a.date, b.date) || order(a.ref, b.ref) || order(a.field, b.field),
  );
};

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The dates of a record; of one that names another in certain places, only of those facts, unless all of it is about that. */
export const collectEvents = (dataset: Dataset, entry: Entry, naming?: readonly Path[]): TimelineEvent[] => {
  const type = dataset.catalog.type(entry.type);
  // Searches and sources happen to nobody; a table tells of many years at once.
  if (!type || !assertsAnything(type.schema) || type.schema['x-rows']) return [];
  const { data } = dataset.record(entry);
  const isWhole = naming?.some((path) => !isFact(type.schema, path) && path[0] !== 'evidence') ?? true;
  const facts = new Set(naming?.filter((path) => isFact(type.schema, path)).map(factAt));
  const found = new Map<string, TimelineEvent>();
  for (const { schema, value, path } of walkRecord(type.schema, data)) {
    if (
      schema.format !== 'edtf' ||
      typeof value !== 'string' ||
      !type.schema.properties?.[String(path[0])]?.['x-asserts']
    )
      continue;
    if (naming && !(isFact(type.schema, path) ? facts.has(factAt(path)) : isWhole)) continue;
    const what = titleOf(type, path);
    // `signed` and `history.signed.date` are the same happening: what either tells is told once.
    const key = `${what} ${value}`;
    const place = { date: value, what, ref: refOf(entry), field: toDotted(path) };
    found.set(key, { ...found.get(key), ...place, ...detailsOf(type, data, path) });
  }
  return [...found.values()];
};

/** Whether a place is within a fact of its own, rather than a step or a field of the whole record. */
const isFact = (schema: Schema, [field = '', slug]: Path): boolean =>
  slug !== undefined && typeof schema.properties?.[field]?.additionalProperties === 'object';

const factAt = (path: Path): string => toDotted(path.slice(0, 2));

/** What a date is the date of: a step by its own name, a fact by its map's, a field by its own; `date` is of the record. */
const titleOf = ({ schema, title }: RecordType, path: Path): string => {
  const [field = '', slug] = path;
  if (slug === undefined) return field === 'date' ? title : (fieldAt(schema, path)?.title ?? String(field));
  const of = fieldAt(schema, [field]);
  if (!isFact(schema, path)) return fieldAt(schema, [field, slug])?.title ?? String(field);
  return [of?.title ?? field, ...(of?.propertyNames?.['x-ref'] ? [slug] : [])].join(', ');
};

/** What stands beside a date: who, what, and who dates it otherwise. */
const detailsOf = ({ schema }: RecordType, data: JsonObject, path: Path): Partial<TimelineEvent> => {
  const around = path.slice(0, -1);
  const beside = around.length > 0 ? valueAt(data, around) : undefined;
  const by = Object.entries(isJsonObject(beside) ? beside : {}).flatMap(([name, value]) => {
    const ref = fieldAt(schema, [...around, name])?.['x-ref'];
    return ref && ref !== '*' && typeof value === 'string' ? [`${ref}/${value}`] : [];
  })[0];
  const summary = isJsonObject(beside) ? told(beside) : '';
  const otherwise = evidenceItemsOf(data).flatMap(({ supports: [field], says }) => {
    // A fact that others date otherwise may have changed; a step of a life has one date.
    const isStep = around.length > 0 && field === toDotted(around) && !isFact(schema, path);
    const date = field === toDotted(path) ? says : isStep && isJsonObject(says) ? says[String(path.at(-1))] : undefined;
    return typeof date === 'string' ? [date] : [];
  });
  return {
    ...(by === undefined ? {} : { by }),
    ...(summary === '' ? {} : { summary }),
    ...(otherwise.length > 0 ? { otherwise: [...new Set(otherwise)] } : {}),
  };
};

const told = ({ summary, measure, ...rest }: JsonObject): string =>
  summary === undefined && measure !== undefined
    ? `${formatPlain(measure)}: ${formatQuantity(rest)}`
    : formatPlain(summary);
