import { normalizeQuoteText } from '../../core/model/quote-text.ts';
import { findPhrase, maskPhrases, type Phrase, toPhrase } from './phrases.ts';

/** The file of words, `schemas/words.yaml`, as it is written. */
export interface WordFile {
  /** Language codes that use the words of another code: hr → sr. */
  readonly like?: Readonly<Record<string, string>>;
  readonly markers?: Readonly<Record<string, readonly string[]>>;
  readonly [field: string]: unknown;
}

interface WordList {
  readonly words: readonly string[];
  readonly weaker?: readonly string[];
}

/** Words by field, value and language. */
type WordTable = Readonly<Record<string, Readonly<Record<string, WordList>>>>;

/** Match of a value's words in a quote. */
type WordMatch =
  /** A word carries the value; `marker` is a word of the same sentence that speaks of plans, drafts or talks. */
  | { readonly outcome: 'carried'; readonly word: string; readonly marker?: string }
  /** The only word is part of a phrase that does not count. */
  | { readonly outcome: 'weaker'; readonly phrase: string; readonly others: readonly string[] }
  /** No word for this value; `others` are the values that the quote does hold a word for. */
  | { readonly outcome: 'absent'; readonly others: readonly string[] }
  /** No word was found, and the language of the source has no words for this field. */
  | { readonly outcome: 'unknown-language'; readonly others: readonly string[] };

export interface ValueWords {
  /** True if the values of a field have words. */
  readonly covers: (field: string) => boolean;
  /** Tests a quote against a value of a closed list. `language` is that of the source. */
  readonly match: (field: string, value: string | boolean, quote: string, language?: string) => WordMatch;
  /** The code whose words a language uses. */
  readonly languageOf: (language: string) => string;
}

/** Values for which any quote is enough: they name what has no word of its own. */
const OPEN_VALUES: Readonly<Record<string, readonly string[]>> = { kind: ['other'], status: ['announced'] };

/** Fields in which one value is tested first: a quote that carries it does not carry the other. */
const TESTED_FIRST: Readonly<Record<string, string>> = { binding: 'no' };

/** The field in which words of plans, drafts and talks call for a second look. */
const MARKED_FIELD = 'status';

const ANY = 'any';

/** Sections of the file that hold no values of a closed list. */
const OTHER_SECTIONS = new Set(['like', 'markers', 'mineral_names', 'measures', 'dates']);

interface Phrases {
  readonly words: readonly Phrase[];
  readonly weaker: readonly Phrase[];
}

/** Prepares the word lists. Phrases are normalized on first use. */
export const createValueWords = (file: WordFile): ValueWords => {
  const { like = {}, markers = {} } = file;
  const prepared = new Map<WordList, Phrases>();
  const preparedMarkers = new Map<string, readonly Phrase[]>();

  const tableOf = (field: string): WordTable => (valueOf(file, field) ?? {}) as WordTable;
  const languageOf = (language: string): string => valueOf(like, language) ?? language;

  const phrasesOf = (list: WordList): Phrases => {
    const known = prepared.get(list) ?? { words: toPhrases(list.words), weaker: toPhrases(list.weaker ?? []) };
    prepared.set(list, known);
    return known;
  };

  const markersOf = (language: string): readonly Phrase[] => {
    const known = preparedMarkers.get(language) ?? toPhrases(valueOf(markers, language) ?? []);
    preparedMarkers.set(language, known);
    return known;
  };

  /** Looks for a value's words in one language after the other, its weaker phrases masked in all that were tried. */
  const find = (field: string, value: string, text: string, languages: readonly string[]): Found => {
    const byLanguage = valueOf(tableOf(field), value) ?? {};
    let masked = text;
    let weaker: string | undefined;
    for (const language of languages) {
      const list = valueOf(byLanguage, language);
      if (!list) continue;
      const phrases = phrasesOf(list);
      masked = maskPhrases(masked, phrases.weaker);
      const found = firstFound(masked, phrases.words);
      if (found) return { ...found, language };
      weaker ??= firstFound(text, phrases.weaker)?.phrase.text;
    }
    return { weaker };
  };

  const languagesFor = (field: string, language: string | undefined): readonly string[] => {
    const own = language === undefined ? [] : [languageOf(language), ANY];
    const all = Object.values(tableOf(field)).flatMap((byLanguage) => Object.keys(byLanguage));
    return [...new Set([...own, ...all])];
  };

  const isCarried = (field: string, value: string, text: string, languages: readonly string[]): boolean =>
    find(field, value, text, languages).phrase !== undefined;

  const match: ValueWords['match'] = (field, rawValue, quote, language) => {
    const value = toKey(rawValue);
    const text = normalizeQuoteText(quote);
    const table = tableOf(field);
    const languages = languagesFor(field, language);
    const first = valueOf(TESTED_FIRST, field);
    const isOverruled = first !== undefined && first !== value && isCarried(field, first, text, languages);
    const found = isOverruled ? {} : find(field, value, text, languages);
    if (found.phrase) {
      const sentence = sentenceAround(text, found.start ?? 0);
      const marker =
        field === MARKED_FIELD ? firstFound(sentence, markersOf(found.language ?? ''))?.phrase.text : undefined;
      return { outcome: 'carried', word: found.phrase.text, ...(marker === undefined ? {} : { marker }) };
    }
    if (valueOf(OPEN_VALUES, field)?.includes(value)) return { outcome: 'carried', word: '' };
    const near = language === undefined ? languages : [languageOf(language), ANY];
    const others = Object.keys(table).filter((each) => each !== value && isCarried(field, each, text, near));
    if (found.weaker !== undefined) return { outcome: 'weaker', phrase: found.weaker, others };
    const hasWords =
      language === undefined ||
      Object.values(table).some((byLanguage) => Object.hasOwn(byLanguage, languageOf(language)));
    return { outcome: hasWords ? 'absent' : 'unknown-language', others };
  };

  return { covers: (field) => Object.hasOwn(file, field) && !OTHER_SECTIONS.has(field), match, languageOf };
};

/** The value of a key that may come from anywhere: `constructor` is no word list. */
const valueOf = <JsonValue>(map: Readonly<Record<string, JsonValue>>, key: string): JsonValue | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;

/** The key of a value in the word lists. */
const toKey = (value: string | boolean): string => {
  if (typeof value === 'string') return value;
  return value ? 'yes' : 'no';
};

interface Found {
  readonly phrase?: Phrase;
  readonly start?: number;
  readonly language?: string;
  /** The phrase that holds a word but does not count. */
  readonly weaker?: string | undefined;
}

const toPhrases = (texts: readonly string[]): readonly Phrase[] =>
  texts.map((text) => toPhrase(normalizeQuoteText(text)));

const firstFound = (text: string, phrases: readonly Phrase[]): { phrase: Phrase; start: number } | undefined => {
  for (const phrase of phrases) {
    const span = findPhrase(text, phrase);
    if (span) return { phrase, start: span.start };
  }
  return undefined;
};

const SENTENCE_END = /[.!?;。！？؟।](?=\s|$)|[。！？]/g;

/** The sentence of a text that holds a position. */
const sentenceAround = (text: string, position: number): string => {
  let start = 0;
  for (const { index } of text.matchAll(SENTENCE_END)) {
    if (index >= position) return text.slice(start, index);
    start = index + 1;
  }
  return text.slice(start);
};
