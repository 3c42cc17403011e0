import { ownValue } from '../model/own.ts';
import { asText, isJsonObject, isList, refOf, type DatasetRecord, type Ref, type JsonValue } from '../model/record.ts';
import { isPathPrefix, readEvidence, type RawEvidence } from '../schema/assertions.ts';

/** A changed field. `from` or `to` is null if the field is missing on that side. */
export interface FieldChange {
  /** Dotted path: `history.signed.date`. */
  readonly field: string;
  readonly from: JsonValue;
  readonly to: JsonValue;
  /** Items added to and removed from a list. Their order is ignored. */
  readonly added?: readonly JsonValue[];
  readonly removed?: readonly JsonValue[];
  /** Sources of the current value, or of the old one if it was removed. */
  readonly sources: readonly string[];
}

/** A passage that was added, removed, or replaced by another passage with the same source and fields. */
export interface EvidenceChange {
  readonly source: string;
  readonly supports: readonly string[];
}

/** A contradiction between a source and the record. */
export interface ConflictChange {
  readonly field: string;
  readonly source: string;
  readonly says: JsonValue;
}

/** Changes of a record between two versions of the dataset. */
export interface RecordChange {
  readonly ref: Ref;
  readonly name: string;
  readonly change: 'added' | 'withdrawn' | 'renamed' | 'changed';
  /** Previous ref of a renamed record. */
  readonly was?: Ref;
  readonly fields: readonly FieldChange[];
  readonly evidence: {
    readonly added: readonly EvidenceChange[];
    readonly removed: readonly EvidenceChange[];
    readonly changed: readonly EvidenceChange[];
  };
  readonly conflicts: { readonly opened: readonly ConflictChange[]; readonly settled: readonly ConflictChange[] };
}

/** Compares two versions of the dataset. Changes follow the order of the records, withdrawn ones last. */
export const diffRecords = (before: readonly DatasetRecord[], after: readonly DatasetRecord[]): RecordChange[] => {
  const beforeByRef = new Map(before.map((record) => [refOf(record), record]));
  const afterRefs = new Set(after.map(refOf));
  const missing = before.filter((record) => !afterRefs.has(refOf(record)));
  const missingByContent = new Map(missing.map((record) => [contentKey(record), record]));
  const renamed = new Set<DatasetRecord>();
  const changes = after.flatMap((record): RecordChange[] => {
    const ref = refOf(record);
    const previous = beforeByRef.get(ref);
    if (previous) return diffRecord(previous, record);
    const renamedFrom = missingByContent.get(contentKey(record));
    if (!renamedFrom || renamed.has(renamedFrom))
      return [{ ...NO_CHANGES, ref, name: recordName(record), change: 'added' }];
    renamed.add(renamedFrom);
    return [{ ...NO_CHANGES, ref, name: recordName(record), change: 'renamed', was: refOf(renamedFrom) }];
  });
  const withdrawn = missing
    .filter((record) => !renamed.has(record))
    .map((record): RecordChange => ({
      ...NO_CHANGES,
      ref: refOf(record),
      name: recordName(record),
      change: 'withdrawn',
    }));
  return [...changes, ...withdrawn];
};

const NO_CHANGES: Pick<RecordChange, 'fields' | 'evidence' | 'conflicts'> = {
  fields: [],
  evidence: { added: [], removed: [], changed: [] },
  conflicts: { opened: [], settled: [] },
};

const contentKey = ({ type, data }: DatasetRecord): string => JSON.stringify([type, data]);

const recordName = ({ id, data }: DatasetRecord): string => asText(data['name']) ?? id;

const diffRecord = (previous: DatasetRecord, current: DatasetRecord): RecordChange[] => {
  const [before, after] = [readEvidence(previous.data), readEvidence(current.data)];
  const { evidence: _, ...previousFields } = previous.data;
  const { evidence: __, ...currentFields } = current.data;
  const fields = findDifferences(previousFields, currentFields).map(({ path, ...difference }): FieldChange => {
    const field = path.join('.');
    const passages = difference.to === null ? before : after;
    return { field, ...difference, sources: supportingSources(passages, field) };
  });
  const [agreeingBefore, agreeingAfter] = [before, after].map((passages) =>
    passages.filter(({ says }) => says === undefined),
  );
  const [conflictsBefore, conflictsAfter] = [before, after].map(statedConflicts);
  const newPassages = subtractItems(agreeingAfter, agreeingBefore, ({ data }) => data).map(toEvidenceChange);
  const oldPassages = subtractItems(agreeingBefore, agreeingAfter, ({ data }) => data).map(toEvidenceChange);
  const added = subtractItems(newPassages, oldPassages);
  const evidence = {
    added,
    removed: subtractItems(oldPassages, newPassages),
    changed: subtractItems(newPassages, added),
  };
  const conflicts = {
    opened: subtractItems(conflictsAfter, conflictsBefore),
    settled: subtractItems(conflictsBefore, conflictsAfter),
  };
  const changeLists = [fields, ...Object.values(evidence), ...Object.values(conflicts)];
  if (changeLists.every((changes) => changes.length === 0)) return [];
  return [{ ref: refOf(current), name: recordName(current), change: 'changed', fields, evidence, conflicts }];
};

const supportingSources = (passages: readonly RawEvidence[], field: string): string[] => {
  const supporting = passages.filter(
    ({ says, supports }) => says === undefined && supports.some((supported) => isPathPrefix(supported, field)),
  );
  return [...new Set(supporting.map(({ source }) => source))];
};

const toEvidenceChange = ({ source, supports }: RawEvidence): EvidenceChange => ({ source, supports });

const statedConflicts = (passages: readonly RawEvidence[]): ConflictChange[] =>
  passages.flatMap(({ source, supports, says }) => {
    if (says === undefined) return [];
    return [{ field: supports.join(', '), source, says }];
  });

/** Items that occur more often in the first list than in the second, compared by their JSON content. */
const subtractItems = <Item>(
  items: readonly Item[] = [],
  others: readonly Item[] = [],
  contentOf: (item: Item) => unknown = (item) => item,
): Item[] => {
  const remaining = new Map<string, number>();
  const keyOfItem = (item: Item): string => JSON.stringify(contentOf(item));
  for (const item of others) remaining.set(keyOfItem(item), (remaining.get(keyOfItem(item)) ?? 0) + 1);
  return items.filter((item) => {
    const count = remaining.get(keyOfItem(item)) ?? 0;
    remaining.set(keyOfItem(item), count - 1);
    return count <= 0;
  });
};

interface Difference {
  readonly path: readonly string[];
  readonly from: JsonValue;
  readonly to: JsonValue;
  readonly added?: readonly JsonValue[];
  readonly removed?: readonly JsonValue[];
}

/** Finds differences of two values: maps key by key, lists as sets, other values as a whole. */
const findDifferences = (
  from: JsonValue | undefined,
  to: JsonValue | undefined,
  path: readonly string[] = [],
): Difference[] => {
  if (isJsonObject(from) && isJsonObject(to)) {
    const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
    return [...keys].flatMap((key) => findDifferences(ownValue(from, key), ownValue(to, key), [...path, key]));
  }
  if (isList(from) && isList(to)) {
    const [added, removed] = [subtractItems(to, from), subtractItems(from, to)];
    if (added.length + removed.length === 0) return [];
    return [{ path, from, to, added, removed }];
  }
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  return [{ path, from: from ?? null, to: to ?? null }];
};
