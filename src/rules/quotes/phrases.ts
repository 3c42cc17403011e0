/** A word or phrase of the word lists, ready to be looked for in normalized text. */
export interface Phrase {
  readonly text: string;
  /** The script of whose letters none may stand before the phrase. */
  readonly before: RegExp | undefined;
  /** The script of whose letters none may follow; undefined for a stem. */
  readonly after: RegExp | undefined;
  /** Stems and words of a phrase with a `*` inside: it is found by this expression. */
  readonly pattern: RegExp | undefined;
  /** The part up to the first `*`. */
  readonly head: string;
}

/** The place of a phrase in a text: start included, end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const SCRIPTS = [/[\p{Script=Latin}\p{M}]/u, /[\p{Script=Cyrillic}\p{M}]/u, /[\p{Script=Greek}\p{M}]/u];
const WORD_LETTERS = String.raw`[\p{L}\p{M}\p{N}'-]*`;
const SPECIAL = /[.*+?^${}()|[\]\\/-]/g;

/** Prepares a phrase that is normalized already; `*` is any letters up to the next space. */
export const toPhrase = (text: string): Phrase => {
  const isStem = text.endsWith('*');
  const body = isStem ? text.slice(0, -1) : text;
  const star = body.indexOf('*');
  const lastLetter = Array.from(body).at(-1) ?? '';
  return {
    text,
    head: star < 0 ? body : body.slice(0, star),
    before: scriptOf(Array.from(body)[0] ?? ''),
    after: isStem ? undefined : scriptOf(lastLetter),
    pattern: star < 0 ? undefined : new RegExp(body.split('*').map(escapePattern).join(WORD_LETTERS), 'uy'),
  };
};

const escapePattern = (text: string): string => text.replace(SPECIAL, String.raw`\$&`);

const scriptOf = (letter: string): RegExp | undefined => SCRIPTS.find((script) => script.test(letter));

/** The first place of a phrase in a normalized text, at or after `from`. */
export const findPhrase = (text: string, phrase: Phrase, from = 0): Span | undefined => {
  const { head, before, after, pattern } = phrase;
  for (let start = text.indexOf(head, from); start >= 0; start = text.indexOf(head, start + 1)) {
    if (head === '') return undefined;
    if (start > 0 && before?.test(text[start - 1] ?? '')) continue;
    const end = endOfMatch(text, start, head, pattern);
    if (end === undefined) continue;
    if (end < text.length && after?.test(text[end] ?? '')) continue;
    return { start, end };
  }
  return undefined;
};

const endOfMatch = (text: string, start: number, head: string, pattern: RegExp | undefined): number | undefined => {
  if (!pattern) return start + head.length;
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
};

/** A text in which every place of some phrases is replaced by characters that belong to no word. */
export const maskPhrases = (text: string, phrases: readonly Phrase[]): string => {
  let masked = text;
  for (const phrase of phrases)
    for (let span = findPhrase(text, phrase); span; span = findPhrase(text, phrase, span.end))
      masked = masked.slice(0, span.start) + MASK.repeat(span.end - span.start) + masked.slice(span.end);
  return masked;
};

const MASK = '\ufffc';
