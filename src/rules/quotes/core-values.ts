import { type JsonObject, isJsonObject, isList, type JsonValue } from '../../core/model/record.ts';
import type { Schema } from '../../core/schema/catalog.ts';
import type { DateContext, DateWords } from './dates.ts';
import type { FigureWords } from './figures.ts';
import type { NameWords } from './minerals.ts';
import type { ValueWords } from './value-words.ts';

/** Everything that quotes are tested with. */
export interface QuoteTests {
  readonly words: ValueWords;
  readonly figures: FigureWords;
  readonly dates: DateWords;
  /** Names of the records of a type. */
  readonly namesOf: (type: string) => NameWords;
}

/** One value that a quote has to carry. */
export interface CoreValue {
  /** The dotted path that `supports` and `quote_missing` name. Values of a list share the path of the list. */
  readonly field: string;
  readonly value: JsonValue;
  /** Other fields whose quotes carry it as well: the same date in another place. */
  readonly alsoFrom: readonly string[];
  readonly test: (quote: string, context: DateContext, tests: QuoteTests) => QuoteVerdict;
}

/** Result of testing a quote against a value. */
export interface QuoteVerdict {
  readonly isCarried: boolean;
  /** The word found; empty where any quote is enough. */
  readonly word?: string;
  /** A word of the same sentence that speaks of plans or drafts. */
  readonly marker?: string;
  /** The phrase that holds a word but does not count: "to be signed". */
  readonly weaker?: string;
  /** Values that the quote does hold a word for. */
  readonly others?: readonly string[];
  /** True if the language of the source has no words for this field. */
  readonly isUnknownLanguage?: boolean;
  /** True if a figure's number is there, but not with its unit. */
  readonly isOtherUnit?: boolean;
}

/** The values of a record that need a quote, each with its test. What does not fit the schema is left out. */
export const coreValues = (schema: Schema, data: JsonObject): CoreValue[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (!field['x-quote-required'] || value === undefined) return [];
    return valuesOf(schema, name, field, value);
  });

/** The names of the fields that need quotes. */
export const coreFields = (schema: Schema): string[] =>
  Object.entries(schema.properties ?? {})
    .filter(([, field]) => field['x-quote-required'])
    .map(([name]) => name);

/** The tests of one field, or of a value that another source gives for it (`says`). */
const valuesOf = (schema: Schema, name: string, field: Schema, value: JsonValue): CoreValue[] => {
  if (isList(value)) return value.flatMap((item) => itemValue(name, field.items, item));
  if (!isJsonObject(value)) return plainValue(schema, name, name, field, value);
  const steps = stepWords(schema, name);
  return Object.entries(value).flatMap(([key, entry]) => {
    const path = `${name}.${key}`;
    if (steps !== undefined) return stepValues(schema, path, steps, key, entry);
    const inner = field.properties?.[key];
    if (inner) return plainValue(schema, path, key, inner, entry);
    return figureValue(path, entry);
  });
};

/** The field whose values name the steps of a map: `status` for `history`. */
const stepWords = (schema: Schema, map: string): string | undefined =>
  Object.entries(schema.properties ?? {}).find(([, field]) => field['x-latest-step-of'] === map)?.[0];

const stepValues = (schema: Schema, path: string, table: string, step: string, entry: JsonValue): CoreValue[] => {
  const date = isJsonObject(entry) && typeof entry['date'] === 'string' ? entry['date'] : undefined;
  const own: CoreValue = { field: path, value: step, alsoFrom: [], test: wordTest(table, step) };
  if (date === undefined) return [own];
  return [own, dateValue(schema, `${path}.date`, date)];
};

const itemValue = (field: string, items: Schema | undefined, item: JsonValue): CoreValue[] => {
  const type = items?.['x-ref'];
  if (typeof item !== 'string' || typeof type !== 'string') return [];
  const test: CoreValue['test'] = (quote, _, { namesOf }) => ({ isCarried: namesOf(type).match(item, quote) });
  return [{ field, value: item, alsoFrom: [], test }];
};

const plainValue = (schema: Schema, path: string, name: string, field: Schema, value: JsonValue): CoreValue[] => {
  if (typeof value === 'string' && field.format === 'edtf') return [dateValue(schema, path, value)];
  if (typeof value === 'string' && field.enum?.includes(value) === false) return [];
  if (typeof value === 'boolean' || (typeof value === 'string' && field.enum))
    return [{ field: path, value, alsoFrom: [], test: wordTest(name, value) }];
  if (typeof value === 'string' && field.pattern?.startsWith('^P('))
    return [
      {
        field: path,
        value,
        alsoFrom: [],
        test: (quote, _, { figures }) => ({ isCarried: figures.matchDuration(value, quote) }),
      },
    ];
  return [{ field: path, value, alsoFrom: [], test: () => ({ isCarried: true, word: '' }) }];
};

const dateValue = (schema: Schema, field: string, date: string): CoreValue => {
  const pairs = (schema['x-equal-dates'] ?? []).filter((pair) => pair.includes(field));
  return {
    field,
    value: date,
    alsoFrom: pairs.flat().filter((each) => each !== field),
    test: (quote, context, { dates }) => ({ isCarried: dates.match(date, quote, context) }),
  };
};

const figureValue = (field: string, entry: JsonValue): CoreValue[] => {
  if (!isJsonObject(entry)) return [];
  const { value, unit } = entry;
  if (typeof value !== 'number') return [];
  const quantity = { value, unit: typeof unit === 'string' ? unit : undefined };
  const test: CoreValue['test'] = (quote, _, { figures }) => {
    const outcome = figures.match(quantity, quote);
    return { isCarried: outcome === 'carried', isOtherUnit: outcome === 'other-unit' };
  };
  return [{ field, value: entry, alsoFrom: [], test }];
};

const wordTest =
  (table: string, value: string | boolean): CoreValue['test'] =>
  (quote, { language }, { words }) => {
    if (!words.covers(table)) return { isCarried: true, word: '' };
    const found = words.match(table, value, quote, language);
    switch (found.outcome) {
      case 'carried':
        return { isCarried: true, word: found.word, ...(found.marker === undefined ? {} : { marker: found.marker }) };
      case 'weaker':
        return { isCarried: false, weaker: found.phrase, others: found.others };
      case 'unknown-language':
        return { isCarried: false, isUnknownLanguage: true, others: found.others };
      default:
        return { isCarried: false, others: found.others };
    }
  };
