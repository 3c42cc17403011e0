import { fromPointer, toPointer } from '../model/pointer.ts';
import { closestMatch } from '../model/fuzzy.ts';
import { type Catalog, fieldAt, type RecordType } from '../schema/catalog.ts';
import type { Validator, Violation } from '../schema/validator.ts';
import type { CodedFinding, RuleSet, Rule, RecordUnderTest } from './rule.ts';
import { type Suggester, createSuggester } from './suggester.ts';
import { listChoices, describeViolation, quoteValue, unknownField } from './violations.ts';

const rule = (
  code: string,
  summary: string,
  why: string,
  remedy: string,
  example: NonNullable<Rule['example']>,
): Rule => ({ code, severity: 'error', summary, why, remedy, example });

const EVIDENCE = 'evidence: [{source: npla-2026-02-24, supports: [kind, status, organisations]}]\n';

/** Each file against the JSON Schema of its type. */
export const schemaRules: RuleSet = {
  rules: [
    rule(
      'SCH001',
      'a field that every record of the type has is missing',
      'Questions and tables rely on it.',
      'Add the field; its description says what belongs there.',
      {
        type: 'agreement',
        wrong: `kind: mou\nstatus: signed\norganisations: [ASEAN]\n${EVIDENCE}`,
        right: `name: A memorandum\nkind: mou\nstatus: signed\norganisations: [ASEAN]\n${EVIDENCE}`,
      },
    ),
    rule(
      'SCH002',
      'a field that the type does not have',
      'A misspelt field is found by no question; its fact would be lost in silence.',
      'Spell it as the schema does, or put the remark into `note`.',
      { type: 'event', wrong: 'name: A meeting\nplaec: Lima\n', right: 'name: A meeting\nnote: In Lima.\n' },
    ),
    rule(
      'SCH003',
      'a value of another type than the field takes',
      'No field is of two types, so that scripts need no special cases. YAML reads 2026 as a number and yes as a text.',
      'Put dates and codes into quotation marks; write lists in brackets.',
      { type: 'event', wrong: 'name: 2026\n', right: 'name: "2026"\n' },
    ),
    rule(
      'SCH004',
      'a value that the closed list does not hold',
      'Filters and comparisons need the same word for the same thing.',
      'Take a word of the list; the hint names the nearest.',
      {
        type: 'deposit',
        wrong:
          'name: A mine\ncountries: [PE]\nstage: producing\nevidence: [{source: npla-2026-02-24, supports: [countries, stage]}]\n',
        right:
          'name: A mine\ncountries: [PE]\nstage: production\nevidence: [{source: npla-2026-02-24, supports: [countries, stage]}]\n',
      },
    ),
    rule(
      'SCH005',
      'a text that does not have the form that the field asks for',
      'Ids, codes and addresses are followed by programs; text is shown on terminals.',
      'Write it in the form that the hint names.',
      {
        type: 'source',
        wrong: 'name: A page\ntitle: A page\nurl: www.example.org\n',
        right: 'name: A page\ntitle: A page\nurl: https://www.example.org/a\n',
      },
    ),
    rule(
      'SCH006',
      'a text, list, map or number outside its limits',
      'An empty list says nothing, and a long excerpt copies what is not ours.',
      'Leave out what is empty; shorten what is too long.',
      { type: 'event', wrong: 'name: ""\n', right: 'name: A meeting\n' },
    ),
    rule('SCH007', 'an item that stands twice in a list', 'It would be counted twice.', 'Remove the second.', {
      type: 'sweep',
      wrong: 'name: A search\nabout: [country/PE]\ndate: "2026"\nlanguages: [es, es]\nwhere: [news]\n',
      right: 'name: A search\nabout: [country/PE]\ndate: "2026"\nlanguages: [es]\nwhere: [news]\n',
    }),
    rule(
      'SCH008',
      'none of several fields of which one is needed',
      'An agreement has parties.',
      'Add one of the fields that the message names.',
      {
        type: 'agreement',
        wrong: `name: A memorandum\nkind: mou\nstatus: signed\n${EVIDENCE.replace(', organisations', '')}`,
        right: `name: A memorandum\nkind: mou\nstatus: signed\norganisations: [ASEAN]\n${EVIDENCE}`,
      },
    ),
    {
      code: 'SCH009',
      severity: 'warning',
      summary: 'an entry of a map without a value',
      why: 'What has no value counts as absent: the fact would be lost in silence.',
      remedy: 'Write {} where nothing more is known of the entry, or delete its line.',
      example: {
        type: 'country',
        wrong:
          'name: A country\nholdings:\n  lithium:\n  copper: {}\nevidence: [{source: npla-2026-02-24, supports: [holdings.copper]}]\n',
        right:
          'name: A country\nholdings:\n  copper: {}\nevidence: [{source: npla-2026-02-24, supports: [holdings.copper]}]\n',
      },
    },
    rule(
      'DATE001',
      'a date that does not exist or is not written as a date',
      'Dates are compared; 30 February cannot be.',
      'Write "YYYY", "YYYY-MM" or "YYYY-MM-DD" as precisely as the source tells, in quotation marks.',
      {
        type: 'source',
        wrong: 'name: A page\ntitle: A page\nurl: https://www.example.org/b\npublished: "2026-02-30"\n',
        right: 'name: A page\ntitle: A page\nurl: https://www.example.org/b\npublished: "2026-02"\n',
      },
    ),
  ],
  check: async (library) => {
    const validators = await createValidators(library.catalog);
    const suggest = createSuggester(library);
    return function* (subject) {
      const violations = validators.get(subject.type)?.(subject.data) ?? [];
      if (violations.length === 0 && subject.blanks.length === 0) return;
      const unknown = unknownKeys(violations, subject);
      const told = new Set<string>();
      for (const finding of [
        ...violations
          .filter((violation) => !isMisspelt(violation, unknown))
          .flatMap((violation) => findingsOf(violation, suggest)),
        ...blanksIn(subject),
      ]) {
        // What breaks several demands at one place is one defect; each field that is missing is one of its own.
        const place = `${finding.atKey} ${finding.pointer} ${finding.place}`;
        if (!told.has(place)) yield finding;
        told.add(place);
      }
    };
  },
};

/** A key that its map does not know, and what it may have been meant to be. */
interface Unknown {
  /** JSON Pointer to the map. */
  readonly around: string;
  readonly meant: string | undefined;
}

const unknownKeys = (violations: readonly Violation[], { type, blanks }: RecordUnderTest): Unknown[] => [
  ...violations
    .filter(({ keyword }) => keyword === 'additionalProperties')
    .map(({ pointer, subject, schema: { properties = {} } }) => ({
      around: parentOf(pointer),
      meant: closestMatch(subject, Object.keys(properties)),
    })),
  ...blanks.map((blank) => {
    const path = fromPointer(blank);
    const names = Object.keys(fieldAt(type.schema, path.slice(0, -1))?.properties ?? {});
    const key = path.at(-1) ?? '';
    return { around: parentOf(blank), meant: names.includes(key) ? undefined : closestMatch(key, names) };
  }),
];

const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));

/** Whether what is missing is there under a name that is told as unknown. */
const isMisspelt = ({ keyword, pointer, subject, demands }: Violation, unknown: readonly Unknown[]): boolean => {
  const missing = keyword === 'required' ? [subject] : keyword === 'anyOf' ? listChoices(demands) : [];
  return unknown.some((key) => key.around === pointer && key.meant !== undefined && missing.includes(key.meant));
};

/** What is wrong at each of the places that break a demand. */
const findingsOf = (violation: Violation, suggest: Suggester): CodedFinding[] => {
  const { keyword, pointer, value } = violation;
  const finding = describeViolation(violation, suggest);
  if (keyword !== 'uniqueItems' || !Array.isArray(value)) return [finding];
  const seen = new Set<string>();
  return value.flatMap((item, index) => {
    const text = JSON.stringify(item);
    const isFirst = !seen.has(text);
    seen.add(text);
    return isFirst ? [] : [{ ...finding, pointer: parentOf(pointer) + toPointer([index]) }];
  });
};

/** What is wrong with the fields that are written without a value. */
const blanksIn = ({ type, blanks }: RecordUnderTest): CodedFinding[] =>
  blanks.flatMap((pointer): CodedFinding[] => {
    const path = fromPointer(pointer);
    const key = path.at(-1) ?? '';
    const around = fieldAt(type.schema, path.slice(0, -1));
    if (!around || Object.hasOwn(around.properties ?? {}, key)) return [];
    if (typeof around.additionalProperties === 'object')
      return [
        {
          code: 'SCH009',
          pointer,
          atKey: true,
          message: `nothing is written under ${quoteValue(key)}, so it counts as absent`,
          hint: 'write {} where nothing more is known, or delete the line',
        },
      ];
    const [code, message, hint] = unknownField(key, around);
    return [{ code, pointer, atKey: true, message, hint }];
  });

/** What judges the records of each type. */
export const createValidators = async ({ types }: Catalog): Promise<ReadonlyMap<RecordType, Validator>> => {
  const { createValidator: validatorOf } = await import('../schema/validator.ts');
  return new Map(await Promise.all(types.map(async (type) => [type, await validatorOf(type.schema)] as const)));
};
