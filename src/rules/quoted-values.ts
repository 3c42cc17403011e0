import { toPlainText } from '../core/model/plain-text.ts';
import { fromDotted, toPointer, valueAt, setValueAt } from '../core/model/pointer.ts';
import { type JsonObject, isJsonObject, type JsonValue } from '../core/model/record.ts';
import { isPathPrefix, readEvidence, type RawEvidence } from '../core/schema/assertions.ts';
import type { Schema } from '../core/schema/catalog.ts';
import { type CoreValue, coreFields, coreValues, type QuoteTests, type QuoteVerdict } from './quotes/core-values.ts';
import type { DateContext } from './quotes/dates.ts';
import { quoteTestsFor } from './quotes/quote-tests.ts';
import type { CodedFinding, RuleSet, RuleContext, RecordUnderTest } from './rule.ts';

const AGREEMENT = 'name: A memorandum\nkind: mou\nparties: [PE, US]\nstatus: announced\n';
const PARTIES =
  '  - {source: npla-2026-02-24, supports: [parties, status], quote: Peru and the United States plan it}\n';

/** Core fields are carried by the words of a source, and the words fit the value. */
export const quoteRules: RuleSet = {
  rules: [
    {
      code: 'QUOTE001',
      severity: 'error',
      summary: 'evidence with neither a quote nor a locator',
      why: 'A reader cannot find the passage in the source.',
      remedy: 'Add the words as `quote`, or the first and last words of a longer passage as `locator`.',
      example: {
        type: 'event',
        wrong: 'name: A meeting\nplace: Lima\nevidence: [{source: npla-2026-02-24, supports: [place]}]\n',
        right:
          'name: A meeting\nplace: Lima\nevidence: [{source: npla-2026-02-24, supports: [place], quote: they met in Lima}]\n',
      },
    },
    {
      code: 'QUOTE002',
      severity: 'error',
      summary: 'a core value that no quote carries',
      why: 'The step from the words of a source to the value is where mistakes are made; the quote lets a reader check it.',
      remedy:
        'Add an evidence item with a `quote` that holds the word, number or date; without the text, give the reason in `quote_missing`.',
      example: {
        type: 'agreement',
        wrong: `${AGREEMENT}evidence:\n${PARTIES}  - {source: npla-2026-02-24, supports: [kind], locator: {from: A memorandum}}\n`,
        right: `${AGREEMENT}evidence:\n${PARTIES}  - {source: npla-2026-02-24, supports: [kind], quote: a memorandum of understanding}\n`,
      },
    },
    {
      code: 'QUOTE003',
      severity: 'error',
      summary: 'a quote that does not hold the value that it supports',
      why: 'The words say something else, or less: "to be signed" is not "signed".',
      remedy:
        'Quote the words that carry the value, or correct the value. If the quote is right, add its word to schemas/words.yaml.',
      example: {
        type: 'agreement',
        wrong: `${AGREEMENT}evidence:\n${PARTIES}  - {source: npla-2026-02-24, supports: [kind], quote: a joint statement}\n`,
        right: `${AGREEMENT}evidence:\n${PARTIES}  - {source: npla-2026-02-24, supports: [kind], quote: a memorandum of understanding}\n`,
      },
    },
    {
      code: 'QUOTE004',
      severity: 'warning',
      summary: 'a quote in a language for which no words are known',
      why: 'The quote was not tested against the value.',
      remedy: 'Add words of the language to schemas/words.yaml.',
    },
    {
      code: 'QUOTE005',
      severity: 'warning',
      summary: 'a reason in `quote_missing` that is not needed',
      why: 'It says that there is no quote where there is one, or names a field that needs none.',
      remedy: 'Delete the entry.',
      example: {
        type: 'agreement',
        wrong: `${AGREEMENT}quote_missing: {kind: the text was not found}\nevidence:\n${PARTIES}  - {source: npla-2026-02-24, supports: [kind], quote: a memorandum of understanding}\n`,
        right: `${AGREEMENT}evidence:\n${PARTIES}  - {source: npla-2026-02-24, supports: [kind], quote: a memorandum of understanding}\n`,
      },
    },
    {
      code: 'QUOTE006',
      severity: 'warning',
      summary: 'a quote that calls for a second look',
      why: 'Its sentence speaks of a plan, a draft or talks, or it uses a general word such as "deal".',
      remedy: 'Read the passage again: if the value is right, choose a quote without the word.',
    },
  ],
  createCheck: (library) => {
    const tests = quoteTestsFor(library);
    return function* (record): Iterable<CodedFinding> {
      const { type, data } = record;
      if (!type.schema.properties?.['evidence']?.items?.properties?.['quote']) return;
      const passages = readEvidence(data);
      yield* passagesWithoutWords(passages);
      if (!tests || coreFields(type.schema).length === 0) return;
      yield* new RecordQuotes(record, passages, library, tests).findings();
    };
  },
};

function* passagesWithoutWords(passages: readonly RawEvidence[]): Iterable<CodedFinding> {
  for (const [index, { data }] of passages.entries())
    if (data['quote'] === undefined && data['locator'] === undefined)
      yield {
        code: 'QUOTE001',
        pointer: `/evidence/${index}`,
        message: 'this evidence has neither a quote nor a locator',
        hint: 'add quote: the words of the source',
      };
}

/** A value and the verdict on a quote that supports it. */
interface Judged {
  readonly core: CoreValue;
  readonly verdict: QuoteVerdict;
}

/** The core values of one record and the quotes that support them. */
class RecordQuotes {
  readonly #data: JsonObject;
  readonly #schema: Schema;
  readonly #passages: readonly RawEvidence[];
  readonly #values: readonly CoreValue[];
  readonly #tests: QuoteTests;
  readonly #find: RuleContext['findRecord'];
  /** Values that some quote isPathPrefix, or could not be tested. */
  readonly #carried = new Set<CoreValue>();
  /** Fields of which a quote was found wanting. */
  readonly #reported = new Set<string>();

  constructor(
    { type, data }: RecordUnderTest,
    passages: readonly RawEvidence[],
    { findRecord: find }: RuleContext,
    tests: QuoteTests,
  ) {
    this.#data = data;
    this.#schema = type.schema;
    this.#passages = passages;
    this.#values = coreValues(type.schema, data);
    this.#tests = tests;
    this.#find = find;
  }

  *findings(): Iterable<CodedFinding> {
    for (const [index, passage] of this.#passages.entries()) {
      const quote = passage.data['quote'];
      if (typeof quote === 'string') yield* this.#judgeQuote(index, passage, quote);
    }
    yield* this.#missingQuotes();
    yield* this.#needlessReasons();
  }

  *#judgeQuote(index: number, { source, supports, says }: RawEvidence, quote: string): Iterable<CodedFinding> {
    const context = this.#contextOf(source);
    const pointer = `/evidence/${index}/quote`;
    for (const field of supports) {
      const values = says === undefined ? this.#values : this.#valuesSaid(field, says);
      const supported = values.filter((core) => isPathPrefix(field, core.field));
      if (supported.length === 0) continue;
      const judged = supported.map((core) => ({ core, verdict: core.test(quote, context, this.#tests) }));
      for (const { core, verdict } of judged)
        if (says === undefined && (verdict.isCarried || verdict.isUnknownLanguage)) this.#carried.add(core);
      // A step is carried by its word, its date, or both; another quote may carry the other one.
      const isEnough = judged.some(({ verdict }) => verdict.isCarried);
      if (isEnough) {
        yield* secondLook(judged, pointer);
        continue;
      }
      const finding = notCarried(field, judged, pointer, context);
      if (finding.code === 'QUOTE003') this.#reported.add(field);
      yield finding;
    }
    this.#carryElsewhere(supports, says, quote, context);
  }

  /** Values in other fields that are the same: `signed` and the date of the step. */
  #carryElsewhere(supports: readonly string[], says: JsonValue | undefined, quote: string, context: DateContext): void {
    if (says !== undefined) return;
    for (const core of this.#values)
      if (core.alsoFrom.some((other) => supports.some((field) => isPathPrefix(field, other))))
        if (core.test(quote, context, this.#tests).isCarried) this.#carried.add(core);
  }

  /** The values that the record would have if another source were right. */
  #valuesSaid(field: string, says: JsonValue): readonly CoreValue[] {
    return coreValues(this.#schema, setValueAt(this.#data, fromDotted(field), says) as JsonObject);
  }

  *#missingQuotes(): Iterable<CodedFinding> {
    const reasons = this.#reasons();
    const missing = new Map<string, CoreValue[]>();
    for (const core of this.#values) {
      const isExcused = [...this.#reported, ...reasons].some((field) => isPathPrefix(field, core.field));
      if (this.#carried.has(core) || isExcused || !this.#hasEvidence(core.field)) continue;
      // A step without its word is reported once, not again for its date.
      if ([...missing.keys()].some((field) => isPathPrefix(field, core.field) && field !== core.field)) continue;
      missing.set(core.field, [...(missing.get(core.field) ?? []), core]);
    }
    for (const [field, values] of missing)
      yield {
        code: 'QUOTE002',
        pointer: toPointer(fromDotted(field)),
        atKey: true,
        message: `no quote carries ${describeValues(field, values)}`,
        hint: `quote the words that say so, or give the reason in quote_missing: {${field}: …}`,
      };
  }

  *#needlessReasons(): Iterable<CodedFinding> {
    for (const field of this.#reasons()) {
      const pointer = toPointer(['quote_missing', field]);
      const values = this.#values.filter((core) => isPathPrefix(field, core.field));
      if (values.length === 0)
        yield {
          code: 'QUOTE005',
          pointer,
          atKey: true,
          message: `${field} needs no quote, or the record has no such field`,
          hint: 'delete the entry',
        };
      else if (values.every((core) => this.#carried.has(core)))
        yield {
          code: 'QUOTE005',
          pointer,
          atKey: true,
          message: `a quote carries ${field}`,
          hint: 'delete the entry',
        };
    }
  }

  #reasons(): readonly string[] {
    const reasons = this.#data['quote_missing'];
    return isJsonObject(reasons) ? Object.keys(reasons) : [];
  }

  /** True if any evidence supports a field. Another rule reports fields without evidence. */
  #hasEvidence(field: string): boolean {
    return this.#passages.some(
      ({ says, supports }) =>
        says === undefined && supports.some((each) => isPathPrefix(each, field) || isPathPrefix(field, each)),
    );
  }

  #contextOf(source: string): DateContext {
    const data = this.#find(`source/${source}`)?.data ?? {};
    const [language, published] = [valueAt(data, ['language']), valueAt(data, ['published'])];
    return {
      language: typeof language === 'string' ? language : undefined,
      published: typeof published === 'string' ? published : undefined,
    };
  }
}

function* secondLook(judged: readonly Judged[], pointer: string): Iterable<CodedFinding> {
  for (const { core, verdict } of judged)
    if (verdict.isCarried && verdict.marker !== undefined)
      yield {
        code: 'QUOTE006',
        pointer,
        message: `"${verdict.marker}" in this sentence may mean that ${core.field} is not yet ${describeValue(core.value)}`,
        hint: 'read the passage again',
      };
}

/** The kind of record whose form may be named by a general word. */
const GENERAL = { value: 'contract', word: 'other' };

const notCarried = (
  field: string,
  judged: readonly Judged[],
  pointer: string,
  { language }: DateContext,
): CodedFinding => {
  const wanted = describeValues(
    field,
    judged.map(({ core }) => core),
  );
  const [first] = judged;
  const verdict = first?.verdict ?? { isCarried: false };
  const others = verdict.others ?? [];
  if (verdict.isUnknownLanguage)
    return {
      code: 'QUOTE004',
      pointer,
      message: `no words for ${field} are known in the language of the source (${language}), so the quote was not tested`,
      hint: 'add words of the language to schemas/words.yaml',
    };
  if (first?.core.value === GENERAL.value && others.includes(GENERAL.word))
    return {
      code: 'QUOTE006',
      pointer,
      message: `the quote has only a general word for ${wanted}`,
      hint: 'quote the words that name the form',
    };
  return { code: 'QUOTE003', pointer, message: reasonOf(wanted, verdict), hint: 'quote the words that carry it' };
};

const reasonOf = (wanted: string, { weaker, others = [], isOtherUnit }: QuoteVerdict): string => {
  if (weaker !== undefined) return `the quote does not carry ${wanted}: "${weaker}" is weaker`;
  if (others.length > 0) return `the quote does not carry ${wanted}: it has a word for ${others.join(', ')}`;
  if (isOtherUnit) return `the quote does not carry ${wanted}: the number is there, but not the unit`;
  return `the quote does not carry ${wanted}`;
};

const describeValues = (field: string, values: readonly CoreValue[]): string =>
  `${field} (${values.map(({ value }) => describeValue(value)).join(', ')})`;

const describeValue = (value: JsonValue): string => {
  if (!isJsonObject(value)) return toPlainText(value);
  const parts = [value['qualifier'], value['value'], value['unit']].filter((part) => part !== undefined);
  return parts.map(toPlainText).join(' ');
};
