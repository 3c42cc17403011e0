import { toPointer } from '../model/pointer.ts';
import { isList } from '../model/record.ts';
import { nearest } from '../model/near.ts';
import type { Catalog, Type } from '../schema/catalog.ts';
import type { Validator, Violation } from '../schema/validator.ts';
import type { CodedFinding, Family, Rule } from './rule.ts';

const rule = (
  code: string,
  summary: string,
  why: string,
  remedy: string,
  example: NonNullable<Rule['example']>,
): Rule => ({ code, severity: 'error', summary, why, remedy, example });

const EVIDENCE = 'evidence: [{source: npla-2026-02-24, supports: [kind, status, organisations]}]\n';

/** Each file against the JSON Schema of its type. */
export const schema: Family = {
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
      'Write it in the form that the message names.',
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
  check: async ({ catalog }) => {
    const validators = await validatorsOf(catalog);
    return function* ({ type, data }) {
      const violations = validators.get(type)?.(data) ?? [];
      if (violations.length === 0) return;
      const seen = new Set<string>();
      for (const violation of violations) {
        const finding = describe(violation);
        // What breaks several demands at one place is one defect; each field that is missing is one of its own.
        const place = `${violation.atKey} ${finding.pointer} ${/required/i.test(violation.keyword) ? violation.subject : ''}`;
        if (!seen.has(place)) yield finding;
        seen.add(place);
      }
    };
  },
};

/** What judges the records of each type. */
export const validatorsOf = async ({ types }: Catalog): Promise<ReadonlyMap<Type, Validator>> => {
  const { validatorOf } = await import('../schema/validator.ts');
  return new Map(await Promise.all(types.map(async (type) => [type, await validatorOf(type.schema)] as const)));
};

/** A violation in words. */
export const describe = (violation: Violation): CodedFinding => {
  const { pointer, atKey } = violation;
  const [code, message, hint] = words(violation);
  // A field that is written without a value is missing too, and marked there.
  const place = violation.keyword === 'required' ? { place: pointer + toPointer([violation.subject]) } : {};
  return { code, pointer, ...(atKey ? { atKey } : {}), ...place, message, hint };
};

const words = ({
  keyword,
  demands,
  schema,
  value,
  subject,
}: Violation): [code: string, message: string, hint?: string | undefined] => {
  if (schema.format === 'edtf' && (keyword === 'format' || keyword === 'pattern'))
    return ['DATE001', `${quoted(value)} is no date`, 'write "YYYY", "YYYY-MM" or "YYYY-MM-DD", of a day that exists'];
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return ['SCH001', `the field "${subject}" is missing`, schema.properties?.[subject]?.description];
    case 'additionalProperties':
      return [
        'SCH002',
        `there is no field ${quoted(subject)} here`,
        instead(subject, Object.keys(schema.properties ?? {})),
      ];
    case 'type':
      return [
        'SCH003',
        `${quoted(value)} is ${kindOf(value)}; this field takes ${KINDS[String(demands)] ?? String(demands)}`,
        retype(value, String(demands)),
      ];
    case 'enum':
      return [
        'SCH004',
        `${quoted(value)} is not one of the values that this field takes`,
        instead(String(value), (demands as string[]).map(String)),
      ];
    case 'pattern':
    case 'format':
      return [
        'SCH005',
        `${quoted(subject || value)} does not have the form that is asked for here`,
        schema.description,
      ];
    case 'uniqueItems':
      return ['SCH007', 'the same item stands here a second time', 'remove it'];
    case 'anyOf':
    case 'oneOf':
      return ['SCH008', `one of these is needed: ${choices(demands)}`];
    default:
      return ['SCH006', LIMITS[keyword]?.(Number(demands)) ?? `the value breaks ${keyword} ${String(demands)}`];
  }
};

const LIMITS: Readonly<Record<string, (limit: number) => string>> = {
  minLength: () => 'the text is empty',
  maxLength: (limit) => `the text is longer than ${limit} characters`,
  minItems: (limit) => `the list has fewer than ${limit} items`,
  maxItems: (limit) => `the list has more than ${limit} items`,
  minProperties: () => 'the map is empty',
  minimum: (limit) => `the number is below ${limit}`,
  maximum: (limit) => `the number is above ${limit}`,
};

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of fields',
};

const kindOf = (value: unknown): string =>
  value === null
    ? 'nothing'
    : isList(value as never)
      ? 'a list'
      : typeof value === 'object'
        ? 'a map'
        : (KINDS[typeof value] ?? typeof value);

const retype = (value: unknown, wanted: string): string | undefined => {
  if (wanted === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `put it in quotation marks: "${value}"`;
  if (wanted === 'array' && typeof value === 'string') return `write it as a list: [${value}]`;
  if (wanted === 'boolean') return 'write true or false without quotation marks';
  return wanted === 'number' || wanted === 'integer'
    ? 'write the number without quotation marks, separators or unit'
    : undefined;
};

const quoted = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const instead = (word: string, allowed: readonly string[]): string => {
  const [near] = nearest(word.toLowerCase(), allowed, Math.max(2, Math.floor(word.length / 4)));
  return near ? `did you mean ${near}?` : `there are ${allowed.join(', ')}`;
};

const choices = (branches: unknown): string =>
  Array.isArray(branches)
    ? branches.flatMap((branch: { required?: string[] }) => branch.required ?? []).join(', ')
    : '';
