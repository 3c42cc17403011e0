import {
  isJsonObject,
  isList,
  refOf,
  type JsonObject,
  type DatasetRecord,
  type Ref,
  type JsonValue,
} from '../model/record.ts';
import { isPathPrefix, evidenceItemsOf, type RawEvidence } from '../schema/assertions.ts';

/** A field that says something else than before; where it is not there its value is null. */
export interface FieldChange {
  /** Dotted path: `history.signed.date`. */
  readonly field: string;
  readonly from: JsonValue;
  readonly to: JsonValue;
  /** Of a list: what came, and what went. Its order means nothing. */
  readonly added?: readonly JsonValue[];
  readonly removed?: readonly JsonValue[];
  /** The sources on which the value that stands now rests; for one that is gone, those that it rested on. */
  readonly sources: readonly string[];
}

/** A passage that came, went, or carries the same by other words of the source. */
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

/** What happened to a record between two states of the dataset. */
export interface RecordChange {
  readonly ref: Ref;
  readonly name: string;
  readonly change: 'added' | 'withdrawn' | 'renamed' | 'changed';
  /** Of a renamed record: what it was called. */
  readonly was?: Ref;
  readonly fields: readonly FieldChange[];
  readonly evidence: {
    readonly added: readonly EvidenceChange[];
    readonly removed: readonly EvidenceChange[];
    readonly changed: readonly EvidenceChange[];
  };
  readonly conflicts: { readonly opened: readonly ConflictChange[]; readonly settled: readonly ConflictChange[] };
}

/** What changed from one state of the dataset to another, in the order of the records given. */
export const diffRecords = (before: readonly DatasetRecord[], after: readonly DatasetRecord[]): RecordChange[] => {
  const old = new Map(before.map((record) => [refOf(record), record]));
  const now = new Map(after.map((record) => [refOf(record), record]));
  const gone = before.filter((record) => !now.has(refOf(record)));
  const byContent = new Map(gone.map((record) => [contentOf(record), record]));
  const renamed = new Set<DatasetRecord>();
  const told = after.flatMap((record): RecordChange[] => {
    const ref = refOf(record);
    const was = old.get(ref);
    if (was) return changed(was, record);
    const other = byContent.get(contentOf(record));
    if (!other || renamed.has(other)) return [{ ...NOTHING, ref, name: nameOf(record), change: 'added' }];
    renamed.add(other);
    return [{ ...NOTHING, ref, name: nameOf(record), change: 'renamed', was: refOf(other) }];
  });
  const withdrawn = gone
    .filter((record) => !renamed.has(record))
    .map((record): RecordChange => ({ ...NOTHING, ref: refOf(record), name: nameOf(record), change: 'withdrawn' }));
  return [...told, ...withdrawn];
};

const NOTHING: Pick<RecordChange, 'fields' | 'evidence' | 'conflicts'> = {
  fields: [],
  evidence: { added: [], removed: [], changed: [] },
  conflicts: { opened: [], settled: [] },
};

const contentOf = ({ type, data }: DatasetRecord): string => JSON.stringify([type, data]);

const nameOf = ({ id, data }: DatasetRecord): string => (typeof data['name'] === 'string' ? data['name'] : id);

const changed = (was: DatasetRecord, is: DatasetRecord): RecordChange[] => {
  const [before, after] = [evidenceItemsOf(was.data), evidenceItemsOf(is.data)];
  const { evidence: _, ...oldFields } = was.data;
  const { evidence: __, ...newFields } = is.data;
  const fields = differences(oldFields, newFields).map(({ path, ...each }): FieldChange => {
    const field = path.join('.');
    return { field, ...each, sources: carriers(each.to === null ? before : after, field) };
  });
  const [plainBefore, plainAfter] = [before, after].map((all) => all.filter(({ says }) => says === undefined));
  const [sayBefore, sayAfter] = [before, after].map(conflictsIn);
  const came = without(plainAfter, plainBefore, ({ data }) => data).map(passage);
  const went = without(plainBefore, plainAfter, ({ data }) => data).map(passage);
  const added = without(came, went);
  const evidence = { added, removed: without(went, came), changed: without(came, added) };
  const conflicts = { opened: without(sayAfter, sayBefore), settled: without(sayBefore, sayAfter) };
  const all = [fields, ...Object.values(evidence), ...Object.values(conflicts)];
  return all.every((each) => each.length === 0)
    ? []
    : [{ ref: refOf(is), name: nameOf(is), change: 'changed', fields, evidence, conflicts }];
};

const carriers = (passages: readonly RawEvidence[], field: string): string[] => [
  ...new Set(
    passages
      .filter(({ says, supports }) => says === undefined && supports.some((each) => isPathPrefix(each, field)))
      .map(({ source }) => source),
  ),
];

const passage = ({ source, supports }: RawEvidence): EvidenceChange => ({ source, supports });

const conflictsIn = (passages: readonly RawEvidence[]): ConflictChange[] =>
  passages.flatMap(({ source, supports, says }) =>
    says === undefined ? [] : [{ field: supports.join(', '), source, says }],
  );

/** The items of one list that the other does not have, compared by what they hold; of several equal ones each counts. */
const without = <T>(
  items: readonly T[] = [],
  others: readonly T[] = [],
  by: (item: T) => unknown = (item) => item,
): T[] => {
  const left = new Map<string, number>();
  const key = (item: T): string => JSON.stringify(by(item));
  for (const item of others) left.set(key(item), (left.get(key(item)) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(key(item)) ?? 0;
    left.set(key(item), count - 1);
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

/** Where two values differ: maps by their keys, lists as sets, everything else as a whole. */
const differences = (
  from: JsonValue | undefined,
  to: JsonValue | undefined,
  path: readonly string[] = [],
): Difference[] => {
  if (isJsonObject(from) && isJsonObject(to))
    return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) =>
      differences(own(from, key), own(to, key), [...path, key]),
    );
  if (isList(from) && isList(to)) {
    const [added, removed] = [without(to, from), without(from, to)];
    return added.length + removed.length === 0 ? [] : [{ path, from, to, added, removed }];
  }
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path, from: from ?? null, to: to ?? null }];
};

const own = (data: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(data, key) ? data[key] : undefined;
