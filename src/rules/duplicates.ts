import { fromDotted, toDotted, toPointer, valueAt } from '../model/pointer.ts';
import { isList, refOf, type Value } from '../model/record.ts';
import type { Type } from '../schema/catalog.ts';
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
    const twins = twinsIn(library);
    return (subject) => twins.get(subject) ?? [];
  },
};

/** The records that say the same as one before them. */
const twinsIn = ({ catalog, subjects }: Library): ReadonlyMap<Subject, readonly CodedFinding[]> => {
  const twins = new Map<Subject, readonly CodedFinding[]>();
  const identities = new Map(catalog.types.map((type) => [type, identitiesOf(type)]));
  const first = new Map<string, string>();
  const see = (subject: Subject, key: unknown, pointer: string, what: string): void => {
    const text = JSON.stringify(key);
    const other = first.get(text);
    if (other === undefined) first.set(text, refOf({ type: subject.type.name, id: subject.id }));
    else if (!twins.has(subject)) {
      const hint = 'merge the two records, or tell what sets them apart';
      twins.set(subject, [{ code: 'DUP001', pointer, message: `${other} has the same ${what}`, hint }]);
    }
  };
  const shared = sharedNames(subjects);
  for (const subject of subjects) {
    const { type, data } = subject;
    for (const fields of identities.get(type) ?? []) {
      const values = fields.map((path) => valueAt(data, path));
      const given = fields[values.findIndex((value) => value !== undefined)];
      const what = fields.map(toDotted).join(', ');
      if (given) see(subject, [type.name, what, values.map(normal)], toPointer(given), what);
    }
    // Only what has the same name can have the same content.
    if (shared.has(nameOf(subject))) see(subject, [type.name, data], '', 'content');
  }
  return twins;
};

const sharedNames = (subjects: readonly Subject[]): ReadonlySet<string> => {
  const names = new Set<string>();
  const shared = new Set<string>();
  for (const name of subjects.map(nameOf)) (names.has(name) ? shared : names).add(name);
  return shared;
};

const nameOf = ({ data: { name } }: Subject): string => (typeof name === 'string' ? name : '');

const identitiesOf = ({ schema }: Type): string[][][] =>
  (schema['x-identity'] ?? []).map((fields) => fields.map(fromDotted));

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
