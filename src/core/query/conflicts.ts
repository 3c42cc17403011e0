import type { Dataset, Entry } from '../index/dataset.ts';
import { type DateInterval, parseDate, isAfter, overlaps } from '../model/date.ts';
import { groupBy } from '../model/group-by.ts';
import { ownValue } from '../model/own.ts';
import { fromDotted, type Path, valueAt } from '../model/pointer.ts';
import {
  asObject,
  asText,
  isJsonObject,
  isList,
  refOf,
  type JsonObject,
  type Ref,
  type JsonValue,
} from '../model/record.ts';
import { isPathPrefix, readEvidence, type RawEvidence } from '../schema/assertions.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import { type EvidenceItem, toEvidenceItem } from './evidence.ts';

/** Kinds of disagreement between sources. */
export const CONFLICT_KINDS = ['value', 'date', 'status', 'form', 'party', 'scope'] as const;

/** One of the contradicting values. */
export interface ConflictSide {
  readonly value: JsonValue;
  /** True for the value in the record. */
  readonly recorded: boolean;
  /** True if all its sources were published after all sources of the other sides. */
  readonly later: boolean;
  readonly evidence: readonly EvidenceItem[];
}

/** A field about which sources disagree. The side with the value in the record comes first. */
export interface Conflict {
  readonly ref: Ref;
  readonly field: string;
  readonly kind: string;
  readonly sides: readonly ConflictSide[];
}

/** A field with the passages that contradict its value, and the number of those that only hold at another date. */
interface Dissent {
  readonly field: string;
  readonly path: Path;
  readonly recordedValue: JsonValue;
  readonly contradicting: readonly RawEvidence[];
  readonly changes: number;
}

/** The fields of a record that passages say something else about, in the order of its evidence. */
const findDissent = (schema: Schema, data: JsonObject): Dissent[] => {
  const dissentByField = groupBy(
    readEvidence(data).filter(({ says, supports }) => says !== undefined && supports.length === 1),
    ({ supports }) => supports,
  );
  return [...dissentByField].map(([field, dissent]) => {
    const path = fromDotted(field);
    const recordedValue = valueAt(data, path) ?? null;
    const contradicting = dissent.filter(({ says }) => !isChange(fieldAt(schema, path), recordedValue, says));
    return { field, path, recordedValue, contradicting, changes: dissent.length - contradicting.length };
  });
};

/** The fields of a record about which sources disagree. */
export const findDisputedFields = (dataset: Dataset, entry: Entry): string[] =>
  findDissent(dataset.catalog.type(entry.type)?.schema ?? {}, dataset.record(entry).data)
    .filter(({ contradicting }) => contradicting.length > 0)
    .map(({ field }) => field);

/** Finds the conflicts of a record, in the order of its evidence, and counts values that only hold at other dates. */
export const findConflicts = (dataset: Dataset, entry: Entry): { conflicts: Conflict[]; changes: number } => {
  const schema = dataset.catalog.type(entry.type)?.schema ?? {};
  const { data } = dataset.record(entry);
  const conflicts: Conflict[] = [];
  let changes = 0;
  for (const { field, path, recordedValue, contradicting, changes: changesOfField } of findDissent(schema, data)) {
    changes += changesOfField;
    if (contradicting.length === 0) continue;
    const agreeing = readEvidence(data).filter(
      ({ says, supports }) =>
        says === undefined &&
        supports.some((supported) => isPathPrefix(supported, field) || isPathPrefix(field, supported)),
    );
    conflicts.push({
      ref: refOf(entry),
      field,
      kind: conflictKind(schema, path, recordedValue, contradicting[0]?.says),
      sides: conflictSides(dataset, recordedValue, agreeing, contradicting),
    });
  }
  return { conflicts, changes };
};

const conflictSides = (
  dataset: Dataset,
  recordedValue: JsonValue,
  agreeing: readonly RawEvidence[],
  contradicting: readonly RawEvidence[],
): ConflictSide[] => {
  const otherSides = [...groupBy(contradicting, ({ says }) => [JSON.stringify(says)]).values()];
  const sides = [
    { value: recordedValue, recorded: true, passages: agreeing },
    ...otherSides.map((passages) => ({ value: passages[0]?.says ?? null, recorded: false, passages })),
  ].map(({ value, recorded, passages }) => ({
    value,
    recorded,
    evidence: passages.map((passage) => toEvidenceItem(dataset, passage)),
  }));
  return sides.map((side) => {
    const otherEvidence = sides.filter((other) => other !== side).flatMap(({ evidence }) => evidence);
    const { value, recorded, evidence } = side;
    return { value, recorded, later: isPublishedLater(evidence, otherEvidence), evidence };
  });
};

/** True if all passages were published after all the others. An unknown date makes it false. */
const isPublishedLater = (evidence: readonly EvidenceItem[], others: readonly EvidenceItem[]): boolean => {
  const [dates, otherDates] = [publicationDates(evidence), publicationDates(others)];
  if (dates.length === 0 || otherDates.length === 0) return false;
  return dates.every((date) =>
    otherDates.every((other) => date !== undefined && other !== undefined && isAfter(date, other)),
  );
};

const publicationDates = (evidence: readonly EvidenceItem[]): (DateInterval | undefined)[] =>
  evidence.map(({ published }) => parseDate(published ?? ''));

/** True if the values hold at different dates: a change, not a conflict. */
const isChange = (schema: Schema | undefined, recorded: JsonValue, says: JsonValue | undefined): boolean => {
  const dateField = Object.entries(schema?.properties ?? {}).find(([, field]) => field['x-fact-date'])?.[0];
  if (dateField === undefined || !isJsonObject(recorded) || !isJsonObject(says)) return false;
  const [date, otherDate] = [recorded[dateField], says[dateField]].map((value) => parseDate(asText(value) ?? ''));
  return date !== undefined && otherDate !== undefined && !overlaps(date, otherDate);
};

/** Kind of a conflict: from the nearest schema with `x-conflict`, else from the values. */
const conflictKind = (schema: Schema, path: Path, recorded: JsonValue, says: JsonValue | undefined): string => {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const kind = fieldAt(schema, path.slice(0, depth))?.['x-conflict'];
    if (kind !== undefined) return kind;
  }
  return kindFromValues(fieldAt(schema, path), recorded, says);
};

const kindFromValues = (
  schema: Schema | undefined,
  recorded: JsonValue | undefined,
  says: JsonValue | undefined,
): string => {
  if (schema?.['x-conflict']) return schema['x-conflict'];
  if (schema?.format === 'edtf') return 'date';
  if (isList(recorded) || isList(says)) return 'scope';
  if (!isJsonObject(says)) return 'value';
  const recordedParts = asObject(recorded);
  const kinds = new Set(
    Object.keys({ ...recordedParts, ...says })
      .map((key) => ({ key, one: ownValue(recordedParts, key), other: ownValue(says, key) }))
      .filter(({ one, other }) => JSON.stringify(one) !== JSON.stringify(other))
      .map(({ key, one, other }) => kindFromValues(ownValue(schema?.properties, key), one, other)),
  );
  const [onlyKind = 'value'] = kinds;
  return kinds.size === 1 ? onlyKind : 'value';
};
