import { fromDotted, toPointer } from '../model/pointer.ts';
import { isJsonObject, isList, type Ref } from '../model/record.ts';
import { evidenceItemsOf } from '../schema/assertions.ts';
import { fieldAt } from '../schema/catalog.ts';
import { type RecordReference, findReferences as referencesOf } from '../schema/references.ts';
import type { CodedFinding, RuleSet, RuleContext, RecordUnderTest } from './rule.ts';
import { type Suggester, createSuggester } from './suggester.ts';

/** What a record names exists, and chains of records end. */
export const referenceRules: RuleSet = {
  rules: [
    {
      code: 'REF001',
      severity: 'error',
      summary: 'a reference to a record that does not exist',
      why: 'A question that follows it would lose what stands behind it.',
      remedy: 'Take the id that the hint names, or add the missing record.',
      example: {
        type: 'event',
        wrong: 'name: A meeting\ncountry: QQ\nevidence: [{source: npla-2026-02-24, supports: [country]}]\n',
        right: 'name: A meeting\ncountry: PE\nevidence: [{source: npla-2026-02-24, supports: [country]}]\n',
      },
    },
    {
      code: 'REF002',
      severity: 'error',
      summary: 'a chain of records that leads back to its beginning',
      why: 'Nothing succeeds itself or is part of itself.',
      remedy: 'Remove the reference that closes the circle.',
      example: {
        type: 'mineral',
        wrong: 'name: A mineral\npart_of: [example]\n',
        right: 'name: A mineral\npart_of: [rare-earths]\n',
      },
    },
  ],
  check: (library) => {
    const suggest = createSuggester(library);
    const order = new Map(library.subjects.map((subject, index) => [refOfSubject(subject), index]));
    return function* (subject): Iterable<CodedFinding> {
      const own = referencesOf(subject.type.schema, subject.data);
      for (const reference of contradicts(subject) ? [...own, ...contradicting(subject)] : own) {
        const { path, isKey, type, id, isOpen } = reference;
        const ref = `${type}/${id}`;
        const exists = library.find(ref) !== undefined;
        if (exists && (isOpen || type !== subject.type.name)) continue;
        const place = { pointer: toPointer(path), atKey: isKey };
        const field = path.filter((step) => typeof step === 'string').join('.');
        if (!exists) {
          const named = isOpen ? `"${type === '' ? id : ref}"` : `the ${type} "${id}"`;
          const message = `${field} names ${named}, which does not exist`;
          yield { code: 'REF001', ...place, message, hint: hintFor(library, suggest, reference) };
          continue;
        }
        const circle = path[0] === 'evidence' ? undefined : circleBack(library, subject, String(path[0]), ref);
        // Each circle is told once: of its last record.
        if (circle?.every((each) => (order.get(each) ?? 0) <= (order.get(refOfSubject(subject)) ?? 0)))
          yield {
            code: 'REF002',
            ...place,
            message: `${field} leads back to ${subject.id} itself`,
            hint: 'remove the reference that closes the circle',
          };
      }
    };
  },
};

const refOfSubject = ({ type, id }: RecordUnderTest): Ref => `${type.name}/${id}`;

/** Whether a source says otherwise: most records need not be looked at further. */
const contradicts = ({ data: { evidence } }: RecordUnderTest): boolean =>
  isList(evidence) && evidence.some((passage) => isJsonObject(passage) && passage['says'] !== undefined);

/** The references in what sources say otherwise. */
const contradicting = ({ type, data }: RecordUnderTest): RecordReference[] =>
  evidenceItemsOf(data).flatMap(({ supports: [field], says }, index) => {
    const schema = field === undefined ? undefined : fieldAt(type.schema, fromDotted(field));
    if (!schema || says === undefined) return [];
    return referencesOf(schema, says).map((each) => ({ ...each, path: ['evidence', index, 'says', ...each.path] }));
  });

const hintFor = ({ catalog, find }: RuleContext, suggest: Suggester, { type, id, isOpen }: RecordReference): string => {
  const known = catalog.type(type) ?? catalog.ofFolder(type);
  if (!known) return `there is no type "${type}"; the types are ${catalog.types.map(({ name }) => name).join(', ')}`;
  const near = suggest(type, id);
  if (near !== undefined) return `did you mean ${isOpen ? `${known.name}/` : ''}${near}?`;
  const elsewhere = catalog.types.find(({ name }) => find(`${name}/${id}`));
  return elsewhere
    ? `there is a ${elsewhere.name} of that id`
    : `add ${known.folder}/${id}.yaml, or see: minerals list ${known.name}`;
};

/** The records by which following one field from a record, through records of its type, comes back to where it began. */
const circleBack = (
  library: RuleContext,
  start: RecordUnderTest,
  field: string,
  from: Ref,
): readonly Ref[] | undefined => {
  const home = refOfSubject(start);
  const seen = new Set<Ref>();
  const open: (readonly Ref[])[] = [[from]];
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    const ref = way.at(-1) ?? from;
    if (ref === home) return way;
    const next = seen.has(ref) ? undefined : library.find(ref);
    seen.add(ref);
    if (next)
      for (const { path, type, id } of referencesOf(next.type.schema, next.data))
        if (path[0] === field && type === start.type.name) open.push([...way, `${type}/${id}`]);
  }
  return undefined;
};
