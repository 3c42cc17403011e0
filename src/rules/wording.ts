import { toPlainText } from '../core/model/plain-text.ts';
import { fromDotted, toPointer, valueAt } from '../core/model/pointer.ts';
import { type JsonObject, isJsonObject, isList, type JsonValue } from '../core/model/record.ts';
import { isPathPrefix, readEvidence } from '../core/schema/assertions.ts';
import { coreValues, type QuoteTests } from './quotes/core-values.ts';
import { quoteTestsFor } from './quotes/quote-tests.ts';
import type { CodedFinding, RuleSet, RuleContext, RecordUnderTest } from './rule.ts';

/** Dates in texts, and passages that name what they are evidence for. */
export const wordingRules: RuleSet = {
  rules: [
    {
      code: 'DATE007',
      severity: 'warning',
      summary: 'a date that is missing or less precise than its own quotes',
      why: 'The sources of the record give the day; without it the record sorts and filters wrongly.',
      remedy: 'Write the date that the quote gives.',
      example: {
        type: 'agreement',
        wrong:
          'name: A memorandum\nkind: mou\nparties: [PE, US]\nstatus: signed\nsigned: "2026-02"\nhistory: {signed: {}}\nevidence:\n  - {source: npla-2026-02-24, supports: [kind, parties, status, signed, history.signed], quote: "a memorandum, signed on 4 February 2026"}\n',
        right:
          'name: A memorandum\nkind: mou\nparties: [PE, US]\nstatus: signed\nsigned: "2026-02-04"\nhistory: {signed: {}}\nevidence:\n  - {source: npla-2026-02-24, supports: [kind, parties, status, signed, history.signed], quote: "a memorandum, signed on 4 February 2026"}\n',
      },
    },
    {
      code: 'DATE008',
      severity: 'error',
      summary: 'a weekday and a date that do not fit together',
      why: 'One of the two is wrong, and with it the day on which it happened.',
      remedy: 'Look the day up again.',
      example: {
        type: 'event',
        wrong: 'name: A meeting\nnote: It was on Tuesday, 4 February 2026.\n',
        right: 'name: A meeting\nnote: It was on Wednesday, 4 February 2026.\n',
      },
    },
    {
      code: 'NAMED001',
      severity: 'error',
      summary: 'evidence about a mineral that does not name it',
      why: 'A passage about "these minerals" is about a group; spread over its members it says what no source says of them.',
      remedy: 'Find a passage that names the mineral, or record the fact at the group.',
    },
  ],
  createCheck: (library) => {
    const tests = quoteTestsFor(library);
    if (!tests) return () => [];
    return function* (record): Iterable<CodedFinding> {
      yield* sharperDates(record, library, tests);
      yield* wrongWeekdays(record, library, tests);
      yield* unnamed(record, tests);
    };
  },
};

const languageOf = (source: string, { findRecord: find }: RuleContext): string | undefined => {
  const language = find(`source/${source}`)?.data['language'];
  return typeof language === 'string' ? language : undefined;
};

/** Core dates whose quotes give exactly one day, while the record gives none or a wider date. */
function* sharperDates(
  { type, data }: RecordUnderTest,
  library: RuleContext,
  { dates }: QuoteTests,
): Iterable<CodedFinding> {
  const reported = new Set<string>();
  const values = coreValues(type.schema, data).filter(({ value }) => /^\d{4}(?:-\d{2})?$/.test(toPlainText(value)));
  if (values.length === 0) return;
  for (const { source, supports, says, data: passage } of readEvidence(data)) {
    const { quote } = passage;
    if (says !== undefined || typeof quote !== 'string') continue;
    const found = dates.find(quote, { language: languageOf(source, library) });
    const days = found.filter(({ date, isExplicit }) => isExplicit && date.length === 10);
    const [day] = days;
    if (!day || days.length > 1) continue;
    for (const core of values) {
      if (reported.has(core.field) || !supports.some((field) => isPathPrefix(field, core.field))) continue;
      if (!day.date.startsWith(toPlainText(core.value))) continue;
      reported.add(core.field);
      yield {
        code: 'DATE007',
        pointer: toPointer(fromDotted(core.field)),
        message: `${core.field} is ${toPlainText(core.value)}, and its quote gives ${day.date}`,
        hint: `write "${day.date}"`,
      };
    }
  }
}

function* wrongWeekdays(
  { data }: RecordUnderTest,
  library: RuleContext,
  { dates }: QuoteTests,
): Iterable<CodedFinding> {
  for (const { pointer, text, language } of textsOf(data, library)) {
    const [wrong] = dates.findWrongWeekdays(text, { language });
    if (wrong)
      yield {
        code: 'DATE008',
        pointer,
        message: `${wrong.date} is no ${wrong.weekday}`,
        hint: 'look the day up again',
      };
  }
}

interface OwnText {
  readonly pointer: string;
  readonly text: string;
  readonly language: string | undefined;
}

/** Fields that hold no text of ours. */
const NO_TEXTS = new Set(['evidence', 'name', 'title', 'url', 'copy', 'archived', 'ids']);

/** Only texts with a date in digits and a few letters around can hold both. */
const MAY_HOLD_A_DATE = /\d{4}/;

/** The texts of a record: our own in English, those of a source in its language. */
const textsOf = (data: JsonObject, library: RuleContext): OwnText[] => {
  const texts: OwnText[] = [];
  const visit = (value: JsonValue, pointer: string, language: string | undefined): void => {
    if (typeof value === 'string') {
      if (value.length > 12 && MAY_HOLD_A_DATE.test(value)) texts.push({ pointer, text: value, language });
      return;
    }
    if (isList(value)) for (const [index, item] of value.entries()) visit(item, `${pointer}/${index}`, language);
    else if (isJsonObject(value))
      for (const [key, item] of Object.entries(value)) visit(item, pointer + toPointer([key]), language);
  };
  for (const [key, value] of Object.entries(data)) if (!NO_TEXTS.has(key)) visit(value, toPointer([key]), 'en');
  for (const [index, { source, data: passage }] of readEvidence(data).entries()) {
    const language = languageOf(source, library);
    if (passage['quote'] !== undefined) visit(passage['quote'], `/evidence/${index}/quote`, language);
    if (passage['note'] !== undefined) visit(passage['note'], `/evidence/${index}/note`, 'en');
  }
  return texts;
};

/** Facts of a mineral that are easily said of a whole group. */
const GROUP_FACTS = ['category', 'part_of', 'uses'];

function* unnamed({ type, id, data }: RecordUnderTest, { namesOf }: QuoteTests): Iterable<CodedFinding> {
  if (type.name !== 'mineral') return;
  const names = namesOf(type.name);
  for (const [index, { supports, says, data: passage }] of readEvidence(data).entries()) {
    const fields = supports.filter((field) => GROUP_FACTS.some((fact) => isPathPrefix(fact, field)));
    if (fields.length === 0 || says !== undefined) continue;
    const texts = [passage['quote'], valueAt(passage, ['locator', 'from']), valueAt(passage, ['locator', 'to'])];
    if (texts.some((text) => typeof text === 'string' && names.match(id, text))) continue;
    yield {
      code: 'NAMED001',
      pointer: `/evidence/${index}`,
      message: `the words of this evidence for ${fields.join(', ')} do not name ${id}`,
      hint: 'quote the words that name it, or record the fact at the group',
    };
  }
}
