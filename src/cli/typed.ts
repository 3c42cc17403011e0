/** Parsed words of a command line that a shell passes to a completion function. */
export interface TypedWords {
  /** Words without quotes and escapes; the last one is being typed. */
  readonly words: readonly string[];
  /** Number of characters at the start of the last word that the shell keeps; it replaces the rest. */
  readonly keptLength: number;
  /** The quote that is open at the end: `"`, `'` or empty. */
  readonly quote: string;
}

/** Characters at which bash splits words (COMP_WORDBREAKS): `--country=PE` and `24.kg: x` come as three words. */
const SEPARATOR = /^[=:@]+$/;

/** Parses the words that a shell passes. Bash passes words as typed, other shells mostly unquoted. */
export const readWords = (typedWords: readonly string[], isBash: boolean): TypedWords => {
  const words: string[] = [];
  let wordStart = '';
  let lastPiece = '';
  let isContinued = false;
  for (const piece of typedWords) {
    const isSeparator = SEPARATOR.test(piece);
    const isJoined = (isContinued || isSeparator) && words.length > 0;
    wordStart = isJoined ? wordStart + lastPiece : '';
    lastPiece = piece;
    if (isJoined) words.splice(-1, 1, wordStart + piece);
    else words.push(piece);
    isContinued = isSeparator;
  }
  if (isContinued) {
    wordStart += lastPiece;
    lastPiece = '';
  }
  if (!isBash) return { words: words.map(stripQuotes), keptLength: stripQuotes(wordStart).length, quote: '' };
  const { quote, unquotedLength } = parseBashWord(lastPiece);
  return {
    words: words.map((word) => parseBashWord(word).text),
    keptLength: parseBashWord(wordStart).text.length + unquotedLength,
    quote,
  };
};

/** Removes the quotes around a word; a shell may have removed those inside. */
const stripQuotes = (word: string): string =>
  /^["']/.test(word) ? word.replace(/^(["'])(.*?)\1?$/s, '$2') : word.replaceAll(/\\(.)/gs, '$1');

interface BashWord {
  readonly text: string;
  /** The quote that is open at the end. */
  readonly quote: string;
  /** Number of characters before that quote: bash replaces the rest. */
  readonly unquotedLength: number;
}

/** Parses a word by the rules of bash; inside double quotes a backslash escapes only a few characters. */
const parseBashWord = (word: string): BashWord => {
  let text = '';
  let quote = '';
  let unquotedLength = 0;
  for (let index = 0; index < word.length; index += 1) {
    const character = word.charAt(index);
    const next = word.charAt(index + 1);
    if (character === quote) {
      quote = '';
      unquotedLength = 0;
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      unquotedLength = text.length;
    } else if (character === '\\' && (quote === '' || (quote === '"' && (next === '' || '\\"$`'.includes(next))))) {
      text += next;
      index += 1;
    } else text += character;
  }
  return { text, quote, unquotedLength };
};

/** Escapes a text for bash, after an open quote or outside of quotes. */
export const escapeForBash = (text: string, quote: string): string => {
  const escaped = escapeInQuote(text, quote);
  // Bash closes the quote, unless the text ends with the same character.
  return quote !== '' && escaped.endsWith(quote) ? escaped + quote : escaped;
};

const escapeInQuote = (text: string, quote: string): string => {
  switch (quote) {
    case "'":
      return text.replaceAll("'", String.raw`'\''`);
    case '"':
      // Bash expands `!` inside double quotes, and would keep a backslash before it.
      return text.replaceAll(/[\\"$`]/g, String.raw`\$&`).replaceAll('!', `"'!'"`);
    default:
      return text.replaceAll(/[^\p{L}\p{M}\p{N}_@%+=:,./-]/gu, String.raw`\$&`);
  }
};
