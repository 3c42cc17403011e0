import type { Dataset, Entry } from '../dataset/dataset.ts';
import { type DateInterval, parseDate, isAfter, overlaps } from '../model/date.ts';
import { groupBy } from '../model/group-by.ts';
import { fromDotted, type Path, valueAt } from '../model/pointer.ts';
import { type JsonObject, isJsonObject, isList, refOf, type Ref, type JsonValue } from '../model/record.ts';
import { isPathPrefix, evidenceItemsOf, type RawEvidence } from '../schema/assertions.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import { type EvidenceItem, toEvidenceItem } from './evidence.ts';

/** What sources may differ about. */
export const CONFLICT_KINDS = ['value', 'date', 'status', 'form', 'party', 'scope'] as const;

/** One of the values that stand against each other. */
export interface ConflictSide {
  readonly value: JsonValue;
  /** Whether it is the value that the record gives. */
  readonly recorded: boolean;
  /** Whether all its sources were published after all sources of the other sides. */
  readonly later: boolean;
  readonly evidence: readonly EvidenceItem[];
}

/** A field about which sources disagree; the side that the record gives comes first. */
export interface Conflict {
  readonly ref: Ref;
  readonly field: string;
  readonly kind: string;
  readonly sides: readonly ConflictSide[];
}

/** Where the sources of a record disagree, in the order of its evidence; and how often they speak of different dates only. */
export const findConflicts = (dataset: Dataset, entry: Entry): { conflicts: Conflict[]; changes: number } => {
  const schema = dataset.catalog.type(entry.type)?.schema ?? {};
  const { data } = dataset.record(entry);
  const raw = evidenceItemsOf(data);
  const disputed = groupBy(
    raw.filter(({ says, supports }) => says !== undefined && supports.length === 1),
    ({ supports }) => supports,
  );
  const conflicts: Conflict[] = [];
  let changes = 0;
  for (const [field, all] of disputed) {
    const path = fromDotted(field);
    const own = valueAt(data, path) ?? null;
    const against = all.filter(({ says }) => !isChange(fieldAt(schema, path), own, says));
    changes += all.length - against.length;
    if (against.length === 0) continue;
    const agreeing = raw.filter(
      ({ says, supports }) =>
        says === undefined && supports.some((each) => isPathPrefix(each, field) || isPathPrefix(field, each)),
    );
    conflicts.push({
      ref: refOf(entry),
      field,
      kind: kindOf(schema, path, own, against[0]?.says),
      sides: sidesOf(dataset, own, agreeing, against),
    });
  }
  return { conflicts, changes };
};

const sidesOf = (
  dataset: Dataset,
  own: JsonValue,
  agreeing: readonly RawEvidence[],
  against: readonly RawEvidence[],
): ConflictSide[] => {
  const other = groupBy(against, ({ says }) => [JSON.stringify(says)]);
  const sides = [
    { value: own, recorded: true, passages: agreeing },
    ...[...other.values()].map((passages) => ({ value: passages[0]?.says ?? null, recorded: false, passages })),
  ].map(({ passages, ...side }) => ({ ...side, evidence: passages.map((each) => toEvidenceItem(dataset, each)) }));
  return sides.map((side) => ({
    value: side.value,
    recorded: side.recorded,
    later: isLater(
      side.evidence,
      sides.flatMap((each) => (each === side ? [] : each.evidence)),
    ),
    evidence: side.evidence,
  }));
};

/** Whether some sources all came out after some others; what is undated tells nothing. */
const isLater = (evidence: readonly EvidenceItem[], others: readonly EvidenceItem[]): boolean => {
  const published = (passages: readonly EvidenceItem[]): (DateInterval | undefined)[] =>
    passages.map((each) => (each.published === undefined ? undefined : parseDate(each.published)));
  const [own, their] = [published(evidence), published(others)];
  return (
    own.length > 0 &&
    their.length > 0 &&
    own.every((one) => their.every((other) => one !== undefined && other !== undefined && isAfter(one, other)))
  );
};

/** Whether two facts hold at different dates: then the world changed, and nobody contradicts. */
const isChange = (schema: Schema | undefined, own: JsonValue, says: JsonValue | undefined): boolean => {
  const date = Object.entries(schema?.properties ?? {}).find(([, field]) => field['x-fact-date'])?.[0];
  if (date === undefined || !isJsonObject(own) || !isJsonObject(says)) return false;
  const [one, other] = [own[date], says[date]].map((each) => (typeof each === 'string' ? parseDate(each) : undefined));
  return one !== undefined && other !== undefined && !overlaps(one, other);
};

/** What a conflict is about: as the nearest schema around says, else by the form of the values. */
const kindOf = (schema: Schema, path: Path, own: JsonValue, says: JsonValue | undefined): string => {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const named = fieldAt(schema, path.slice(0, depth))?.['x-conflict'];
    if (named !== undefined) return named;
  }
  return kindOfValue(fieldAt(schema, path), own, says);
};

const kindOfValue = (schema: Schema | undefined, own: JsonValue | undefined, says: JsonValue | undefined): string => {
  if (schema?.['x-conflict']) return schema['x-conflict'];
  if (schema?.format === 'edtf') return 'date';
  if (isList(own) || isList(says)) return 'scope';
  if (!isJsonObject(says)) return 'value';
  const before: JsonObject = isJsonObject(own) ? own : {};
  const kinds = new Set(
    Object.keys({ ...before, ...says })
      .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(says[key]))
      .map((key) => kindOfValue(schema?.properties?.[key], before[key], says[key])),
  );
  const [only = 'value'] = kinds;
  return kinds.size === 1 ? only : 'value';
};
