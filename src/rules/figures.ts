import { isJsonObject } from '../core/model/record.ts';
import { normalizeQuoteText } from '../core/model/quote-text.ts';
import { isPathPrefix, readEvidence } from '../core/schema/assertions.ts';
import type { FigureWords } from './quotes/figures.ts';
import { quoteTestsFor } from './quotes/quote-tests.ts';
import type { CodedFinding, RuleSet, RecordUnderTest } from './rule.ts';

const MEETING = 'name: A mine\ncountries: [PE]\n';
const PLACE = '  - {source: npla-2026-02-24, supports: [countries], quote: in Peru}\n';

/** A number is not read without its unit, its limit and its day. */
export const figureRules: RuleSet = {
  rules: [
    {
      code: 'FIG001',
      severity: 'error',
      summary: 'a figure that changes, without the date for which it holds',
      why: 'Reserves, costs and output of 2011 are not those of today.',
      remedy: 'Add `as_of`; where the source gives no date, write "undated" into `measure`.',
      example: {
        type: 'deposit',
        wrong: `${MEETING}figures: {ore: {measure: ore reserves, value: 5, unit: t}}\nevidence:\n${PLACE}  - {source: npla-2026-02-24, supports: [figures.ore], quote: 5 tonnes of ore}\n`,
        right: `${MEETING}figures: {ore: {measure: ore reserves, value: 5, unit: t, as_of: "2026"}}\nevidence:\n${PLACE}  - {source: npla-2026-02-24, supports: [figures.ore], quote: 5 tonnes of ore}\n`,
      },
    },
    {
      code: 'FIG002',
      severity: 'error',
      summary: 'a unit that is written only in the text of `measure`',
      why: 'A number without its unit cannot be compared, added or converted.',
      remedy: 'Write the unit into `unit` and take it out of `measure`.',
      example: {
        type: 'deposit',
        wrong: `${MEETING}figures: {ore: {measure: tonnes of ore mined, value: 5}}\nevidence:\n${PLACE}  - {source: npla-2026-02-24, supports: [figures.ore], quote: 5 tonnes of ore}\n`,
        right: `${MEETING}figures: {ore: {measure: ore mined, value: 5, unit: t}}\nevidence:\n${PLACE}  - {source: npla-2026-02-24, supports: [figures.ore], quote: 5 tonnes of ore}\n`,
      },
    },
    {
      code: 'FIG003',
      severity: 'error',
      summary: 'a limit that the quote puts on a number, and the figure does not',
      why: '"More than five" is not five.',
      remedy: 'Add `qualifier`.',
      example: {
        type: 'deposit',
        wrong: `${MEETING}figures: {ore: {measure: ore mined, value: 5, unit: t}}\nevidence:\n${PLACE}  - {source: npla-2026-02-24, supports: [figures.ore], quote: more than 5 tonnes of ore}\n`,
        right: `${MEETING}figures: {ore: {measure: ore mined, value: 5, unit: t, qualifier: more than}}\nevidence:\n${PLACE}  - {source: npla-2026-02-24, supports: [figures.ore], quote: more than 5 tonnes of ore}\n`,
      },
    },
  ],
  createCheck: (library) => {
    const tests = quoteTestsFor(library);
    if (!tests) return () => [];
    return function* (record): Iterable<CodedFinding> {
      const { type, data } = record;
      const map = data['figures'];
      if (!isJsonObject(map) || !type.schema.properties?.['figures']?.['x-fact-map']) return;
      for (const [slug, figure] of Object.entries(map)) {
        if (!isJsonObject(figure)) continue;
        const { measure, as_of: date, unit } = figure;
        if (typeof measure !== 'string') continue;
        const pointer = `/figures/${slug}`;
        if (date === undefined && VOLATILE.test(measure) && !UNDATED.test(measure))
          yield {
            code: 'FIG001',
            pointer,
            atKey: true,
            message: `figures.${slug} changes over time, and has no date`,
            hint: 'add as_of: …, or write "undated" into measure',
          };
        // A number in the measure has a unit of its own: "ore of 16 %".
        const [written] =
          unit === undefined && !/\d/.test(measure) ? tests.figures.unitsIn(measure).filter(isPlainUnit) : [];
        if (written !== undefined)
          yield {
            code: 'FIG002',
            pointer: `${pointer}/measure`,
            message: `the unit ${written} is written only in the measure of figures.${slug}`,
            hint: `write unit: ${written === '%' ? '"%"' : written}`,
          };
        yield* missingQualifier(record, slug, figure, tests.figures);
      }
    };
  },
};

/** Measures whose number is another one a year later. */
const VOLATILE =
  /\b(?:reserves?|resources?|costs?|capex|output|production|share|stake|capacity|mine life|life of mine)\b/i;
const UNDATED = /\bundated\b/i;

/** Units that a measure does not name by chance: "a year" and "working days" are no units of the value. */
const isPlainUnit = (unit: string): boolean => !['years', 'months', 'days', 'weeks', 'lb', 'GBP'].includes(unit);

function* missingQualifier(
  { data }: RecordUnderTest,
  slug: string,
  figure: { readonly [field: string]: unknown },
  { qualifierBefore }: FigureWords,
): Iterable<CodedFinding> {
  const { value, unit, qualifier } = figure;
  if (qualifier !== undefined || typeof value !== 'number') return;
  for (const [index, { supports, says, data: passage }] of readEvidence(data).entries()) {
    const { quote } = passage;
    if (says !== undefined || typeof quote !== 'string') continue;
    if (!supports.some((field) => isPathPrefix(field, `figures.${slug}`))) continue;
    const found = qualifierBefore(
      { value, unit: typeof unit === 'string' ? unit : undefined },
      normalizeQuoteText(quote),
    );
    if (found === undefined) continue;
    yield {
      code: 'FIG003',
      pointer: `/figures/${slug}`,
      atKey: true,
      message: `the quote of evidence ${index + 1} says "${found}" of figures.${slug}, which has no qualifier`,
      hint: 'add qualifier: about, more than, at least, less than or up to',
    };
    return;
  }
}
