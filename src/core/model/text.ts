import { UNSAFE_CHARACTERS } from './unsafe-characters.ts';
const UNSAFE = new RegExp(`[${UNSAFE_CHARACTERS}]`, 'g');

/** Replaces characters that could control a terminal by U+FFFD, so that the text is safe to print. */
export const sanitize = (text: string): string => text.replace(UNSAFE, '\ufffd');

/** Like sanitize, but replaces line breaks and tabs as well: they could fake the output around the text. */
export const sanitizeLine = (text: string): string => sanitize(text).replaceAll(/[\n\t]/g, '\ufffd');

/** Like sanitize, but turns line breaks and tabs into spaces, for text that people read on one line. */
export const collapseWhitespace = (text: string): string => sanitize(text).replaceAll(/\s*[\n\t]\s*/g, ' ');

/** Replaces the middle of a text that is longer than `maxLength` characters by an ellipsis. */
export const truncateMiddle = (text: string, maxLength: number): string => {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength / 2)} … ${text.slice(-maxLength / 2)}`;
};

/** True if a text is an http(s) address, which may become a link. */
export const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text);

/** Escapes unsafe characters in JSON, or in YAML with quoted strings. The parsed values stay the same. */
export const sanitizeEscapes = (text: string): string =>
  text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const COMBINING_MARKS = /\p{M}+/gu;
const NON_ASCII = /[^\u0000-\u007f]/; // oxlint-disable-line no-control-regex -- the range is the point
/** Punctuation to drop. Dots and commas within a number stay significant: `1.5` is not 15, `23,000` is 23000. */
const IGNORED_PUNCTUATION = /['’ʼ`·]+|(?<!\d)\.+|\.+(?!\d)|(?<=\d),(?=\d{3}(?!\d))/g;
const SEPARATORS = /[^a-z0-9.]+/g;

/**
 * Normalizes a name for comparison: lower case, no accents, punctuation as a single space. `transliterate` converts
 * other scripts to ASCII; without it such letters separate words.
 */
export const normalizeName = (name: string, transliterate?: (text: string) => string): string => {
  let text = name;
  if (NON_ASCII.test(text)) {
    text = text.normalize('NFKD').replace(COMBINING_MARKS, '');
    if (transliterate && NON_ASCII.test(text)) text = transliterate(text);
  }
  return text.toLowerCase().replace(IGNORED_PUNCTUATION, '').replace(SEPARATORS, ' ').trim();
};

export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Formats a count with its noun: "1 record", "2 records". */
export const pluralize = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;

/** Lists the first items and counts the others: "a, b and 3 more". */
export const countMore = (items: readonly string[], maxItems: number): string => {
  const listed = items.slice(0, maxItems).join(', ');
  if (items.length <= maxItems) return listed;
  return `${listed} and ${items.length - maxItems} more`;
};

/** Compares texts by code unit, independent of the locale. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** Quotes a word for a POSIX shell, if it needs it. */
export const quoteForShell = (word: string): string => {
  if (/^[\p{L}\p{N}@%+=:,./_-]+$/u.test(word)) return word;
  if (/["$`\\!]/.test(word)) return `'${word.replaceAll("'", String.raw`'\''`)}'`;
  return `"${word}"`;
};
