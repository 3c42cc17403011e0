/** Combining dot above (left over from Turkish İ), soft hyphens, zero-width characters, Arabic vowel marks and tatweel. */
const DROPPED = /\u0307|[\u00ad\u200b-\u200d\u2060\ufeff\u0640]|[\u064b-\u0652]/g;
const APOSTROPHES = /[’ʼʻ‘`´ʹ′]/g;
const QUOTATION_MARKS = /[“”„‟«»‹›〝〞"]/g;
const DASHES = /[\u2010-\u2015\u2212\u2043\ufe58\ufe63]/g;
const WHITESPACE = /\s+/g;
const GREEK = /\p{Script=Greek}/u;
const ACCENTS = /[\u0300\u0301\u0308\u0342\u0345]/g;
const DECIMAL_DIGIT = /[^\P{Nd}0-9]/gu;

/** Preferred form of letters with two variants. */
const LETTERS: Readonly<Record<string, string>> = { ş: 'ș', ţ: 'ț', ı: 'i', ς: 'σ' };
const VARIANTS = /[şţıς]/g;

/**
 * Normalizes a text for comparison with a quote: Unicode NFKC, lower case, one form of apostrophe, quotation mark, dash, digit
 * and space. Texts that differ only in these are equal.
 */
export const normalizeQuoteText = (text: string): string => {
  const normalized = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(DROPPED, '')
    .replace(APOSTROPHES, "'")
    .replace(QUOTATION_MARKS, '"')
    .replace(DASHES, '-')
    .replace(VARIANTS, (letter) => LETTERS[letter] ?? letter)
    .replace(DECIMAL_DIGIT, toAsciiDigit)
    .replace(WHITESPACE, ' ');
  return GREEK.test(normalized) ? dropGreekAccents(normalized) : normalized;
};

const dropGreekAccents = (text: string): string =>
  text.replaceAll(/\p{Script=Greek}+/gu, (word) => word.normalize('NFD').replace(ACCENTS, '').normalize('NFC'));

/** Blocks of decimal digits start at a code point whose digit is 0 and are ten long. */
const toAsciiDigit = (digit: string): string => {
  let zero = digit.codePointAt(0) ?? 0;
  const codePoint = zero;
  while (codePoint - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(codePoint - zero);
};
