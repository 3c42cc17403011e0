import { toPointer } from '../model/pointer.ts';
import type { Ref } from '../model/record.ts';
import { nearest } from '../model/near.ts';
import { references as referencesOf } from '../schema/references.ts';
import type { CodedFinding, Family, Library, Subject } from './rule.ts';

/** What a record names exists, and chains of records end. */
export const references: Family = {
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
    const ids = new Map(
      library.catalog.types.map((type) => [
        type.name,
        library.subjects.filter((each) => each.type === type).map(({ id }) => id),
      ]),
    );
    return function* (subject): Iterable<CodedFinding> {
      for (const { path, isKey, type, id, isOpen } of referencesOf(subject.type.schema, subject.data)) {
        const exists = library.find(`${type}/${id}`) !== undefined;
        if (exists && (isOpen || type !== subject.type.name)) continue;
        const place = { pointer: toPointer(path), atKey: isKey };
        const field = path.filter((step) => typeof step === 'string').join('.');
        if (!exists)
          yield {
            code: 'REF001',
            ...place,
            message:
              `${field} names ${library.catalog.type(type) ? `the ${type}` : ''} "${id}", which does not exist`.replace(
                '  ',
                ' ',
              ),
            hint: hintFor(library, ids, type, id),
          };
        else if (leadsBack(library, subject, String(path[0]), `${type}/${id}`))
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

const hintFor = (library: Library, ids: ReadonlyMap<string, readonly string[]>, type: string, id: string): string => {
  const own = ids.get(type);
  if (!own)
    return `there is no type "${type}"; the types are ${library.catalog.types.map(({ name }) => name).join(', ')}`;
  // Codes of two letters are all near to one another.
  const [near] = id.length < 3 ? [] : nearest(id, own, Math.max(2, Math.floor(id.length / 4)));
  const elsewhere = library.catalog.types.find((each) => library.find(`${each.name}/${id}`));
  if (near) return `did you mean ${near}?`;
  return elsewhere
    ? `there is a ${elsewhere.name} of that id`
    : `add ${library.catalog.type(type)?.folder}/${id}.yaml, or see: minerals list ${type}`;
};

/** Whether following one field from a record, through records of its type, comes back to where it began. */
const leadsBack = (library: Library, start: Subject, field: string, from: Ref): boolean => {
  const home = `${start.type.name}/${start.id}`;
  const seen = new Set<Ref>();
  const open = [from];
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    if (ref === home) return true;
    const next = seen.has(ref) ? undefined : library.find(ref);
    seen.add(ref);
    if (next)
      for (const { path, type, id } of referencesOf(next.type.schema, next.data))
        if (path[0] === field && type === start.type.name) open.push(`${type}/${id}`);
  }
  return false;
};
