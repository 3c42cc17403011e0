/** Words of a command line as a shell passes them to a completion function, read. */
export interface TypedWords {
  /** The words without quotation marks and escapes; the last one is being typed. */
  readonly words: readonly string[];
  /** Characters at the start of the last word that the shell keeps; it replaces the rest. */
  readonly kept: number;
  /** The quotation mark that is open at the end: `"`, `'` or none. */
  readonly quote: string;
}

/** Separators at which bash splits words (COMP_WORDBREAKS): `--country=PE` comes as three words, `24.kg: x` as well. */
const SEPARATOR = /^[=:@]+$/;

/** Reads the words that a shell passes. Words of bash come as they were typed, those of other shells mostly unquoted. */
export const readWords = (typed: readonly string[], isBash: boolean): TypedWords => {
  const words: string[] = [];
  let start = '';
  let last = '';
  let isContinued = false;
  for (const piece of typed) {
    const isSeparator = SEPARATOR.test(piece);
    const isJoined = (isContinued || isSeparator) && words.length > 0;
    start = isJoined ? start + last : '';
    last = piece;
    if (isJoined) words.splice(-1, 1, start + piece);
    else words.push(piece);
    isContinued = isSeparator;
  }
  if (isContinued) {
    start += last;
    last = '';
  }
  if (!isBash) return { words: words.map(withoutMarks), kept: withoutMarks(start).length, quote: '' };
  const { quote, unquoted } = readForBash(last);
  return { words: words.map((word) => readForBash(word).text), kept: readForBash(start).text.length + unquoted, quote };
};

/** A word without the marks around it, where a shell may have removed those within. */
const withoutMarks = (word: string): string =>
  /^["']/.test(word) ? word.replace(/^(["'])(.*?)\1?$/s, '$2') : word.replaceAll(/\\(.)/gs, '$1');

interface WordForBash {
  readonly text: string;
  /** The quotation mark that is open at the end. */
  readonly quote: string;
  /** Characters of the text before that mark: bash replaces what comes after it. */
  readonly unquoted: number;
}

/** Reads a word by the rules of bash: quotation marks, and backslashes, which within double ones escape a few characters only. */
const readForBash = (word: string): WordForBash => {
  let text = '';
  let quote = '';
  let unquoted = 0;
  for (let at = 0; at < word.length; at += 1) {
    const character = word.charAt(at);
    const next = word.charAt(at + 1);
    if (character === quote) {
      quote = '';
      unquoted = 0;
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      unquoted = text.length;
    } else if (character === '\\' && (quote === '' || (quote === '"' && (next === '' || '\\"$`'.includes(next))))) {
      text += next;
      at += 1;
    } else text += character;
  }
  return { text, quote, unquoted };
};

/** A text that bash reads as that text and nothing else, after a quotation mark that is open or outside of any. */
export const escapedForBash = (text: string, quote: string): string => {
  const escaped = escapedWithin(text, quote);
  // Bash closes the mark, except where the text seems to end with it.
  return quote !== '' && escaped.endsWith(quote) ? escaped + quote : escaped;
};

const escapedWithin = (text: string, quote: string): string => {
  switch (quote) {
    case "'":
      return text.replaceAll("'", String.raw`'\''`);
    case '"':
      // The history is searched at `!` within double quotation marks too, and a backslash would remain.
      return text.replaceAll(/[\\"$`]/g, String.raw`\$&`).replaceAll('!', `"'!'"`);
    default:
      return text.replaceAll(/[^\p{L}\p{M}\p{N}_@%+=:,./-]/gu, String.raw`\$&`);
  }
};
