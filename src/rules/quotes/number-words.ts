import { normalizeQuoteText } from '../../core/model/quote-text.ts';
import { findPhrase, type Phrase, toPhrase } from './phrases.ts';

/** Numbers in words by language: the n-th list has the words for the number n. */
export type NumberLists = Readonly<Record<string, readonly (readonly string[])[]>>;

/** Writes the numbers of a normalized text in digits, where words of its language or Chinese numerals give them. */
export type NumberWriter = (text: string, language: string) => string;

interface NumberPhrase {
  readonly phrase: Phrase;
  readonly number: number;
}

/** Creates a writer for days and for years such as "two thousand and twenty-five", whose thousands are in `thousands`. */
export const createNumberWriter = (
  numbers: NumberLists,
  thousands: Readonly<Record<string, readonly string[]>>,
): NumberWriter => {
  const cache = new Map<string, readonly NumberPhrase[]>();
  const numberPhrases = (language: string): readonly NumberPhrase[] => {
    const known = cache.get(language);
    if (known) return known;
    const days = (numbers[language] ?? []).flatMap((words, index) =>
      words.map((word) => ({ word, number: index + 1 })),
    );
    const years = (thousands[language] ?? []).flatMap((start) =>
      days.map(({ word, number }) => ({ word: `${start} ${word}`, number: 2000 + number })),
    );
    const phrases = [...years, ...days].map(({ word, number }) => ({
      phrase: toPhrase(normalizeQuoteText(word)),
      number,
    }));
    // "Twenty-eight" goes before "twenty".
    const longestFirst = phrases.toSorted((a, b) => b.phrase.head.length - a.phrase.head.length);
    cache.set(language, longestFirst);
    return longestFirst;
  };
  return (text, language) => {
    let written = text.replaceAll(CHINESE_NUMBER, (number) => String(readChineseNumber(number)));
    for (const { phrase, number } of numberPhrases(language))
      for (let span = findPhrase(written, phrase); span; span = findPhrase(written, phrase, span.start + 1))
        // "Sept. 18" is a day of September.
        if (!/^\.?\s*\d/.test(written.slice(span.end)))
          written = `${written.slice(0, span.start)}${number}${written.slice(span.end)}`;
    return written;
  };
};

const CHINESE_DIGITS = '〇一二三四五六七八九';
const CHINESE_NUMBER = /[〇零一二三四五六七八九十]+(?=[年月日])/g;

/** The number of Chinese numerals up to 99, or of digits in a row: 二十八, 二〇二五. */
const readChineseNumber = (text: string): number => {
  const digits = Array.from(text.replaceAll('零', '〇'));
  const digitOf = (character: string): number => CHINESE_DIGITS.indexOf(character);
  const ten = digits.indexOf('十');
  if (ten < 0) return Number(digits.map(digitOf).join(''));
  const tens = ten === 0 ? 1 : digitOf(digits[ten - 1] ?? '');
  const ones = digits[ten + 1];
  return tens * 10 + (ones === undefined ? 0 : digitOf(ones));
};
