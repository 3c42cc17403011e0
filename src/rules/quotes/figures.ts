import { normalizeQuoteText } from '../../core/model/quote-text.ts';
import { findPhrase, maskPhrases, type Phrase, toPhrase } from './phrases.ts';

/** Number words, scale words and units, as `schemas/words.yaml` has them. */
export interface MeasureFile {
  readonly numbers?: readonly { readonly value: number; readonly words: readonly string[] }[];
  readonly scales?: readonly { readonly value: number; readonly words: readonly string[] }[];
  /** Words that put a limit on the number behind them. */
  readonly qualifiers?: readonly string[];
  readonly units?: readonly {
    readonly unit: string;
    readonly dimension: string;
    readonly factor: number;
    readonly words: readonly string[];
    readonly weaker?: readonly string[];
  }[];
}

interface Quantity {
  readonly value: number;
  readonly unit?: string | undefined;
}

/** Match of a number in a quote: with its unit, only in another unit, or not at all. */
type FigureMatch = 'carried' | 'other-unit' | 'absent';

export interface FigureWords {
  readonly match: (quantity: Quantity, quote: string) => FigureMatch;
  /** Tests for a duration as ISO 8601 writes it: P5Y, P18M, P30D. */
  readonly matchDuration: (duration: string, quote: string) => boolean;
  /** The word right before a number that puts a limit on it, in normalized text: "more than", "about". */
  readonly qualifierBefore: (quantity: Quantity, text: string) => string | undefined;
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

/** Text between the two numbers of a range that share one scale: "2-3 million", "2 to 3 million". */
const RANGE = /^ ?(?:-|to|and|or|a|y|e|et|bis|und|до|и) ?(?:[a-z]{0,3}[$€£])?$/;

const TOLERANCE = 1e-6;

const MILLION = 'million ';

export const createFigureWords = ({
  numbers = [],
  scales = [],
  units = [],
  qualifiers = [],
}: MeasureFile): FigureWords => {
  const numberWords = toScaled(numbers);
  const scaleWords = toScaled(scales).toSorted((a, b) => b.phrase.head.length - a.phrase.head.length);
  const allUnits: readonly Unit[] = units.map(({ unit, dimension, factor, words, weaker = [] }) => ({
    unit,
    dimension,
    factor,
    words: words.map((word) => toPhrase(normalizeQuoteText(word))),
    weaker: weaker.map((word) => toPhrase(normalizeQuoteText(word))),
  }));

  const limits = qualifiers.map((word) => normalizeQuoteText(word)).toSorted((a, b) => b.length - a.length);

  /** A unit by its name, also one in millions: "million lb". */
  const unitNamed = (name: string): Pick<Unit, 'dimension' | 'factor'> | undefined => {
    const isMillion = name.startsWith(MILLION);
    const unit = allUnits.find((each) => each.unit === (isMillion ? name.slice(MILLION.length) : name));
    return unit && { dimension: unit.dimension, factor: unit.factor * (isMillion ? 1e6 : 1) };
  };

  const unitsOf = (text: string): readonly Unit[] =>
    allUnits.filter(({ words, weaker }) => {
      const masked = maskPhrases(text, weaker);
      return words.some((word) => findPhrase(masked, word));
    });

  const quantitiesIn = (text: string): readonly number[] => tokensIn(text).flatMap(({ values }) => values);

  /** The numbers of a text with the values that their scales give them. */
  const tokensIn = (text: string): readonly Token[] => {
    const tokens = [...digitTokens(text), ...wordTokens(text, numberWords)].toSorted((a, b) => a.start - b.start);
    const scaled = tokens.map((token) => scaleAfter(text, token.end, scaleWords));
    return tokens.map(({ start, end, values }, index) => {
      const own = scaled[index] ?? 1;
      const next = tokens[index + 1];
      const shares = own === 1 && next !== undefined && RANGE.test(text.slice(end, next.start));
      const factors = shares ? [1, scaled[index + 1] ?? 1] : [own];
      return { start, end, values: values.flatMap((value) => factors.map((factor) => value * factor)) };
    });
  };

  const match = ({ value, unit }: Quantity, quote: string): FigureMatch => {
    const text = normalizeQuoteText(quote);
    const quantities = quantitiesIn(text);
    const isPlain = quantities.some((quantity) => isEqual(quantity, value));
    const target = unit === undefined ? undefined : unitNamed(unit);
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

  /** Factors between a unit and the others of its dimension, itself included. */
  const factorsOf = (unit: string | undefined): readonly number[] => {
    const own = unit === undefined ? undefined : unitNamed(unit);
    if (!own) return [1];
    return allUnits.filter(({ dimension }) => dimension === own.dimension).map(({ factor }) => factor / own.factor);
  };

  const qualifierBefore: FigureWords['qualifierBefore'] = ({ value, unit }, text) => {
    const factors = factorsOf(unit);
    for (const { start, values } of tokensIn(text)) {
      if (!values.some((each) => factors.some((factor) => isEqual(each * factor, value)))) continue;
      const before = text.slice(0, start).replace(/[^\p{L}]*$/u, '');
      const found = limits.find((limit) => endsWithWord(before, limit));
      if (found !== undefined) return found;
    }
    return undefined;
  };

  return {
    match,
    qualifierBefore,
    matchDuration,
    unitsIn: (text) => unitsOf(normalizeQuoteText(text)).map(({ unit }) => unit),
  };
};

const endsWithWord = (text: string, word: string): boolean =>
  text.endsWith(word) && !/[\p{Script=Latin}\p{Script=Cyrillic}]/u.test(text.at(-word.length - 1) ?? '');

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

/** Between a number and its scale: a space, a hyphen, the end of a bracket as in "seven (07) billion". */
const GAP = /^\)?[ -]?/;

/** The product of the scale words that follow a number: "mil millones" is 10^9. */
const scaleAfter = (text: string, end: number, scales: readonly Scaled[]): number => {
  let factor = 1;
  let position = end;
  for (;;) {
    const from = position;
    const start = from + (GAP.exec(text.slice(from, from + 3))?.[0].length ?? 0);
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
