import { fromDotted, toPointer } from '../core/model/pointer.ts';
import { isJsonObject, isList, type Ref } from '../core/model/record.ts';
import { readEvidence } from '../core/schema/assertions.ts';
import { fieldAt } from '../core/schema/catalog.ts';
import { type RecordReference, findReferences } from '../core/schema/references.ts';
import type { CodedFinding, RuleSet, RuleContext, RecordUnderTest } from './rule.ts';
import { type SuggestId, createIdSuggester } from './suggester.ts';

/** References lead to existing records, and chains of references have no cycle. */
export const referenceRules: RuleSet = {
  rules: [
    {
      code: 'REF001',
      severity: 'error',
      summary: 'a reference to a record that does not exist',
      why: 'A query that follows the reference would miss the other record.',
      remedy: 'Use the id in the hint, or add the missing record.',
      example: {
        type: 'event',
        wrong:
          'name: A meeting\ncountry: QQ\nevidence: [{source: npla-2026-02-24, supports: [country], locator: {from: A passage}}]\n',
        right:
          'name: A meeting\ncountry: PE\nevidence: [{source: npla-2026-02-24, supports: [country], locator: {from: A passage}}]\n',
      },
    },
    {
      code: 'REF002',
      severity: 'error',
      summary: 'a chain of references that forms a cycle',
      why: 'No record succeeds itself or is part of itself.',
      remedy: 'Remove the reference that closes the cycle.',
      example: {
        type: 'mineral',
        wrong: 'name: A mineral\npart_of: [example]\n',
        right: 'name: A mineral\npart_of: [rare-earths]\n',
      },
    },
  ],
  createCheck: (context) => {
    const suggestId = createIdSuggester(context);
    const positions = new Map(context.records.map((record, index) => [refOfRecord(record), index]));
    return function* (record): Iterable<CodedFinding> {
      const ownRef = refOfRecord(record);
      const ownPosition = positions.get(ownRef) ?? 0;
      for (const reference of referencesOfRecord(record)) {
        const { path, isKey, type, id, allowsAnyType } = reference;
        const ref = `${type}/${id}`;
        const location = { pointer: toPointer(path), atKey: isKey };
        const field = path.filter((step) => typeof step === 'string').join('.');
        if (!context.findRecord(ref)) {
          const message = `${field} refers to ${describeTarget(reference)}, which does not exist`;
          const hint = referenceHint(context, suggestId, reference);
          yield { code: 'REF001', ...location, message, hint, cause: ref };
          continue;
        }
        if (allowsAnyType || type !== record.type.name || path[0] === 'evidence') continue;
        const cycle = findCycle(context, record, String(path[0]), ref);
        // Each cycle is reported once, at its last record.
        if (cycle?.every((member) => (positions.get(member) ?? 0) <= ownPosition))
          yield {
            code: 'REF002',
            ...location,
            message: `${field} leads back to ${record.id} itself`,
            hint: 'remove the reference that closes the cycle',
          };
      }
    };
  },
};

const refOfRecord = ({ type, id }: RecordUnderTest): Ref => `${type.name}/${id}`;

/** The references in a record's fields and in the differing values of its sources. */
const referencesOfRecord = (record: RecordUnderTest): readonly RecordReference[] => {
  const references = findReferences(record.type.schema, record.data);
  return hasDifferingValues(record) ? [...references, ...referencesInSays(record)] : references;
};

/** True if a source gives another value; most records have none, which saves a second search. */
const hasDifferingValues = ({ data: { evidence } }: RecordUnderTest): boolean =>
  isList(evidence) && evidence.some((passage) => isJsonObject(passage) && passage['says'] !== undefined);

const referencesInSays = ({ type, data }: RecordUnderTest): RecordReference[] =>
  readEvidence(data).flatMap(({ supports: [field], says }, index) => {
    const schema = field === undefined ? undefined : fieldAt(type.schema, fromDotted(field));
    if (!schema || says === undefined) return [];
    return findReferences(schema, says).map((reference) => ({
      ...reference,
      path: ['evidence', index, 'says', ...reference.path],
    }));
  });

const describeTarget = ({ type, id, allowsAnyType }: RecordReference): string => {
  if (!allowsAnyType) return `the ${type} "${id}"`;
  return type === '' ? `"${id}"` : `"${type}/${id}"`;
};

const referenceHint = (
  { catalog, findRecord, redirects }: RuleContext,
  suggestId: SuggestId,
  { type: typeName, id, allowsAnyType }: RecordReference,
): string => {
  const type = catalog.type(typeName) ?? catalog.typeByFolder(typeName);
  if (!type) return `there is no type "${typeName}"; the types are ${catalog.types.map(({ name }) => name).join(', ')}`;
  const redirect = redirects.get(`${typeName}/${id}`);
  if (redirect !== undefined) return findRecord(redirect) ? `it is now ${redirect}` : `it was withdrawn: ${redirect}`;
  const suggestedId = suggestId(typeName, id);
  if (suggestedId !== undefined)
    return allowsAnyType ? `did you mean ${type.name}/${suggestedId}?` : `did you mean ${suggestedId}?`;
  const otherType = catalog.types.find(({ name }) => findRecord(`${name}/${id}`));
  if (otherType) return `there is a ${otherType.name} with this id`;
  return `add ${type.folder}/${id}.yaml, or see: minerals list ${type.name}`;
};

/** The records on a path that follows one field through records of the same type back to its start, if there is one. */
const findCycle = (
  { findRecord }: RuleContext,
  start: RecordUnderTest,
  field: string,
  firstRef: Ref,
): readonly Ref[] | undefined => {
  const startRef = refOfRecord(start);
  const visited = new Set<Ref>();
  const openPaths: (readonly Ref[])[] = [[firstRef]];
  for (let refPath = openPaths.pop(); refPath !== undefined; refPath = openPaths.pop()) {
    const ref = refPath.at(-1) ?? firstRef;
    if (ref === startRef) return refPath;
    const record = visited.has(ref) ? undefined : findRecord(ref);
    visited.add(ref);
    if (!record) continue;
    for (const { path, type, id } of findReferences(record.type.schema, record.data))
      if (path[0] === field && type === start.type.name) openPaths.push([...refPath, `${type}/${id}`]);
  }
  return undefined;
};
