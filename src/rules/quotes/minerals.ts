import { normalizeQuoteText } from '../../core/model/quote-text.ts';
import { findPhrase, type Phrase, toPhrase } from './phrases.ts';

/** A thing and all its names. */
export interface Named {
  readonly id: string;
  readonly names: readonly string[];
}

/** More names by id and language, as `schemas/words.yaml` has them. */
export type MoreNames = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface NameWords {
  /** True if a quote names a thing. */
  readonly match: (id: string, quote: string) => boolean;
}

/** Shorter names in the Latin script are too often a part of something else. */
const MIN_LATIN_LENGTH = 3;

/** Looks for things by any of their names, in any language; plurals in s and es included. */
export const createNameWords = (things: readonly Named[], more: MoreNames = {}): NameWords => {
  const nameLists = new Map(things.map(({ id, names }) => [id, names]));
  const phraseLists = new Map<string, readonly Phrase[]>();
  const phrasesOf = (id: string): readonly Phrase[] => {
    const known = phraseLists.get(id);
    if (known) return known;
    const own = (nameLists.get(id) ?? []).map(normalizeName).filter(isLongEnough).flatMap(withPlurals);
    const added = Object.values(more[id] ?? {})
      .flat()
      .map(normalizeName);
    const phrases = [...new Set([...own, ...added])].map(toPhrase);
    phraseLists.set(id, phrases);
    return phrases;
  };
  return {
    match: (id, quote) => {
      const text = normalizeName(quote);
      return phrasesOf(id).some((phrase) => findPhrase(text, phrase));
    },
  };
};

const normalizeName = (name: string): string => normalizeQuoteText(name).replaceAll('-', ' ');

const isLongEnough = (name: string): boolean =>
  !/^[\p{Script=Latin}\d]*$/u.test(name) || name.length >= MIN_LATIN_LENGTH;

const withPlurals = (name: string): string[] =>
  /\p{Script=Latin}$/u.test(name) ? [name, `${name}s`, `${name}es`] : [name];
