/** Control characters, C1 controls and bidirectional overrides: what a terminal or an editor would obey. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const HARMFUL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Text that is safe to print: what could steer a terminal is shown as U+FFFD instead. */
export const sanitize = (text: string): string => text.replace(HARMFUL, '\ufffd');

/** The same on one line: line breaks and tabulators too would forge what stands around it. */
export const sanitizeLine = (text: string): string => sanitize(text).replaceAll(/[\n\t]/g, '\ufffd');

/** The same as a line that people read: line breaks and tabulators are blanks. */
export const collapseWhitespace = (text: string): string => sanitize(text).replaceAll(/\s*[\n\t]\s*/g, ' ');

/** A text without its middle, where it is longer than so many characters. */
export const truncateMiddle = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most / 2)} … ${text.slice(-most / 2)}` : text;

/** Whether a text is an address of the web, which may be made a link. */
export const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text);

/** JSON, or YAML whose quotation marks hold all of it, that is safe to print: the same is escaped, and what it says stays the same. */
export const sanitizeEscapes = (text: string): string =>
  text.replace(HARMFUL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const MARKS = /\p{M}+/gu;
const NOT_ASCII = /[^\u0000-\u007f]/; // oxlint-disable-line no-control-regex -- the range is the point
/** Dots and commas that a number has inside are not silent: `1.5` is not 15, and `23,000` is 23000. */
const SILENT = /['’ʼ`·]+|(?<!\d)\.+|\.+(?!\d)|(?<=\d),(?=\d{3}(?!\d))/g;
const GAPS = /[^a-z0-9.]+/g;

/**
 * A name as it is compared: lower case, without accents, punctuation as a single blank.
 * `transliterate` turns what is left beyond ASCII into it; without one such letters separate words.
 */
export const normalizeName = (name: string, transliterate?: (text: string) => string): string => {
  let text = name;
  if (NOT_ASCII.test(text)) {
    text = text.normalize('NFKD').replace(MARKS, '');
    if (transliterate && NOT_ASCII.test(text)) text = transliterate(text);
  }
  return text.toLowerCase().replace(SILENT, '').replace(GAPS, ' ').trim();
};

/** A text that begins with a capital letter. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
