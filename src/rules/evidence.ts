import { fromDotted, toPointer, valueAt } from '../model/pointer.ts';
import { type JsonObject, isJsonObject, isList, type JsonValue } from '../model/record.ts';
import { closestMatch } from '../model/fuzzy.ts';
import { assertedFields, isPathPrefix, evidenceItemsOf, type RawEvidence } from '../schema/assertions.ts';
import { isSameValue } from '../schema/canonical.ts';
import { fieldAt } from '../schema/catalog.ts';
import type { CodedFinding, RuleSet, RecordUnderTest } from './rule.ts';
import { createValidators } from './schema.ts';
import { describeViolation } from './violations.ts';

const EVENT = 'name: A meeting\nplace: Lima\n';

/** Every fact has a source that says so, and evidence speaks of what the record says. */
export const evidenceRules: RuleSet = {
  rules: [
    {
      code: 'EVI001',
      severity: 'error',
      summary: 'an asserting field without evidence',
      why: 'A fact without a source cannot be traced; a source that only disagrees does not carry it.',
      remedy: 'Add an evidence item whose `supports` names the field, or remove the fact.',
      example: {
        type: 'event',
        wrong: EVENT,
        right: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place]}]\n`,
      },
    },
    {
      code: 'EVI002',
      severity: 'error',
      summary: 'evidence for a field that the record does not have',
      why: 'The passage would carry nothing.',
      remedy: 'Name a field that is there; a fact in a map as map.slug.',
      example: {
        type: 'event',
        wrong: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place, summary]}]\n`,
        right: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place]}]\n`,
      },
    },
    {
      code: 'EVI003',
      severity: 'error',
      summary: '`says` with more than one field in `supports`',
      why: 'It would not be plain which field the other value belongs to.',
      remedy: 'Split the item: one field for each `says`.',
      example: {
        type: 'event',
        wrong: `${EVENT}date: "2026"\nevidence:\n  - {source: npla-2026-02-24, supports: [place, date]}\n  - {source: npla-2026-02-24, supports: [place, date], says: Cusco}\n`,
        right: `${EVENT}date: "2026"\nevidence:\n  - {source: npla-2026-02-24, supports: [place, date]}\n  - {source: npla-2026-02-24, supports: [place], says: Cusco}\n`,
      },
    },
    {
      code: 'EVI004',
      severity: 'error',
      summary: '`says` holds a value that the field could not hold',
      why: 'Both sides of a conflict are compared; they must be of one kind.',
      remedy: 'Write the other value as the field itself would be written.',
      example: {
        type: 'event',
        wrong: `${EVENT}evidence:\n  - {source: npla-2026-02-24, supports: [place]}\n  - {source: npla-2026-02-24, supports: [place], says: 7}\n`,
        right: `${EVENT}evidence:\n  - {source: npla-2026-02-24, supports: [place]}\n  - {source: npla-2026-02-24, supports: [place], says: Cusco}\n`,
      },
    },
    {
      code: 'EVI005',
      severity: 'error',
      summary: '`says` repeats what the record says',
      why: 'That is no conflict.',
      remedy: 'Remove `says`: the source supports the field.',
      example: {
        type: 'event',
        wrong: `${EVENT}evidence:\n  - {source: npla-2026-02-24, supports: [place]}\n  - {source: npla-2026-02-24, supports: [place], says: Lima}\n`,
        right: `${EVENT}evidence:\n  - {source: npla-2026-02-24, supports: [place]}\n`,
      },
    },
    {
      code: 'EVI006',
      severity: 'warning',
      summary: 'evidence for a field that asserts nothing',
      why: 'Names, notes and evidence itself are ours; a passage that is said to carry them hides what it carries.',
      remedy: 'Name the fields that the passage carries.',
      example: {
        type: 'event',
        wrong: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place, name]}]\n`,
        right: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place]}]\n`,
      },
    },
  ],
  check: async ({ catalog }) => {
    const { violationsAt } = await import('../schema/validator.ts');
    const validators = await createValidators(catalog);
    return function* (subject): Iterable<CodedFinding> {
      const { type, data } = subject;
      if (!type.schema.properties?.['evidence']) return;
      if (data['evidence'] !== undefined && !isWellFormed(data['evidence'])) return;
      const passages = evidenceItemsOf(data);
      const asserted = assertedFields(type.schema, data);
      const supported = new Set(passages.flatMap(({ supports }) => supports));
      // What lacks evidence is rather meant than what has it.
      const meantBy = (field: string): string | undefined =>
        closestMatch(
          field,
          asserted.filter((each) => !supported.has(each)),
        ) ?? closestMatch(field, asserted);
      const strange = new Map(
        [...supported].filter((field) => !hasField(data, field)).map((field) => [field, meantBy(field)]),
      );
      yield* bareFields(passages, asserted, new Set(strange.values()));
      for (const [index, { supports, says, data: passage }] of passages.entries()) {
        for (const [position, field] of supports.entries()) {
          const pointer = `/evidence/${index}/supports/${position}`;
          if (strange.has(field)) {
            if (!isTold(field, subject)) yield strangeField(field, pointer, asserted, strange.get(field));
          } else if (!asserted.includes(field) && !carriesAny(field, asserted))
            yield {
              code: 'EVI006',
              pointer,
              message: `${field} asserts nothing that needs evidence`,
              hint: 'remove it from supports',
            };
        }
        if (says === undefined) continue;
        const pointer = `/evidence/${index}/says`;
        const [field, second] = supports;
        if (field === undefined || second !== undefined || !isJsonObject(passage)) {
          yield {
            code: 'EVI003',
            pointer: `/evidence/${index}/supports`,
            message: `says stands beside ${supports.length} fields in supports`,
            hint: 'name exactly the one field that the source contradicts',
          };
          continue;
        }
        const path = fromDotted(field);
        const own = valueAt(data, path);
        const validate = validators.get(type);
        if (own === undefined || !validate) continue;
        const violations = violationsAt(validate, data, path, says);
        for (const violation of violations) {
          const { message, hint, pointer: place, atKey } = describeViolation(violation);
          yield {
            code: 'EVI004',
            pointer: pointer + place.slice(toPointer(path).length),
            ...(atKey ? { atKey } : {}),
            message: `${field} could not hold this: ${message}`,
            hint,
          };
        }
        if (violations.length === 0 && isSameValue(own, says, fieldAt(type.schema, path)))
          yield { code: 'EVI005', pointer, message: `this is what ${field} says already`, hint: 'remove says' };
      }
    };
  },
};

const ADD_EVIDENCE = 'add evidence: [{source: …, supports: […], locator: {from: …, to: …}}]';

/** The asserted fields that no passage carries; what a passage names under a misspelt name is told there. */
function* bareFields(
  passages: readonly RawEvidence[],
  asserted: readonly string[],
  misspelt: ReadonlySet<string | undefined>,
): Iterable<CodedFinding> {
  const carried = new Set(passages.flatMap(({ says, supports }) => (says === undefined ? supports : [])));
  const bare = asserted.filter(
    (field) => !carried.has(field) && !misspelt.has(field) && !withParents(field).some((each) => carried.has(each)),
  );
  if (passages.length === 0 && bare.length > 1)
    yield {
      code: 'EVI001',
      pointer: '',
      message: `the record has no evidence for ${listed(bare)}`,
      hint: ADD_EVIDENCE,
    };
  else
    for (const field of bare)
      yield {
        code: 'EVI001',
        pointer: toPointer(fromDotted(field)),
        atKey: true,
        message: `${field} has no evidence`,
        hint: passages.length === 0 ? ADD_EVIDENCE : 'name it in the supports of a passage that says so, without says',
      };
}

const strangeField = (
  field: string,
  pointer: string,
  asserted: readonly string[],
  near: string | undefined,
): CodedFinding => ({
  code: 'EVI002',
  pointer,
  message: `the record has no field "${field}"`,
  hint: near ? `did you mean ${near}?` : `it asserts ${asserted.length > 0 ? listed(asserted) : 'nothing'}`,
});

/** Whether the schema has told already why the record lacks a field: it is required, has no value, or is misspelt. */
const isTold = (field: string, { type, data, blanks }: RecordUnderTest): boolean => {
  const path = fromDotted(field);
  const [first = ''] = path;
  const { properties = {}, required = [] } = type.schema;
  const unknown = Object.keys(data).filter((key) => !Object.hasOwn(properties, key));
  return (
    (required.includes(first) && !Object.hasOwn(data, first)) ||
    blanks.some((blank) => `${toPointer(path)}/`.startsWith(`${blank}/`)) ||
    closestMatch(first, unknown) !== undefined
  );
};

const hasField = (data: JsonObject, field: string): boolean =>
  Object.hasOwn(data, field) || valueAt(data, fromDotted(field)) !== undefined;

/** Whether a field is asserted, or is a part of what is, or holds what is. */
const carriesAny = (field: string, asserted: readonly string[]): boolean =>
  asserted.some((each) => isPathPrefix(field, each) || isPathPrefix(each, field));

/** A field, and those that it is part of. */
const withParents = (field: string): string[] => {
  const dot = field.lastIndexOf('.');
  return dot < 0 ? [field] : [field, ...withParents(field.slice(0, dot))];
};

/** Whether each passage can be read; where not, the schema has said so. */
const isWellFormed = (value: JsonValue): boolean =>
  isList(value) &&
  value.every(
    (passage) =>
      isJsonObject(passage) &&
      isList(passage['supports']) &&
      passage['supports'].length > 0 &&
      passage['supports'].every((field) => typeof field === 'string'),
  );

const listed = (fields: readonly string[]): string =>
  fields.length > 6 ? `${fields.slice(0, 6).join(', ')} and ${fields.length - 6} more` : fields.join(', ');
