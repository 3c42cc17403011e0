import { toPointer, type Path } from '../model/pointer.ts';

/** A place in a schema file where it cannot be used, and why. */
export interface SchemaMistake {
  readonly pointer: string;
  readonly message: string;
}

type Check = (value: unknown) => string | undefined;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';

const isListOf =
  (isItem: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(isItem);

const must =
  (isRight: (value: unknown) => boolean, what: string): Check =>
  (value) =>
    isRight(value) ? undefined : `must be ${what}`;

const TEXT = must(isText, 'a text');
const TEXTS = must(isListOf(isText), 'a list of texts');
const LISTS_OF_TEXTS = must(isListOf(isListOf(isText)), 'a list of lists of texts');
const NUMBER = must((value) => typeof value === 'number', 'a number');
const SIZE = must((value) => Number.isInteger(value) && Number(value) >= 0, 'a whole number from 0');
const TRUTH = must((value) => typeof value === 'boolean', 'true or false');
const MAP = must(isObject, 'a map');
const TEXT_OR_TEXTS = must((value) => isText(value) || isListOf(isText)(value), 'a text or a list of texts');
const ANY: Check = () => undefined;

const TYPES: readonly unknown[] = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object'];

const isType = (value: unknown): boolean => TYPES.includes(value) || isListOf((each) => TYPES.includes(each))(value);

const checkPattern: Check = (value) => {
  if (!isText(value)) return TEXT(value);
  try {
    RegExp(value, 'u');
    return undefined;
  } catch (error) {
    return `is not a regular expression: ${(error as Error).message}`;
  }
};

/** Keywords that hold one schema, a list of schemas, or a map of them. */
const SCHEMA: ReadonlySet<string> = new Set([
  'items', 'additionalProperties', 'propertyNames', 'contains', 'not', 'if', 'then', 'else', 'unevaluatedProperties', 'unevaluatedItems',
]); // prettier-ignore
const SCHEMA_LIST: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);
const SCHEMA_MAP: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);

/** Every other keyword that a schema may have, with what it may be; those that begin with `x-` are our own. */
const KEYWORDS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...['$schema', '$id', '$ref', '$anchor', '$comment', 'title', 'description'].map((name) => [name, TEXT] as const),
  ...['const', 'default', 'examples'].map((name) => [name, ANY] as const),
  ...['minItems', 'maxItems', 'minLength', 'maxLength', 'minProperties', 'maxProperties', 'minContains', 'maxContains'].map((name) => [name, SIZE] as const),
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].map((name) => [name, NUMBER] as const),
  ...['uniqueItems', 'readOnly', 'writeOnly', 'deprecated'].map((name) => [name, TRUTH] as const),
  ['type', must(isType, `one of ${TYPES.join(', ')}`)],
  ['enum', must((value) => Array.isArray(value) && value.length > 0, 'a list of values')],
  ['required', TEXTS],
  ['pattern', checkPattern],
  ['format', must((value) => value === 'edtf', 'edtf')],
  ['dependentRequired', must((value) => isObject(value) && Object.values(value).every(isListOf(isText)), 'a map of lists of texts')],
  ...['x-folder', 'x-date', 'x-date-otherwise', 'x-selects', 'x-pattern-hint', 'x-conflict', 'x-latest-step-of', 'x-csl'].map((name) => [name, TEXT] as const),
  ...['x-columns', 'x-dossier', 'x-unique-by', 'x-ref-types'].map((name) => [name, TEXTS] as const),
  ...['x-identity', 'x-near-duplicate', 'x-chronology', 'x-equal-dates'].map((name) => [name, LISTS_OF_TEXTS] as const),
  ...['x-editions', 'x-filters', 'x-valid', 'x-relationship', 'x-sweeps', 'x-rows', 'x-csl-types'].map((name) => [name, MAP] as const),
  ...['x-order', 'x-search', 'x-max-days-apart'].map((name) => [name, NUMBER] as const),
  ...['x-filter-through', 'x-name', 'x-asserts', 'x-fact-map', 'x-any', 'x-group', 'x-unordered', 'x-fact-date', 'x-region', 'x-quote', 'x-home', 'x-members', 'x-bookkeeping'].map((name) => [name, TRUTH] as const),
  ['x-ref', must((value) => value === null || isText(value), 'a text')],
  ['x-presumptions', must(isListOf(isObject), 'a list of maps')],
  ['x-filter', TEXT_OR_TEXTS],
  ['x-disjoint-from', TEXT_OR_TEXTS],
]); // prettier-ignore

/** The first mistake in a schema file that would keep it from being compiled or read; undefined where there is none. */
export const schemaMistake = (schema: unknown): SchemaMistake | undefined => mistakeWithin(schema, []);

const mistakeWithin = (schema: unknown, path: Path): SchemaMistake | undefined => {
  if (typeof schema === 'boolean' && path.length > 0) return undefined;
  if (!isObject(schema)) return { pointer: toPointer(path), message: 'must be a schema' };
  for (const [keyword, value] of Object.entries(schema)) {
    const mistake = mistakeAt(keyword, value, [...path, keyword]);
    if (mistake) return mistake;
  }
  return undefined;
};

const mistakeAt = (keyword: string, value: unknown, path: Path): SchemaMistake | undefined => {
  const pointer = toPointer(path);
  if (SCHEMA.has(keyword)) return mistakeWithin(value, path);
  if (SCHEMA_LIST.has(keyword) || SCHEMA_MAP.has(keyword)) {
    const isList = SCHEMA_LIST.has(keyword);
    if (Array.isArray(value) !== isList || typeof value !== 'object' || value === null)
      return { pointer, message: `must be a ${isList ? 'list' : 'map'} of schemas` };
    for (const [key, part] of Object.entries(value)) {
      const mistake = mistakeWithin(part, [...path, key]);
      if (mistake) return mistake;
    }
    return undefined;
  }
  const check = KEYWORDS.get(keyword);
  if (!check) return keyword.startsWith('x-') ? undefined : { pointer, message: 'is not a keyword of JSON Schema' };
  const message = check(value);
  return message === undefined ? undefined : { pointer, message };
};
