import { fromDotted, toPointer, valueAt } from '../model/pointer.ts';
import { isJsonObject, isList, refOf, type JsonValue } from '../model/record.ts';
import { canonicalJson } from '../schema/canonical.ts';
import type { RecordType } from '../schema/catalog.ts';
import type { CodedFinding, RuleSet, RuleContext, RecordUnderTest } from './rule.ts';

const TABLE = 'name: A table\nmineral: lithium\nedition: "2026"\n';
const CITED = 'evidence: [{source: npla-2026-02-24, supports: [mineral, edition, rows]}]\n';

/** One thing is one record; by what things of a type are told apart, its schema says (`x-identity`). */
export const duplicateRules: RuleSet = {
  rules: [
    {
      code: 'DUP001',
      severity: 'error',
      summary: 'two records that say the same',
      why: 'It would be counted twice, and mended once.',
      remedy: 'Merge the two into the older id, with the evidence of both.',
    },
    {
      code: 'DUP002',
      severity: 'warning',
      summary: 'two records that are alike',
      why: 'They may be one thing, told by two people in different words.',
      remedy: 'Read both: merge them, or let a field tell what sets them apart.',
    },
    {
      code: 'DUP003',
      severity: 'error',
      summary: 'two items for the same thing',
      why: 'Only one of the two can be right, and a sum would count both.',
      remedy: 'Remove one, or write what sets them apart.',
      example: {
        type: 'statistic',
        wrong: `${TABLE}rows:\n  - {country: PE, measure: production, year: "2025", value: 1, unit: t}\n  - {country: PE, measure: production, year: "2025", value: 2, unit: t}\n${CITED}`,
        right: `${TABLE}rows:\n  - {country: PE, measure: production, year: "2024", value: 1, unit: t}\n  - {country: PE, measure: production, year: "2025", value: 2, unit: t}\n${CITED}`,
      },
    },
  ],
  check: (library) => {
    const twins = twinsIn(library);
    const lists = new Map(library.catalog.types.map((type) => [type, listsOf(type)]));
    return function* (subject) {
      yield* twins.get(subject) ?? [];
      for (const { name, distinct, apart } of lists.get(subject.type) ?? []) {
        const items = subject.data[name];
        if (!isList(items)) continue;
        if (distinct) yield* repeatedItems(items, name, distinct);
        if (apart !== undefined) yield* sharedItems(items, name, subject.data[apart], apart);
      }
    };
  },
};

/** The records that say the same as one before them, or nearly. */
const twinsIn = ({ catalog, subjects }: RuleContext): ReadonlyMap<RecordUnderTest, readonly CodedFinding[]> => {
  const twins = new Map<RecordUnderTest, readonly CodedFinding[]>();
  const identities = new Map(catalog.types.map((type) => [type, identitiesOf(type)]));
  const see = (subject: RecordUnderTest, { first, code, what }: Seen, key: unknown, pointer: string): void => {
    const text = JSON.stringify(key);
    const same = first.get(text);
    if (!same) first.set(text, subject);
    else if (!twins.has(subject)) {
      const other = refOf({ type: same.type.name, id: same.id });
      const hint = 'merge the two records, or tell what sets them apart';
      const message = `${other} has the same ${what}`;
      twins.set(subject, [{ code, pointer, ...(pointer === '' ? { place: null } : { atKey: true }), message, hint }]);
    }
  };
  const shared = sharedNames(subjects);
  const contents: Seen = { first: new Map(), code: 'DUP001', what: 'content' };
  for (const subject of subjects) {
    const { type, data } = subject;
    // Only what has the same name can have the same content.
    if (shared.has(nameOf(subject))) see(subject, contents, [type.name, canonicalJson(data, type.schema)], '');
    const values = new Map<string, JsonValue>();
    const valueOf = (name: string): JsonValue => {
      const value = values.get(name) ?? normal(valueAt(data, fromDotted(name)));
      values.set(name, value);
      return value;
    };
    for (const { fields, seen } of identities.get(type) ?? []) {
      const given = fields.find((field) => valueOf(field) !== null);
      if (given !== undefined) see(subject, seen, fields.map(valueOf), toPointer(fromDotted(given)));
    }
  }
  return twins;
};

const sharedNames = (subjects: readonly RecordUnderTest[]): ReadonlySet<string> => {
  const names = new Set<string>();
  const shared = new Set<string>();
  for (const name of subjects.map(nameOf)) (names.has(name) ? shared : names).add(name);
  return shared;
};

const nameOf = ({ data: { name } }: RecordUnderTest): string => (typeof name === 'string' ? name : '');

/** The first record of each combination of values, and what is said of the others. */
interface Seen {
  readonly first: Map<string, RecordUnderTest>;
  readonly code: string;
  readonly what: string;
}

/** Fields that together tell records of a type apart. */
interface Identity {
  readonly fields: readonly string[];
  readonly seen: Seen;
}

const identitiesOf = ({ schema }: RecordType): Identity[] =>
  [
    ...(schema['x-identity'] ?? []).map((fields) => ({ code: 'DUP001', fields })),
    ...(schema['x-near-duplicate'] ?? []).map((fields) => ({ code: 'DUP002', fields })),
  ].map(({ code, fields }) => ({
    fields,
    seen: { first: new Map(), code, what: fields.join(', ') },
  }));

/** A list of a type, with the fields that tell its items apart and the list whose items it does not repeat. */
interface List {
  readonly name: string;
  readonly distinct: readonly string[] | undefined;
  readonly apart: string | undefined;
}

const listsOf = ({ schema }: RecordType): List[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, { 'x-unique-by': distinct, 'x-disjoint-from': apart }]) =>
    distinct || apart ? [{ name, distinct, apart }] : [],
  );

/** The items of a list that have the same values as one before them in what sets them apart. */
function* repeatedItems(items: readonly JsonValue[], name: string, fields: readonly string[]): Iterable<CodedFinding> {
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    if (!isJsonObject(item)) continue;
    const key = JSON.stringify(fields.map((field) => item[field] ?? null));
    if (seen.has(key))
      yield {
        code: 'DUP003',
        pointer: toPointer([name, index]),
        message: `an item above has the same ${fields.filter((field) => item[field] !== undefined).join(', ')}`,
        hint: 'remove one of the two, or write what sets them apart',
      };
    seen.add(key);
  }
}

/** The items of a list that stand in another as well. */
function* sharedItems(
  items: readonly JsonValue[],
  name: string,
  others: JsonValue | undefined,
  other: string,
): Iterable<CodedFinding> {
  for (const [index, item] of items.entries())
    if (typeof item === 'string' && isList(others) && others.includes(item))
      yield {
        code: 'DUP003',
        pointer: toPointer([name, index]),
        message: `${JSON.stringify(item)} stands in ${other} already`,
        hint: 'remove it from one of the two',
      };
}

const ADDRESS = /^https?:\/\/(?:www\.)?([^/?#]*)(.*)$/i;

/** A value as it is compared: lists without order, texts without case, addresses without what does not change the page. */
const normal = (value: JsonValue | undefined): JsonValue => {
  if (value === undefined) return null;
  if (typeof value === 'string') return normalText(value);
  return isList(value)
    ? value.map((item) => (typeof item === 'string' ? normalText(item) : JSON.stringify(item))).toSorted()
    : value;
};

const normalText = (value: string): string => {
  const text = (/\s\s|[\n\t]/.test(value) ? value.replaceAll(/\s+/g, ' ') : value).trim();
  const [, host, rest] = /^http/i.test(text) ? (ADDRESS.exec(text) ?? []) : [];
  if (host === undefined || rest === undefined) return text.toLowerCase();
  // What begins with a slash behind the number sign is a page of its own to many sites.
  return host.toLowerCase() + rest.replace(/#(?![!/]).*$/, '').replace(/\/$/, '');
};
