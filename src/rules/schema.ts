import { fromPointer, toPointer } from '../core/model/pointer.ts';
import { closestMatch } from '../core/model/fuzzy.ts';
import { type Catalog, fieldAt, type RecordType } from '../core/schema/catalog.ts';
import type { Validator, Violation } from './validation/validator.ts';
import type { CodedFinding, RuleSet, Rule, RecordUnderTest } from './rule.ts';
import { type SuggestId, createIdSuggester } from './suggester.ts';
import { listChoices, describeViolation, quoteValue, unknownField } from './violations.ts';

const errorRule = (
  code: string,
  summary: string,
  why: string,
  remedy: string,
  example: NonNullable<Rule['example']>,
): Rule => ({ code, severity: 'error', summary, why, remedy, example });

const EVIDENCE =
  'evidence: [{source: npla-2026-02-24, supports: [kind, status, organisations], quote: a memorandum is planned}]\n';

/** Each record is valid against the JSON Schema of its type. */
export const schemaRules: RuleSet = {
  rules: [
    errorRule(
      'SCH001',
      'a required field is missing',
      'Queries and tables rely on it.',
      'Add the field; the hint describes its content.',
      {
        type: 'agreement',
        wrong: `kind: mou\nstatus: announced\norganisations: [asean]\n${EVIDENCE}`,
        right: `name: A memorandum\nkind: mou\nstatus: announced\norganisations: [asean]\n${EVIDENCE}`,
      },
    ),
    errorRule(
      'SCH002',
      'an unknown field',
      'No query finds a misspelt field; its fact would be lost silently.',
      'Correct the spelling, or put the remark into `note`.',
      { type: 'event', wrong: 'name: A meeting\nplaec: Lima\n', right: 'name: A meeting\nnote: In Lima.\n' },
    ),
    errorRule(
      'SCH003',
      'a value of the wrong type',
      'Each field has one type, so that scripts need no special cases. YAML reads 2026 as a number and yes as text.',
      'Put dates and codes in quotation marks; write lists in brackets.',
      { type: 'event', wrong: 'name: 2026\n', right: 'name: "2026"\n' },
    ),
    errorRule(
      'SCH004',
      'a value that the field does not allow',
      'Filters and comparisons need the same word for the same thing.',
      'Use one of the allowed values; the hint suggests one.',
      {
        type: 'deposit',
        wrong:
          'name: A mine\ncountries: [PE]\nstage: producing\nevidence: [{source: npla-2026-02-24, supports: [countries, stage], quote: a mine that produces}]\n',
        right:
          'name: A mine\ncountries: [PE]\nstage: production\nevidence: [{source: npla-2026-02-24, supports: [countries, stage], quote: a mine that produces}]\n',
      },
    ),
    errorRule(
      'SCH005',
      'a text that does not have the required format',
      'Programs follow ids, codes and URLs; terminals display text.',
      'Write it in the format described in the hint.',
      {
        type: 'source',
        wrong: 'name: A page\ntitle: A page\nurl: www.example.org\n',
        right: 'name: A page\ntitle: A page\nurl: https://www.example.org/a\n',
      },
    ),
    errorRule(
      'SCH006',
      'a text, list, map or number outside its limits',
      'An empty list contains no information, and a long excerpt may infringe copyright.',
      'Remove empty values; shorten long ones.',
      { type: 'event', wrong: 'name: ""\n', right: 'name: A meeting\n' },
    ),
    errorRule('SCH007', 'an item that is in a list twice', 'It would be counted twice.', 'Remove the second one.', {
      type: 'sweep',
      wrong: 'name: A search\nabout: [country/PE]\ndate: "2026"\nlanguages: [es, es]\nwhere: [news]\n',
      right: 'name: A search\nabout: [country/PE]\ndate: "2026"\nlanguages: [es]\nwhere: [news]\n',
    }),
    errorRule(
      'SCH008',
      'at least one of these fields is required',
      'The record would be incomplete: an agreement, for example, has parties.',
      'Add one of the fields listed in the message.',
      {
        type: 'agreement',
        wrong: `name: A memorandum\nkind: mou\nstatus: announced\n${EVIDENCE.replace(', organisations', '')}`,
        right: `name: A memorandum\nkind: mou\nstatus: announced\norganisations: [asean]\n${EVIDENCE}`,
      },
    ),
    {
      code: 'SCH009',
      severity: 'warning',
      summary: 'a map entry without a value',
      why: 'An entry without a value counts as absent: the fact would be lost silently.',
      remedy: 'Write {} if nothing more is known, or delete the line.',
      example: {
        type: 'country',
        wrong:
          'name: A country\nholdings:\n  lithium:\n  copper: {}\nevidence: [{source: npla-2026-02-24, supports: [holdings.copper], locator: {from: A passage}}]\n',
        right:
          'name: A country\nholdings:\n  copper: {}\nevidence: [{source: npla-2026-02-24, supports: [holdings.copper], locator: {from: A passage}}]\n',
      },
    },
    errorRule(
      'DATE001',
      'a date that does not exist or has the wrong format',
      'Dates are compared, and 30 February cannot be.',
      'Write "YYYY", "YYYY-MM" or "YYYY-MM-DD" as precisely as the source does, in quotation marks.',
      {
        type: 'source',
        wrong: 'name: A page\ntitle: A page\nurl: https://www.example.org/b\npublished: "2026-02-30"\n',
        right: 'name: A page\ntitle: A page\nurl: https://www.example.org/b\npublished: "2026-02"\n',
      },
    ),
  ],
  createCheck: async (context) => {
    const validators = await createValidators(context.catalog);
    const suggestId = createIdSuggester(context);
    return function* (record) {
      const violations = validators.get(record.type)?.(record.data) ?? [];
      if (violations.length === 0 && record.emptyFields.length === 0) return;
      const unknownKeys = findUnknownKeys(violations, record);
      const findings = violations
        .filter((violation) => !isMisspelt(violation, unknownKeys))
        .flatMap((violation) => toFindings(violation, suggestId));
      const reportedPlaces = new Set<string>();
      for (const finding of [...findings, ...checkEmptyFields(record)]) {
        // One value may violate several keywords: that is one defect. Each missing field is a separate one.
        const place = `${finding.atKey} ${finding.pointer} ${finding.markerPointer}`;
        if (!reportedPlaces.has(place)) yield finding;
        reportedPlaces.add(place);
      }
    };
  },
};

/** A key that the schema does not allow, and the key of which it may be a typo. */
interface UnknownKey {
  /** JSON Pointer to the map that contains the key. */
  readonly mapPointer: string;
  readonly suggestion: string | undefined;
}

const findUnknownKeys = (
  violations: readonly Violation[],
  { type, emptyFields }: RecordUnderTest,
): readonly UnknownKey[] => {
  const keysWithValue = violations
    .filter(({ keyword }) => keyword === 'additionalProperties')
    .map(({ pointer, fieldName, schema: { properties = {} } }) => ({
      mapPointer: parentPointer(pointer),
      suggestion: closestMatch(fieldName, Object.keys(properties)),
    }));
  const keysWithoutValue = emptyFields.map((pointer) => {
    const path = fromPointer(pointer);
    const knownKeys = Object.keys(fieldAt(type.schema, path.slice(0, -1))?.properties ?? {});
    const key = path.at(-1) ?? '';
    const suggestion = knownKeys.includes(key) ? undefined : closestMatch(key, knownKeys);
    return { mapPointer: parentPointer(pointer), suggestion };
  });
  return [...keysWithValue, ...keysWithoutValue];
};

const parentPointer = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));

/** True if the missing field is present under a misspelt name that is already reported. */
const isMisspelt = (violation: Violation, unknownKeys: readonly UnknownKey[]): boolean => {
  const missing = missingFields(violation);
  return unknownKeys.some(
    ({ mapPointer, suggestion }) =>
      mapPointer === violation.pointer && suggestion !== undefined && missing.includes(suggestion),
  );
};

/** The fields of which one would satisfy the violated keyword. */
const missingFields = ({ keyword, fieldName, expected }: Violation): readonly string[] => {
  if (keyword === 'required') return [fieldName];
  return keyword === 'anyOf' ? listChoices(expected) : [];
};

/** Converts a violation to findings: one for each repeated item of a list, else one. */
const toFindings = (violation: Violation, suggestId: SuggestId): CodedFinding[] => {
  const { keyword, pointer, value } = violation;
  const finding = describeViolation(violation, suggestId);
  if (keyword !== 'uniqueItems' || !Array.isArray(value)) return [finding];
  const seenItems = new Set<string>();
  return value.flatMap((item, index) => {
    const itemText = JSON.stringify(item);
    const isRepeated = seenItems.has(itemText);
    seenItems.add(itemText);
    return isRepeated ? [{ ...finding, pointer: parentPointer(pointer) + toPointer([index]) }] : [];
  });
};

/** Finds keys without a value that are unknown, or that are entries of a map. */
const checkEmptyFields = ({ type, emptyFields }: RecordUnderTest): CodedFinding[] =>
  emptyFields.flatMap((pointer): CodedFinding[] => {
    const path = fromPointer(pointer);
    const key = path.at(-1) ?? '';
    const mapSchema = fieldAt(type.schema, path.slice(0, -1));
    if (!mapSchema || Object.hasOwn(mapSchema.properties ?? {}, key)) return [];
    if (typeof mapSchema.additionalProperties === 'object')
      return [
        {
          code: 'SCH009',
          pointer,
          atKey: true,
          message: `${quoteValue(key)} has no value, so it counts as absent`,
          hint: 'write {} if nothing more is known, or delete the line',
        },
      ];
    const [code, message, hint] = unknownField(key, mapSchema);
    return [{ code, pointer, atKey: true, message, hint }];
  });

/** Creates the validators of all types. */
export const createValidators = async ({ types }: Catalog): Promise<ReadonlyMap<RecordType, Validator>> => {
  const { createValidator } = await import('./validation/validator.ts');
  const entries = types.map(async (type) => [type, await createValidator(type.schema, type.file)] as const);
  return new Map(await Promise.all(entries));
};
