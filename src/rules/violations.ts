import { definedOnly } from '../core/model/defined-only.ts';
import { ownValue } from '../core/model/own.ts';
import { toPointer } from '../core/model/pointer.ts';
import { isList } from '../core/model/record.ts';
import { closestMatch, suggestOr } from '../core/model/fuzzy.ts';
import type { Schema } from '../core/schema/catalog.ts';
import type { Violation } from './validation/validator.ts';
import type { CodedFinding } from './rule.ts';
import type { SuggestId } from './suggester.ts';

/** Converts a violation of the schema to a finding; `suggestId` finds the record that was probably intended. */
export const describeViolation = (violation: Violation, suggestId?: SuggestId): CodedFinding => {
  const { keyword, pointer, atKey, fieldName } = violation;
  const [code, message, hint] = explainViolation(violation, suggestId);
  // A field that is written without a value is missing too; the marker then goes to its key.
  const markerPointer = keyword === 'required' ? pointer + toPointer([fieldName]) : undefined;
  return { code, pointer, message, hint, ...definedOnly({ atKey: atKey || undefined, markerPointer }) };
};

/** Code, message and hint of a finding. */
type MessageParts = [code: string, message: string, hint?: string | undefined];

const explainViolation = (
  { keyword, expected, schema, value, fieldName }: Violation,
  suggestId?: SuggestId,
): MessageParts => {
  if (schema.format === 'edtf' && (keyword === 'format' || keyword === 'pattern'))
    return ['DATE001', `${quoteValue(value)} is not a valid date for this field`, schema['x-pattern-hint']];
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return ['SCH001', `the field "${fieldName}" is missing`, ownValue(schema.properties, fieldName)?.description];
    case 'additionalProperties':
      return unknownField(fieldName, schema);
    case 'type':
      return [
        'SCH003',
        `${quoteValue(value)} is ${kindOfValue(value)}; this field takes ${ownValue(KINDS, String(expected)) ?? String(expected)}`,
        typeHint(value, schema),
      ];
    case 'enum':
      return [
        'SCH004',
        `${quoteValue(value)} is not an allowed value of this field`,
        allowedHint(String(value), (expected as string[]).map(String)),
      ];
    case 'pattern':
    case 'format':
      return [
        'SCH005',
        `${quoteValue(fieldName || value)} does not have the required format`,
        suggestRecord(schema, fieldName || value, suggestId) ?? schema['x-pattern-hint'] ?? schema.description,
      ];
    case 'false schema':
      return ['SCH002', 'this field is not allowed beside the others here', 'remove it'];
    case 'uniqueItems':
      return ['SCH007', 'this item is already in the list', 'remove it'];
    case 'anyOf':
    case 'oneOf':
      return ['SCH008', `at least one of these fields is required: ${listChoices(expected).join(', ')}`];
    default:
      return [
        'SCH006',
        ownValue(LIMIT_MESSAGES, keyword)?.(Number(expected)) ?? `the value violates ${keyword} ${String(expected)}`,
      ];
  }
};

/** Explains a key that the schema does not allow. */
export const unknownField = (key: string, { properties = {} }: Schema): MessageParts => [
  'SCH002',
  `unknown field ${quoteValue(key)}`,
  allowedHint(key, Object.keys(properties)),
];

/** Hint with the record that a malformed reference probably means. */
const suggestRecord = ({ 'x-ref': targetType }: Schema, text: unknown, suggestId?: SuggestId): string | undefined => {
  if (!targetType || typeof text !== 'string' || !suggestId) return undefined;
  const allowsAnyType = targetType === '*';
  const typeName = allowsAnyType ? (text.split('/')[0] ?? '') : targetType;
  const id = suggestId(typeName, text);
  if (!id) return undefined;
  return allowsAnyType ? `did you mean ${typeName}/${id}?` : `did you mean ${id}?`;
};

const LIMIT_MESSAGES: Readonly<Record<string, (limit: number) => string>> = {
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
  boolean: 'a boolean',
  array: 'a list',
  object: 'a map of fields',
};

const kindOfValue = (value: unknown): string => {
  if (value === null) return 'nothing';
  if (isList(value as never)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return KINDS[typeof value] ?? typeof value;
};

const typeHint = (value: unknown, { type: expectedType, enum: enumValues }: Schema): string | undefined => {
  if (expectedType === 'string' && enumValues) return allowedValues(enumValues);
  if (expectedType === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return 'put it in quotation marks';
  if (expectedType === 'array' && typeof value === 'string') return `write it as a list: [${value}]`;
  if (expectedType === 'boolean') return 'write true or false without quotation marks';
  if (expectedType === 'number' || expectedType === 'integer')
    return 'write the number without quotation marks, separators or unit';
  return undefined;
};

/** Formats a value for a message, at most 60 characters long. */
export const quoteValue = (value: unknown): string => {
  // JSON turns NaN and Infinity into null.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const allowedHint = (word: string, values: readonly string[]): string => {
  const closestValue = closestMatch(word.toLowerCase(), values);
  return suggestOr(closestValue, allowedValues(values));
};

const allowedValues = (values: readonly string[]): string => `allowed: ${values.join(', ')}`;

/** The fields of which the branches of an anyOf require one each. */
export const listChoices = (branches: unknown): string[] =>
  Array.isArray(branches) ? branches.flatMap((branch: { required?: string[] }) => branch.required ?? []) : [];
