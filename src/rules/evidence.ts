import { definedOnly } from '../core/model/defined-only.ts';
import { fromDotted, toPointer, valueAt } from '../core/model/pointer.ts';
import { type JsonObject, isJsonObject, isList, type JsonValue } from '../core/model/record.ts';
import { closestMatch, suggestOr } from '../core/model/fuzzy.ts';
import { countMore } from '../core/model/text.ts';
import { assertedFields, isPathPrefix, readEvidence, type RawEvidence } from '../core/schema/assertions.ts';
import { isSameValue } from '../core/schema/canonical.ts';
import { fieldAt } from '../core/schema/catalog.ts';
import type { CodedFinding, RuleSet, RecordUnderTest } from './rule.ts';
import { createValidators } from './schema.ts';
import { describeViolation } from './violations.ts';

const EVENT = 'name: A meeting\nplace: Lima\n';

/** Every fact has evidence, and evidence refers to facts of the record. */
export const evidenceRules: RuleSet = {
  rules: [
    {
      code: 'EVI001',
      severity: 'error',
      summary: 'a fact without evidence',
      why: 'A fact without a source cannot be verified; a source that only disagrees does not support it.',
      remedy: 'Add an evidence item whose `supports` names the field, or remove the fact.',
      example: {
        type: 'event',
        wrong: EVENT,
        right: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place], locator: {from: A passage}}]\n`,
      },
    },
    {
      code: 'EVI002',
      severity: 'error',
      summary: 'evidence for a field that the record does not have',
      why: 'The passage would support nothing.',
      remedy: 'Use the name of an existing field; write an entry of a map as map.slug.',
      example: {
        type: 'event',
        wrong: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place, summary], locator: {from: A passage}}]\n`,
        right: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place], locator: {from: A passage}}]\n`,
      },
    },
    {
      code: 'EVI003',
      severity: 'error',
      summary: '`says` with more than one field in `supports`',
      why: 'It would be unclear which field the other value belongs to.',
      remedy: 'Split the item: one field per `says`.',
      example: {
        type: 'event',
        wrong: `${EVENT}date: "2026"\nevidence:\n  - {source: npla-2026-02-24, supports: [place, date], locator: {from: A passage}}\n  - {source: npla-2026-02-24, supports: [place, date], says: Cusco, locator: {from: A passage}}\n`,
        right: `${EVENT}date: "2026"\nevidence:\n  - {source: npla-2026-02-24, supports: [place, date], locator: {from: A passage}}\n  - {source: npla-2026-02-24, supports: [place], says: Cusco, locator: {from: A passage}}\n`,
      },
    },
    {
      code: 'EVI004',
      severity: 'error',
      summary: '`says` with a value that is not valid for the field',
      why: 'The two values of a conflict are compared, so both must be valid for the field.',
      remedy: 'Write the other value in the format of the field.',
      example: {
        type: 'event',
        wrong: `${EVENT}evidence:\n  - {source: npla-2026-02-24, supports: [place], locator: {from: A passage}}\n  - {source: npla-2026-02-24, supports: [place], says: 7, locator: {from: A passage}}\n`,
        right: `${EVENT}evidence:\n  - {source: npla-2026-02-24, supports: [place], locator: {from: A passage}}\n  - {source: npla-2026-02-24, supports: [place], says: Cusco, locator: {from: A passage}}\n`,
      },
    },
    {
      code: 'EVI005',
      severity: 'error',
      summary: '`says` with the same value as the record',
      why: 'There is no conflict between equal values.',
      remedy: 'Remove `says`: the source supports the field.',
      example: {
        type: 'event',
        wrong: `${EVENT}evidence:\n  - {source: npla-2026-02-24, supports: [place], locator: {from: A passage}}\n  - {source: npla-2026-02-24, supports: [place], says: Lima, locator: {from: A passage}}\n`,
        right: `${EVENT}evidence:\n  - {source: npla-2026-02-24, supports: [place], locator: {from: A passage}}\n`,
      },
    },
    {
      code: 'EVI006',
      severity: 'warning',
      summary: 'evidence for a field that needs none',
      why: 'Names, notes and evidence are our own words; listing them hides which facts the passage supports.',
      remedy: 'List only the facts that the passage supports.',
      example: {
        type: 'event',
        wrong: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place, name], locator: {from: A passage}}]\n`,
        right: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place], locator: {from: A passage}}]\n`,
      },
    },
  ],
  createCheck: async ({ catalog }) => {
    const { violationsAt } = await import('./validation/validator.ts');
    const validators = await createValidators(catalog);
    return function* (record): Iterable<CodedFinding> {
      const { type, data } = record;
      if (!type.schema.properties?.['evidence']) return;
      if (data['evidence'] !== undefined && !isWellFormed(data['evidence'])) return;
      const passages = readEvidence(data);
      const asserted = assertedFields(type.schema, data);
      const unknownFields = findUnknownFields(data, passages, asserted);
      yield* missingEvidence(passages, asserted, new Set(unknownFields.values()));
      for (const [index, passage] of passages.entries()) {
        yield* checkSupports(record, passage, index, asserted, unknownFields);
        if (passage.says === undefined) continue;
        const pointer = `/evidence/${index}/says`;
        const field = onlyField(passage);
        if (field === undefined) {
          yield {
            code: 'EVI003',
            pointer: `/evidence/${index}/supports`,
            message: `says is used with ${passage.supports.length} fields in supports`,
            hint: 'name only the field that the source contradicts',
          };
          continue;
        }
        const path = fromDotted(field);
        const recordValue = valueAt(data, path);
        const validate = validators.get(type);
        if (recordValue === undefined || !validate) continue;
        const violations = violationsAt(validate, data, path, passage.says);
        for (const violation of violations) {
          const { message, hint, pointer: violationPointer, atKey } = describeViolation(violation);
          yield {
            code: 'EVI004',
            pointer: pointer + violationPointer.slice(toPointer(path).length),
            ...definedOnly({ atKey }),
            message: `not a valid value for ${field}: ${message}`,
            hint,
          };
        }
        if (violations.length === 0 && isSameValue(recordValue, passage.says, fieldAt(type.schema, path)))
          yield { code: 'EVI005', pointer, message: `${field} already has this value`, hint: 'remove says' };
      }
    };
  },
};

/** Finds supported fields that the record lacks, each with the asserted field of which it may be a typo. */
const findUnknownFields = (
  data: JsonObject,
  passages: readonly RawEvidence[],
  asserted: readonly string[],
): ReadonlyMap<string, string | undefined> => {
  const supported = new Set(passages.flatMap(({ supports }) => supports));
  const unsupported = asserted.filter((field) => !supported.has(field));
  // Prefer suggesting a field that still lacks evidence.
  const suggestField = (field: string): string | undefined =>
    closestMatch(field, unsupported) ?? closestMatch(field, asserted);
  const unknownFields = [...supported].filter((field) => !hasField(data, field));
  return new Map(unknownFields.map((field) => [field, suggestField(field)]));
};

/** Checks that each supported field exists and needs evidence. */
function* checkSupports(
  record: RecordUnderTest,
  { supports }: RawEvidence,
  index: number,
  asserted: readonly string[],
  unknownFields: ReadonlyMap<string, string | undefined>,
): Iterable<CodedFinding> {
  for (const [position, field] of supports.entries()) {
    const pointer = `/evidence/${index}/supports/${position}`;
    if (unknownFields.has(field)) {
      if (!isReportedBySchema(field, record)) yield unknownSupport(field, pointer, asserted, unknownFields.get(field));
    } else if (!asserted.includes(field) && !needsEvidence(field, asserted))
      yield {
        code: 'EVI006',
        pointer,
        message: `${field} needs no evidence`,
        hint: 'remove it from supports',
      };
  }
}

/** The field of a passage that supports exactly one. */
const onlyField = ({ supports, data }: RawEvidence): string | undefined =>
  supports.length === 1 && isJsonObject(data) ? supports[0] : undefined;

const ADD_EVIDENCE = 'add evidence: [{source: …, supports: […], locator: {from: …, to: …}}]';

/** Finds fields without evidence. A field misspelt in `supports` is reported there instead. */
function* missingEvidence(
  passages: readonly RawEvidence[],
  asserted: readonly string[],
  misspelt: ReadonlySet<string | undefined>,
): Iterable<CodedFinding> {
  const supported = new Set(passages.flatMap(({ says, supports }) => (says === undefined ? supports : [])));
  const fields = asserted.filter(
    (field) => !misspelt.has(field) && !withParents(field).some((parent) => supported.has(parent)),
  );
  if (passages.length === 0 && fields.length > 1) {
    const message = `the record has no evidence for ${listFields(fields)}`;
    yield { code: 'EVI001', pointer: '', message, hint: ADD_EVIDENCE };
    return;
  }
  const hint = passages.length === 0 ? ADD_EVIDENCE : 'add it to supports of a passage that confirms it, without says';
  for (const field of fields)
    yield {
      code: 'EVI001',
      pointer: toPointer(fromDotted(field)),
      atKey: true,
      message: `${field} has no evidence`,
      hint,
    };
}

const unknownSupport = (
  field: string,
  pointer: string,
  asserted: readonly string[],
  suggestedField: string | undefined,
): CodedFinding => ({
  code: 'EVI002',
  pointer,
  message: `the record has no field "${field}"`,
  hint: suggestOr(suggestedField, fieldsHint(asserted)),
});

const fieldsHint = (asserted: readonly string[]): string =>
  asserted.length > 0 ? `fields that need evidence: ${listFields(asserted)}` : 'no field of this record needs evidence';

/** True if schema rules already explain why the record lacks a field: it is required, has no value or is misspelt. */
const isReportedBySchema = (field: string, { type, data, emptyFields }: RecordUnderTest): boolean => {
  const path = fromDotted(field);
  const [topField = ''] = path;
  const { properties = {}, required = [] } = type.schema;
  const unknownKeys = Object.keys(data).filter((key) => !Object.hasOwn(properties, key));
  return (
    (required.includes(topField) && !Object.hasOwn(data, topField)) ||
    emptyFields.some((emptyField) => `${toPointer(path)}/`.startsWith(`${emptyField}/`)) ||
    closestMatch(topField, unknownKeys) !== undefined
  );
};

const hasField = (data: JsonObject, field: string): boolean =>
  Object.hasOwn(data, field) || valueAt(data, fromDotted(field)) !== undefined;

/** True if the field, a parent or a child of it needs evidence. */
const needsEvidence = (field: string, asserted: readonly string[]): boolean =>
  asserted.some((assertedField) => isPathPrefix(field, assertedField) || isPathPrefix(assertedField, field));

/** A field with its parents: `a.b.c`, `a.b`, `a`. */
const withParents = (field: string): string[] => {
  const lastDot = field.lastIndexOf('.');
  return lastDot < 0 ? [field] : [field, ...withParents(field.slice(0, lastDot))];
};

/** True if all passages can be read; if not, schema rules report the problem. */
const isWellFormed = (value: JsonValue): boolean =>
  isList(value) &&
  value.every(
    (passage) =>
      isJsonObject(passage) &&
      isList(passage['supports']) &&
      passage['supports'].length > 0 &&
      passage['supports'].every((field) => typeof field === 'string'),
  );

/** Maximum number of field names in a message. */
const MAX_LISTED = 6;

const listFields = (fields: readonly string[]): string => countMore(fields, MAX_LISTED);
