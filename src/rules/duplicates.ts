import { fromDotted, toPointer, valueAt } from '../model/pointer.ts';
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
  const see = (subject: Subject, first: Map<string, Subject>, key: unknown, pointer: string, what: string): void => {
    const text = JSON.stringify(key);
    const same = first.get(text);
    if (!same) first.set(text, subject);
    else if (!twins.has(subject)) {
      const other = refOf({ type: same.type.name, id: same.id });
      const hint = 'merge the two records, or tell what sets them apart';
      twins.set(subject, [{ code: 'DUP001', pointer, message: `${other} has the same ${what}`, hint }]);
    }
  };
  const shared = sharedNames(subjects);
  const contents = new Map<string, Subject>();
  for (const subject of subjects) {
    const { type, data } = subject;
    for (const { paths, what, first } of identities.get(type) ?? []) {
      const values = paths.map((path) => valueAt(data, path));
      const given = paths[values.findIndex((value) => value !== undefined)];
      if (given) see(subject, first, values.map(normal), toPointer(given), what);
    }
    // Only what has the same name can have the same content.
    if (shared.has(nameOf(subject))) see(subject, contents, [type.name, data], '', 'content');
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

/** Fields that together tell records of a type apart, and the first record of each combination of their values. */
interface Identity {
  readonly paths: readonly string[][];
  readonly what: string;
  readonly first: Map<string, Subject>;
}

const identitiesOf = ({ schema }: Type): Identity[] =>
  (schema['x-identity'] ?? []).map((fields) => ({
    paths: fields.map(fromDotted),
    what: fields.join(', '),
    first: new Map(),
  }));

const ADDRESS = /^https?:\/\/(?:www\.)?/;

/** A value as it is compared: lists without order, texts without case, addresses without what does not change the page. */
const normal = (value: Value | undefined): Value => {
  if (value === undefined) return null;
  if (isList(value)) return value.map((item) => JSON.stringify(normal(item))).toSorted();
  if (typeof value !== 'string') return value;
  const text = value.trim().toLowerCase();
  return ADDRESS.test(text) ? text.replace(ADDRESS, '').replace(/#.*$/, '').replace(/\/$/, '') : text;
};
