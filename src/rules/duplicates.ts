import { fromDotted, toPointer, valueAt } from '../core/model/pointer.ts';
import { asText, isJsonObject, isList, refOf, type JsonValue } from '../core/model/record.ts';
import { canonicalJson } from '../core/schema/canonical.ts';
import { fieldAt, type RecordType } from '../core/schema/catalog.ts';
import { toRef } from '../core/schema/references.ts';
import type { CodedFinding, RuleSet, RuleContext, RecordUnderTest } from './rule.ts';

const STATISTIC = 'name: A table\nmineral: lithium\nedition: "2026"\n';
const STATISTIC_EVIDENCE =
  'evidence: [{source: npla-2026-02-24, supports: [mineral, edition, rows], locator: {from: A passage}}]\n';

/** Each thing has one record. Schemas declare the fields that identify a record (`x-identity`). */
export const duplicateRules: RuleSet = {
  rules: [
    {
      code: 'DUP001',
      severity: 'error',
      summary: 'two records with the same content or identity',
      why: 'The record would be counted twice, and corrections would reach only one of the two.',
      remedy: 'Merge the two into the older id, with the evidence of both.',
    },
    {
      code: 'DUP002',
      severity: 'warning',
      summary: 'two records that are similar',
      why: 'Two people may have described the same thing in different words.',
      remedy: 'Compare both: merge them, or add a field that distinguishes them.',
    },
    {
      code: 'DUP003',
      severity: 'error',
      summary: 'two items for the same thing',
      why: 'Only one of the two can be right, and a sum would count both.',
      remedy: 'Remove one, or add a field that distinguishes them.',
      example: {
        type: 'statistic',
        wrong: `${STATISTIC}rows:\n  - {country: PE, measure: production, year: "2025", value: 1, unit: t}\n  - {country: PE, measure: production, year: "2025", value: 2, unit: t}\n${STATISTIC_EVIDENCE}`,
        right: `${STATISTIC}rows:\n  - {country: PE, measure: production, year: "2024", value: 1, unit: t}\n  - {country: PE, measure: production, year: "2025", value: 2, unit: t}\n${STATISTIC_EVIDENCE}`,
      },
    },
  ],
  createCheck: (context) => {
    const duplicates = findDuplicates(context);
    const listConstraints = new Map(context.catalog.types.map((type) => [type, constraintsOfLists(type)]));
    return function* (record) {
      yield* duplicates.get(record) ?? [];
      for (const { listName, uniqueBy, disjointFrom } of listConstraints.get(record.type) ?? []) {
        const items = record.data[listName];
        if (!isList(items)) continue;
        if (uniqueBy) yield* repeatedItems(items, listName, uniqueBy);
        for (const path of disjointFrom) yield* sharedItems(items, listName, textsAlong(context, record, path), path);
      }
    };
  },
};

/** Finds the records that duplicate an earlier record or resemble one. Each is reported once. */
const findDuplicates = ({ catalog, records }: RuleContext): ReadonlyMap<RecordUnderTest, readonly CodedFinding[]> => {
  const duplicates = new Map<RecordUnderTest, readonly CodedFinding[]>();
  const identities = new Map(catalog.types.map((type) => [type, identitiesOfType(type)]));
  const contentRegistry: Registry = { firstRecords: new Map(), code: 'DUP001', description: 'content' };
  const repeatedNames = findRepeatedNames(records);
  for (const record of records) {
    const { type, data } = record;
    const report = (finding: CodedFinding | undefined): void => {
      if (finding && !duplicates.has(record)) duplicates.set(record, [finding]);
    };
    // Records with equal content have equal names, so the others need no comparison.
    if (repeatedNames.has(nameOfRecord(record))) {
      const duplicate = register(record, contentRegistry, [type.name, canonicalJson(data, type.schema)]);
      report(duplicate && { ...duplicate, pointer: '', markerPointer: null });
    }
    const normalizedValues = new Map<string, JsonValue>();
    const normalizedField = (field: string): JsonValue => {
      const value = normalizedValues.get(field) ?? normalizeValue(valueAt(data, fromDotted(field)));
      normalizedValues.set(field, value);
      return value;
    };
    for (const { fields, registry } of identities.get(type) ?? []) {
      const firstPresent = fields.find((field) => normalizedField(field) !== null);
      if (firstPresent === undefined) continue;
      const duplicate = register(record, registry, fields.map(normalizedField));
      report(duplicate && { ...duplicate, pointer: toPointer(fromDotted(firstPresent)), atKey: true });
    }
  }
  return duplicates;
};

/** The first record of each combination of values. */
interface Registry {
  readonly firstRecords: Map<string, RecordUnderTest>;
  /** Code and description of what the records after the first have in common with it. */
  readonly code: string;
  readonly description: string;
}

/** Adds a record under a key. Returns a finding, to be located by the caller, if an earlier record has the same key. */
const register = (
  record: RecordUnderTest,
  { firstRecords, code, description }: Registry,
  key: JsonValue,
): Omit<CodedFinding, 'pointer'> | undefined => {
  const keyText = JSON.stringify(key);
  const firstRecord = firstRecords.get(keyText);
  if (!firstRecord) {
    firstRecords.set(keyText, record);
    return undefined;
  }
  const ref = refOf({ type: firstRecord.type.name, id: firstRecord.id });
  return {
    code,
    message: `${ref} has the same ${description}`,
    hint: 'merge the two records, or add a field that distinguishes them',
  };
};

const findRepeatedNames = (records: readonly RecordUnderTest[]): ReadonlySet<string> => {
  const seenNames = new Set<string>();
  const repeatedNames = new Set<string>();
  for (const name of records.map(nameOfRecord)) {
    if (seenNames.has(name)) repeatedNames.add(name);
    seenNames.add(name);
  }
  return repeatedNames;
};

const nameOfRecord = ({ data: { name } }: RecordUnderTest): string => asText(name) ?? '';

/** Fields that together identify a record of a type. */
interface Identity {
  readonly fields: readonly string[];
  readonly registry: Registry;
}

const identitiesOfType = ({ schema }: RecordType): Identity[] => {
  const createIdentity = (code: string, fields: readonly string[]): Identity => ({
    fields,
    registry: { firstRecords: new Map(), code, description: fields.join(', ') },
  });
  return [
    ...(schema['x-identity'] ?? []).map((fields) => createIdentity('DUP001', fields)),
    ...(schema['x-near-duplicate'] ?? []).map((fields) => createIdentity('DUP002', fields)),
  ];
};

/** A list of a type, with the fields that identify its items and the list that it must not share items with. */
interface ListConstraint {
  readonly listName: string;
  readonly uniqueBy: readonly string[] | undefined;
  /** Dotted paths of these lists. */
  readonly disjointFrom: readonly string[];
}

const constraintsOfLists = ({ schema }: RecordType): ListConstraint[] =>
  Object.entries(schema.properties ?? {})
    .map(([listName, { 'x-unique-by': uniqueBy, 'x-disjoint-from': disjointFrom }]) => ({
      listName,
      uniqueBy,
      disjointFrom: [disjointFrom ?? []].flat(),
    }))
    .filter(({ uniqueBy, disjointFrom }) => uniqueBy || disjointFrom.length > 0);

/**
 * The texts at a dotted path of a record. A path continues in the records that a field refers to: `organisations.country` is
 * the country of each organisation.
 */
const textsAlong = (context: RuleContext, { type, data }: RecordUnderTest, path: string): readonly string[] => {
  const [field = '', ...nextFields] = path.split('.');
  const texts = [data[field] ?? []].flat().filter((item) => typeof item === 'string');
  if (nextFields.length === 0) return texts;
  const refType = fieldAt(type.schema, [field])?.items?.['x-ref'] ?? '';
  return texts.flatMap((text) => {
    const target = context.findRecord(toRef(refType, text));
    return target ? textsAlong(context, target, nextFields.join('.')) : [];
  });
};

/** Finds the items of a list whose identifying fields equal those of an earlier item. */
function* repeatedItems(
  items: readonly JsonValue[],
  listName: string,
  uniqueBy: readonly string[],
): Iterable<CodedFinding> {
  const seenKeys = new Set<string>();
  for (const [index, item] of items.entries()) {
    if (!isJsonObject(item)) continue;
    const values = uniqueBy.map((field) => item[field] ?? null);
    if (values.every((value) => value === null)) continue;
    const key = JSON.stringify(values);
    if (seenKeys.has(key))
      yield {
        code: 'DUP003',
        pointer: toPointer([listName, index]),
        message: `an item above has the same ${uniqueBy.filter((field) => item[field] !== undefined).join(', ')}`,
        hint: 'remove one of the two, or add a field that distinguishes them',
      };
    seenKeys.add(key);
  }
}

/** Finds the items of a list that are in another list as well. */
function* sharedItems(
  items: readonly JsonValue[],
  listName: string,
  otherItems: readonly string[],
  otherName: string,
): Iterable<CodedFinding> {
  for (const [index, item] of items.entries())
    if (typeof item === 'string' && otherItems.includes(item))
      yield {
        code: 'DUP003',
        pointer: toPointer([listName, index]),
        message: `${JSON.stringify(item)} is already in ${otherName}`,
        hint: 'remove it from one of the two',
      };
}

const WEB_ADDRESS = /^https?:\/\/(?:www\.)?([^/?#]*)(.*)$/i;

/** Normalizes a value for comparison: lists without order, text without case, URLs without parts that lead to the same page. */
const normalizeValue = (value: JsonValue | undefined): JsonValue => {
  if (value === undefined) return null;
  if (typeof value === 'string') return normalizeText(value);
  if (!isList(value)) return value;
  return value.map((item) => (typeof item === 'string' ? normalizeText(item) : JSON.stringify(item))).toSorted();
};

const normalizeText = (value: string): string => {
  const text = (/\s\s|[\n\t]/.test(value) ? value.replaceAll(/\s+/g, ' ') : value).trim();
  const [, host, pathAndQuery] = /^http/i.test(text) ? (WEB_ADDRESS.exec(text) ?? []) : [];
  if (host === undefined || pathAndQuery === undefined) return text.toLowerCase();
  // Many sites use fragments that begin with a slash (#/ or #!) for pages of their own.
  return host.toLowerCase() + pathAndQuery.replace(/#(?![!/]).*$/, '').replace(/\/$/, '');
};
