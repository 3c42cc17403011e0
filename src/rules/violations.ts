import { toPointer } from '../model/pointer.ts';
import { isList } from '../model/record.ts';
import { closestMatch } from '../model/fuzzy.ts';
import type { Schema } from '../schema/catalog.ts';
import type { Violation } from '../schema/validator.ts';
import type { CodedFinding } from './rule.ts';
import type { Suggester } from './suggester.ts';

/** A violation in words; `suggest` tells which record may have been meant. */
export const describeViolation = (violation: Violation, suggest?: Suggester): CodedFinding => {
  const { keyword, pointer, atKey, subject } = violation;
  const [code, message, hint] = words(violation, suggest);
  // A field that is written without a value is missing too, and marked there.
  const place = keyword === 'required' ? { place: pointer + toPointer([subject]) } : {};
  return { code, pointer, ...(atKey ? { atKey } : {}), ...place, message, hint };
};

type Words = [code: string, message: string, hint?: string | undefined];

const words = ({ keyword, demands, schema, value, subject }: Violation, suggest?: Suggester): Words => {
  if (schema.format === 'edtf' && (keyword === 'format' || keyword === 'pattern'))
    return ['DATE001', `${quoteValue(value)} is no date that fits here`, schema['x-pattern-hint']];
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return ['SCH001', `the field "${subject}" is missing`, schema.properties?.[subject]?.description];
    case 'additionalProperties':
      return unknownField(subject, schema);
    case 'type':
      return [
        'SCH003',
        `${quoteValue(value)} is ${kindOf(value)}; this field takes ${KINDS[String(demands)] ?? String(demands)}`,
        retype(value, schema),
      ];
    case 'enum':
      return [
        'SCH004',
        `${quoteValue(value)} is not one of the values that this field takes`,
        instead(String(value), (demands as string[]).map(String)),
      ];
    case 'pattern':
    case 'format':
      return [
        'SCH005',
        `${quoteValue(subject || value)} does not have the form that is asked for here`,
        recordFor(schema, subject || value, suggest) ?? schema['x-pattern-hint'] ?? schema.description,
      ];
    case 'uniqueItems':
      return ['SCH007', 'the same item stands here again', 'remove it'];
    case 'anyOf':
    case 'oneOf':
      return ['SCH008', `one of these is needed: ${listChoices(demands).join(', ')}`];
    default:
      return ['SCH006', LIMITS[keyword]?.(Number(demands)) ?? `the value breaks ${keyword} ${String(demands)}`];
  }
};

/** What is said of a key that a map does not know. */
export const unknownField = (key: string, { properties = {} }: Schema): Words => [
  'SCH002',
  `there is no field ${quoteValue(key)} here`,
  instead(key, Object.keys(properties)),
];

/** Which record a text that is no reference may mean. */
const recordFor = ({ 'x-ref': named }: Schema, text: unknown, suggest?: Suggester): string | undefined => {
  if (!named || typeof text !== 'string' || !suggest) return undefined;
  const [type, isOpen] = named === '*' ? [text.split('/')[0] ?? '', true] : [named, false];
  const id = suggest(type, text);
  return id && `did you mean ${isOpen ? `${type}/` : ''}${id}?`;
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

const retype = (value: unknown, { type: wanted, enum: values }: Schema): string | undefined => {
  if (wanted === 'string' && values) return `there are ${values.join(', ')}`;
  if (wanted === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return 'put it in quotation marks, as it stands there';
  if (wanted === 'array' && typeof value === 'string') return `write it as a list: [${value}]`;
  if (wanted === 'boolean') return 'write true or false without quotation marks';
  return wanted === 'number' || wanted === 'integer'
    ? 'write the number without quotation marks, separators or unit'
    : undefined;
};

/** A value as it is shown in a message. */
export const quoteValue = (value: unknown): string => {
  // JSON has no word for what is no finite number.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const instead = (word: string, allowed: readonly string[]): string => {
  const near = closestMatch(word.toLowerCase(), allowed);
  return near ? `did you mean ${near}?` : `there are ${allowed.join(', ')}`;
};

/** The fields of which one is needed. */
export const listChoices = (branches: unknown): string[] =>
  Array.isArray(branches) ? branches.flatMap((branch: { required?: string[] }) => branch.required ?? []) : [];
