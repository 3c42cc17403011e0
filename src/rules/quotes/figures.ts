import { normalizeQuoteText } from '../../model/quote-text.ts';
import { findPhrase, maskPhrases, type Phrase, toPhrase } from './phrases.ts';

/** Number words, scale words and units, as `schemas/words.yaml` has them. */
export interface MeasureFile {
  readonly numbers?: readonly { readonly value: number; readonly words: readonly string[] }[];
  readonly scales?: readonly { readonly value: number; readonly words: readonly string[] }[];
  readonly units?: readonly {
    readonly unit: string;
    readonly dimension: string;
    readonly factor: number;
    readonly words: readonly string[];
    readonly weaker?: readonly string[];
  }[];
}

export interface Quantity {
  readonly value: number;
  readonly unit?: string | undefined;
}

/** Whether a quote gives a number: with its unit, only in another unit, or not at all. */
export type FigureMatch = 'carried' | 'other-unit' | 'absent';

export interface FigureWords {
  readonly match: (quantity: Quantity, quote: string) => FigureMatch;
  /** Tests for a duration as ISO 8601 writes it: P5Y, P18M, P30D. */
  readonly matchDuration: (duration: string, quote: string) => boolean;
  /** Units of the word lists whose words occur in a text. */
  readonly unitsIn: (text: string) => readonly string[];
}

interface Unit {
  readonly unit: string;
  readonly dimension: string;
  readonly factor: number;
  readonly words: readonly Phrase[];
  readonly weaker: readonly Phrase[];
}

interface Scaled {
  readonly value: number;
  readonly phrase: Phrase;
}

/** A number in a text with every value that it may have. */
interface Token {
  readonly start: number;
  readonly end: number;
  readonly values: readonly number[];
}

/** Digits in groups divided by single spaces, or digits with points, commas or apostrophes between them. */
const NUMBER = /(?<![\d.,])\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?![\d])|\d+(?:[.,']\d+)*/g;

/** What stands between the two numbers of a range that share one scale: "2-3 million", "2 to 3 million". */
const RANGE = /^ ?(?:-|to|and|or|a|y|e|et|bis|und|до|и) ?(?:[a-z]{0,3}[$€£])?$/;

const TOLERANCE = 1e-6;

export const createFigureWords = ({ numbers = [], scales = [], units = [] }: MeasureFile): FigureWords => {
  const numberWords = toScaled(numbers);
  const scaleWords = toScaled(scales).toSorted((a, b) => b.phrase.head.length - a.phrase.head.length);
  const allUnits: readonly Unit[] = units.map(({ unit, dimension, factor, words, weaker = [] }) => ({
    unit,
    dimension,
    factor,
    words: words.map((word) => toPhrase(normalizeQuoteText(word))),
    weaker: weaker.map((word) => toPhrase(normalizeQuoteText(word))),
  }));

  const unitsOf = (text: string): readonly Unit[] =>
    allUnits.filter(({ words, weaker }) => {
      const masked = maskPhrases(text, weaker);
      return words.some((word) => findPhrase(masked, word));
    });

  const quantitiesIn = (text: string): readonly number[] => {
    const tokens = [...digitTokens(text), ...wordTokens(text, numberWords)].toSorted((a, b) => a.start - b.start);
    const scaled = tokens.map((token) => scaleAfter(text, token.end, scaleWords));
    return tokens.flatMap(({ values, end }, index) => {
      const own = scaled[index] ?? 1;
      const next = tokens[index + 1];
      const shares = own === 1 && next !== undefined && RANGE.test(text.slice(end, next.start));
      const factors = shares ? [1, scaled[index + 1] ?? 1] : [own];
      return values.flatMap((value) => factors.map((factor) => value * factor));
    });
  };

  const match = ({ value, unit }: Quantity, quote: string): FigureMatch => {
    const text = normalizeQuoteText(quote);
    const quantities = quantitiesIn(text);
    const isPlain = quantities.some((quantity) => isEqual(quantity, value));
    const target = unit === undefined ? undefined : allUnits.find((each) => each.unit === unit);
    if (!target) return isPlain ? 'carried' : 'absent';
    const given = unitsOf(text).filter(({ dimension }) => dimension === target.dimension);
    const wanted = value * target.factor;
    if (given.some(({ factor }) => quantities.some((quantity) => isEqual(quantity * factor, wanted)))) return 'carried';
    return isPlain ? 'other-unit' : 'absent';
  };

  const matchDuration = (duration: string, quote: string): boolean => {
    const parts = DURATION.exec(duration);
    if (!parts) return false;
    const [years = 0, months = 0, weeks = 0, days = 0] = parts.slice(1).map((part) => Number(part ?? 0));
    const inMonths: Quantity = { value: years * 12 + months, unit: 'months' };
    const inDays: Quantity = { value: weeks * 7 + days, unit: 'days' };
    return [inMonths, inDays].every((part) => part.value === 0 || match(part, quote) === 'carried');
  };

  return {
    match,
    matchDuration,
    unitsIn: (text) => unitsOf(normalizeQuoteText(text)).map(({ unit }) => unit),
  };
};

const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;

const toScaled = (lists: readonly { readonly value: number; readonly words: readonly string[] }[]): Scaled[] =>
  lists.flatMap(({ value, words }) => words.map((word) => ({ value, phrase: toPhrase(normalizeQuoteText(word)) })));

const isEqual = (one: number, other: number): boolean =>
  Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));

const digitTokens = (text: string): Token[] =>
  Array.from(text.matchAll(NUMBER), ({ 0: digits, index }) => ({
    start: index,
    end: index + digits.length,
    values: valuesOf(digits),
  }));

const wordTokens = (text: string, words: readonly Scaled[]): Token[] =>
  words.flatMap(({ value, phrase }) => {
    const tokens: Token[] = [];
    for (let span = findPhrase(text, phrase); span; span = findPhrase(text, phrase, span.end))
      tokens.push({ ...span, values: [value] });
    return tokens;
  });

/** The values that a number may have: a point or a comma divides groups of three, or begins the decimals. */
const valuesOf = (written: string): readonly number[] => {
  const digits = written.replaceAll(/[ ']/g, '');
  const separators = digits.replaceAll(/\d/g, '');
  if (separators === '') return [Number(digits)];
  const last = separators.at(-1) ?? '';
  const asGroups = Number(digits.replaceAll(/[.,]/g, ''));
  const position = digits.lastIndexOf(last);
  const asDecimal = Number(`${digits.slice(0, position).replaceAll(/[.,]/g, '')}.${digits.slice(position + 1)}`);
  if (new Set(separators).size > 1) return [asDecimal];
  if (separators.length > 1) return [asGroups];
  return digits.length - position === 4 ? [asGroups, asDecimal] : [asDecimal];
};

/** The product of the scale words that follow a number: "mil millones" is 10^9. */
const scaleAfter = (text: string, end: number, scales: readonly Scaled[]): number => {
  let factor = 1;
  let position = end;
  for (;;) {
    const from = position;
    const start = /[ -]/.test(text[from] ?? '') ? from + 1 : from;
    const found = scales.find(({ phrase }) => {
      if (!text.startsWith(phrase.head, start)) return false;
      const span = findPhrase(text, phrase, start);
      return span?.start === start;
    });
    if (!found) return factor;
    factor *= found.value;
    position = endOfWord(text, start, found.phrase);
  }
};

const endOfWord = (text: string, start: number, { head, after }: Phrase): number => {
  let end = start + head.length;
  if (after === undefined && /\p{Script=Cyrillic}|\p{Script=Latin}/u.test(head))
    while (/\p{L}/u.test(text[end] ?? '')) end += 1;
  return end;
};
