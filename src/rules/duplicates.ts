import { fromDotted, valueAt } from '../model/pointer.ts';
import { isList, refOf, type Value } from '../model/record.ts';
import type { CodedFinding, Family, Library, Subject } from './rule.ts';

/** One thing is one record; by what things of a type are told apart, its schema says (`x-identity`). */
export const duplicates: Family = {
  rules: [
    {
      code: 'DUP001',
      severity: 'error',
      summary: 'two records that say the same',
      why: 'It would be counted twice, and mended once.',
      remedy: 'Merge the two into the older id, with the evidence of both.',
    },
  ],
  check: (library) => {
    const first = firstOfEach(library);
    return function* (subject): Iterable<CodedFinding> {
      const own = `${subject.type.name}/${subject.id}`;
      for (const { key, pointer, what } of identities(subject)) {
        const other = first.get(key);
        if (other === undefined || other === own) continue;
        yield {
          code: 'DUP001',
          pointer,
          message: `${other} has the same ${what}`,
          hint: `merge the two records, or tell what sets them apart`,
        };
        return;
      }
    };
  },
};

const firstOfEach = (library: Library): Map<string, string> => {
  const first = new Map<string, string>();
  for (const subject of library.subjects)
    for (const { key } of identities(subject))
      if (!first.has(key)) first.set(key, refOf({ type: subject.type.name, id: subject.id }));
  return first;
};

interface Identity {
  readonly key: string;
  readonly pointer: string;
  readonly what: string;
}

function* identities({ type, data }: Subject): Iterable<Identity> {
  for (const fields of type.schema['x-identity'] ?? []) {
    const values = fields.map((field) => normal(valueAt(data, fromDotted(field))));
    const field = fields.find((each) => valueAt(data, fromDotted(each)) !== undefined);
    if (field !== undefined)
      yield {
        key: JSON.stringify([type.name, fields, values]),
        pointer: `/${field.replaceAll('.', '/')}`,
        what: fields.join(', '),
      };
  }
  yield { key: JSON.stringify([type.name, data]), pointer: '', what: 'content' };
}

/** A value as it is compared: lists without order, texts without case, addresses without what does not change the page. */
const normal = (value: Value | undefined): Value => {
  if (value === undefined) return null;
  if (isList(value)) return value.map(normal).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'string') return value;
  return value
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/#.*$/, '')
    .replace(/\/$/, '')
    .trim();
};
