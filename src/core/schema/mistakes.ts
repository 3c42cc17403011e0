import { toPointer, type Path } from '../model/pointer.ts';

/** A mistake in a schema file that prevents its use. */
export interface SchemaMistake {
  readonly pointer: string;
  readonly message: string;
}

/** Returns a message for a value that a keyword must not have. */
type KeywordCheck = (value: unknown) => string | undefined;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';

const isListOf =
  (isItem: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(isItem);

const createCheck =
  (isValid: (value: unknown) => boolean, expected: string): KeywordCheck =>
  (value) =>
    isValid(value) ? undefined : `must be ${expected}`;

const TEXT = createCheck(isText, 'a text');
const TEXTS = createCheck(isListOf(isText), 'a list of texts');
const LISTS_OF_TEXTS = createCheck(isListOf(isListOf(isText)), 'a list of lists of texts');
const NUMBER = createCheck((value) => typeof value === 'number', 'a number');
const SIZE = createCheck((value) => Number.isInteger(value) && Number(value) >= 0, 'a whole number from 0');
const BOOLEAN = createCheck((value) => typeof value === 'boolean', 'true or false');
const MAP = createCheck(isObject, 'a map');
const TEXT_OR_TEXTS = createCheck((value) => isText(value) || isListOf(isText)(value), 'a text or a list of texts');
const ANY: KeywordCheck = () => undefined;

const TYPES: readonly unknown[] = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object'];

const isType = (value: unknown): boolean => TYPES.includes(value) || isListOf((item) => TYPES.includes(item))(value);

const checkPattern: KeywordCheck = (value) => {
  if (!isText(value)) return TEXT(value);
  try {
    RegExp(value, 'u');
    return undefined;
  } catch (error) {
    return `is not a regular expression: ${(error as Error).message}`;
  }
};

/** Keywords whose value is a schema, a list of schemas, or a map of schemas. */
const SCHEMA: ReadonlySet<string> = new Set([
  'items', 'additionalProperties', 'propertyNames', 'contains', 'not', 'if', 'then', 'else', 'unevaluatedProperties', 'unevaluatedItems',
]); // prettier-ignore
const SCHEMA_LIST: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);
const SCHEMA_MAP: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);

/** Checks of the other allowed keywords. Those that begin with `x-` are our own. */
const KEYWORDS: ReadonlyMap<string, KeywordCheck> = new Map<string, KeywordCheck>([
  ...['$schema', '$id', '$ref', '$anchor', '$comment', 'title', 'description'].map((name) => [name, TEXT] as const),
  ...['const', 'default', 'examples'].map((name) => [name, ANY] as const),
  ...['minItems', 'maxItems', 'minLength', 'maxLength', 'minProperties', 'maxProperties', 'minContains', 'maxContains'].map((name) => [name, SIZE] as const),
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].map((name) => [name, NUMBER] as const),
  ...['uniqueItems', 'readOnly', 'writeOnly', 'deprecated'].map((name) => [name, BOOLEAN] as const),
  ['type', createCheck(isType, `one of ${TYPES.join(', ')}`)],
  ['enum', createCheck((value) => Array.isArray(value) && value.length > 0, 'a list of values')],
  ['required', TEXTS],
  ['pattern', checkPattern],
  ['format', createCheck((value) => value === 'edtf', 'edtf')],
  ['dependentRequired', createCheck((value) => isObject(value) && Object.values(value).every(isListOf(isText)), 'a map of lists of texts')],
  ...['x-folder', 'x-date', 'x-date-otherwise', 'x-term', 'x-selects', 'x-pattern-hint', 'x-conflict', 'x-latest-step-of', 'x-csl'].map((name) => [name, TEXT] as const),
  ...['x-columns', 'x-dossier', 'x-unique-by', 'x-ref-types'].map((name) => [name, TEXTS] as const),
  ...['x-identity', 'x-near-duplicate', 'x-chronology', 'x-equal-dates'].map((name) => [name, LISTS_OF_TEXTS] as const),
  ...['x-editions', 'x-filters', 'x-synonyms', 'x-labels', 'x-valid', 'x-relationship', 'x-sweeps', 'x-rows', 'x-csl-types'].map((name) => [name, MAP] as const),
  ...['x-order', 'x-search', 'x-max-days-apart'].map((name) => [name, NUMBER] as const),
  ...['x-filter-through', 'x-name', 'x-asserts', 'x-fact-map', 'x-any', 'x-group', 'x-unordered', 'x-fact-date', 'x-region', 'x-quote', 'x-labelled', 'x-ref-code', 'x-bookkeeping', 'x-home', 'x-members'].map((name) => [name, BOOLEAN] as const),
  ['x-ref', createCheck((value) => value === null || isText(value), 'a text')],
  ['x-derived-from', createCheck(isListOf(isObject), 'a list of maps')],
  ['x-presumptions', createCheck(isListOf(isObject), 'a list of maps')],
  ['x-filter', TEXT_OR_TEXTS],
  ['x-disjoint-from', TEXT_OR_TEXTS],
]); // prettier-ignore

/** Finds the first mistake that prevents a schema file from being read or compiled; undefined if there is none. */
export const findSchemaMistake = (schema: unknown): SchemaMistake | undefined => checkSchema(schema, []);

const checkSchema = (schema: unknown, path: Path): SchemaMistake | undefined => {
  if (typeof schema === 'boolean' && path.length > 0) return undefined;
  if (!isObject(schema)) return { pointer: toPointer(path), message: 'must be a schema' };
  for (const [keyword, value] of Object.entries(schema)) {
    const mistake = checkKeyword(keyword, value, [...path, keyword]);
    if (mistake) return mistake;
  }
  return undefined;
};

const checkKeyword = (keyword: string, value: unknown, path: Path): SchemaMistake | undefined => {
  const pointer = toPointer(path);
  if (SCHEMA.has(keyword)) return checkSchema(value, path);
  if (SCHEMA_LIST.has(keyword) || SCHEMA_MAP.has(keyword)) {
    const isList = SCHEMA_LIST.has(keyword);
    if (Array.isArray(value) !== isList || typeof value !== 'object' || value === null)
      return { pointer, message: `must be a ${isList ? 'list' : 'map'} of schemas` };
    for (const [key, subschema] of Object.entries(value)) {
      const mistake = checkSchema(subschema, [...path, key]);
      if (mistake) return mistake;
    }
    return undefined;
  }
  const check = KEYWORDS.get(keyword);
  if (!check) return keyword.startsWith('x-') ? undefined : { pointer, message: 'is not a keyword of JSON Schema' };
  const message = check(value);
  return message === undefined ? undefined : { pointer, message };
};
