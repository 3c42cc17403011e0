import type { Dataset, Entry } from '../../index/dataset.ts';
import { maxEdits, typoDistance } from '../../model/fuzzy.ts';
import type { Note } from '../../model/note.ts';
import { refOf } from '../../model/record.ts';
import { normalizeName } from '../../model/text.ts';
import { assumptionNote, normalizeQuery } from '../resolve.ts';
import { describedRecords } from './described-records.ts';
import { type QuestionDates, readDates } from './question-dates.ts';
import vocabulary from './questions.json';

/** A record that a question names, and the words that name it. */
export interface Mention {
  readonly entry: Entry;
  readonly words: string;
  /** Place in the question. */
  readonly start: number;
}

/** A question in parts. */
export interface Question {
  /** Normalized text; records are replaced by their type in angle brackets: `is the <agreement> binding`. */
  readonly text: string;
  readonly mentions: readonly Mention[];
  /** Records that the question describes by parties and form: "Peru's MoU with the US". */
  readonly described: readonly Entry[];
  /** Number of records that fit a description, if they are too many to take one for the one that is meant. */
  readonly fitting?: number;
  /** Coded values by filter: kind, topic, status. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly speakers: readonly string[];
  readonly regions: readonly string[];
  readonly dates: QuestionDates;
  /** Types of records that the question asks for. */
  readonly types: readonly string[];
  readonly limit?: string;
  /** Normalized words that are written like names: in capitals, where not every noun is. */
  readonly names: ReadonlySet<string>;
  readonly notes: readonly Note[];
}

/** Longer texts are no question. */
const MAX_WORDS = 80;
const MAX_CHARACTERS = 1000;
const MAX_NAME_WORDS = 12;

const STOP_NAMES = new Set(vocabulary.stopNames.split(' '));

/** Codes that people write in small letters. */
const LOWER_CASE_CODES = new Set([
  'us',
  'uk',
  'eu',
  'usa',
  'uae',
  'drc',
  'ree',
  'rees',
  'msp',
  'pgm',
  'tin',
  'g7',
  'g20',
  'dfc',
  'eib',
]);

/** Types whose records are named in questions, the likeliest first: a name of several is taken for the first. */
const isNamable = (dataset: Dataset, entry: Entry): boolean =>
  vocabulary.namedTypes.includes(entry.type) && dataset.catalog.type(entry.type) !== undefined;

/** Splits a question into records, coded values, dates and other words; undefined if it has no words or too many. */
export const readQuestion = async (
  dataset: Dataset,
  question: string,
  today: string,
): Promise<Question | undefined> => {
  if (question.length > MAX_CHARACTERS) return undefined;
  const plain = question
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll(/['’ʼ]s\b/g, '')
    .replaceAll(/[–—]/g, ' ');
  const dates = readDates(plain.toLowerCase(), today);
  const tokens = await tokenize(plain);
  if (tokens.length === 0 || tokens.length > MAX_WORDS) return undefined;
  const mentions: Mention[] = [];
  const notes: Note[] = [];
  const words: string[] = [];
  const regions: string[] = [];
  for (let start = 0; start < tokens.length;) {
    const found = findMention(dataset, tokens, start);
    const region = findRegion(tokens, start);
    if (region && region.length > (found?.length ?? 0)) {
      regions.push(region.name);
      words.push('<region>');
      start += region.length;
      continue;
    }
    if (found) mentions.push(found.mention);
    words.push(found ? `<${found.mention.entry.type}>` : (tokens[start]?.key ?? ''));
    start += found?.length ?? 1;
  }
  let text = words.join(' ');
  for (const [id, expression] of Object.entries(vocabulary.adjectives)) {
    const type = vocabulary.adjectiveType;
    const entry = dataset.find(`${type}/${id}`);
    text = text.replaceAll(new RegExp(`(?<![<\\w])(?:${expression})(?![\\w>])`, 'g'), (match, offset: number) => {
      if (!entry) return match;
      if (!mentions.some((mention) => mention.entry === entry)) mentions.push({ entry, words: match, start: offset });
      return `<${type}>`;
    });
  }
  const speakers = findSpeakers(dataset, text);
  const values = findValues(dataset, text);
  if (mentions.length === 0 && speakers.length === 0 && regions.length === 0) {
    const guess = guessMention(dataset, tokens);
    if (guess) {
      mentions.push(guess);
      text = text.replace(guess.words, `<${guess.entry.type}>`);
      notes.push(assumptionNote(`no record is called "${guess.words}"`, guess.entry));
    }
  }
  const ordered = mentions.toSorted((a, b) => a.start - b.start);
  const { described, fitting, note } = await describedRecords(dataset, { text, mentions: ordered, values, dates });
  if (note !== undefined) notes.push(note);
  const limit =
    /\b(?:top|first|last|latest|newest|ultim[oa]s|letzten?|neuesten?|primer[oa]s|ersten?) (\d{1,3})\b|\b(\d{1,3}) (?:latest|newest|largest|biggest|most recent)\b/.exec(
      text,
    );
  const types = Object.entries(vocabulary.types)
    .filter(([, expression]) => matchesWords(text, expression))
    .map(([type]) => type);
  const limitText = limit?.[1] ?? limit?.[2];
  return {
    text,
    mentions: ordered,
    described,
    ...(fitting !== undefined && { fitting }),
    values,
    speakers,
    regions,
    dates,
    types,
    names: findNames(tokens),
    notes,
    ...(limitText !== undefined && { limit: limitText }),
  };
};

/** True if a text contains one of the words as whole words. */
export const matchesWords = (text: string, expression: string): boolean => toWordExpression(expression).test(text);

const wordExpressions = new Map<string, RegExp>();

const toWordExpression = (expression: string): RegExp => {
  const known = wordExpressions.get(expression);
  if (known) return known;
  const created = new RegExp(`(?<![\\w<])(?:${expression})(?![\\w>])`);
  wordExpressions.set(expression, created);
  return created;
};

/** A word as written, and normalized. */
interface QuestionWord {
  readonly raw: string;
  readonly key: string;
}

/** Splits a text at everything that no name contains within a word. */
const tokenize = async (text: string): Promise<QuestionWord[]> => {
  const tokens: QuestionWord[] = [];
  for (const raw of text.split(/[\s,;:!?¿¡"“”„«»()[\]{}/|-]+/)) {
    const keys = (await normalizeQuery(raw)).split(' ').filter(Boolean);
    for (const key of keys.flatMap(splitCompound))
      tokens.push({ raw: keys.length === 1 ? raw.replaceAll(/[.'’]/g, '') : key, key });
  }
  return tokens;
};

const COMPOUND =
  /^(\w{4,}?)(vorkommen|abkommen|vertrag|vertrage|vertragen|lagerstatten?|produktion|reserven|forderung|minen|projekte?n?|partner|liste)$/;

/** Splits a German compound: "lithiumvorkommen" into "lithium" and "vorkommen". */
const splitCompound = (word: string): string[] => {
  const [, first, second] = COMPOUND.exec(word) ?? [];
  if (first === undefined || second === undefined) return [word];
  return /^(?:handels|freihandels|rahmen|liefer|abnahme|handel|staats)$/.test(first) ? [word] : [first, second];
};

const GERMAN_WORDS = new Set(vocabulary.german.split(' '));

/** Words that begin with a capital letter and are not the first. Every noun of German does. */
const findNames = (tokens: readonly QuestionWord[]): Set<string> => {
  if (tokens.some(({ key }) => GERMAN_WORDS.has(key))) return new Set();
  return new Set(tokens.slice(1).flatMap(({ raw, key }) => (/^[A-Z][a-z]/.test(raw) ? [key] : [])));
};

/** Finds the longest name that begins at a word. */
const findMention = (
  dataset: Dataset,
  tokens: readonly QuestionWord[],
  start: number,
): { readonly mention: Mention; readonly length: number } | undefined => {
  const longest = Math.min(MAX_NAME_WORDS, tokens.length - start);
  for (let length = longest; length > 0; length -= 1) {
    const part = tokens.slice(start, start + length);
    const entry = findNamed(dataset, part, start);
    if (entry) return { mention: { entry, words: part.map(({ raw }) => raw).join(' '), start }, length };
  }
  return undefined;
};

/** Finds a region that begins at a word: "Latin America" is not America. */
const findRegion = (
  tokens: readonly QuestionWord[],
  start: number,
): { readonly name: string; readonly length: number } | undefined => {
  const text = tokens
    .slice(start, start + 3)
    .map(({ key }) => key)
    .join(' ');
  const matches = Object.entries(vocabulary.regions).flatMap(([name, expression]) => {
    const [words] = new RegExp(`^(?:${expression})(?!\\w)`).exec(text) ?? [];
    return words === undefined ? [] : [{ name, length: words.split(' ').length }];
  });
  return matches.toSorted((a, b) => b.length - a.length)[0];
};

const findNamed = (dataset: Dataset, part: readonly QuestionWord[], start: number): Entry | undefined => {
  const key = part.map((token) => token.key).join(' ');
  if (part.length === 1 && !mayBeName(part[0], start)) return undefined;
  if (STOP_NAMES.has(key) || /^\d+$/.test(key)) return undefined;
  const inflected = [key.replace(/s$/, ''), `${key}s`, key.replace(/n$/, ''), key.replace(/e[nr] (\w+)$/, 'e $1')];
  for (const spelling of key.length > 4 ? [key, ...inflected] : [key]) {
    if (STOP_NAMES.has(spelling)) continue;
    const entries = dataset.findByName(spelling).filter((entry) => isNamable(dataset, entry));
    const rank = ({ type, id }: Entry): number =>
      vocabulary.namedTypes.indexOf(type) * 2 + (normalizeName(id) === key ? 0 : 1);
    // Of two countries that are called Korea, the one with more records is meant.
    const size = (entry: Entry): number => dataset.filterIndex(vocabulary.adjectiveType).get(refOf(entry))?.length ?? 0;
    const [first] = entries.toSorted((a, b) => rank(a) - rank(b) || size(b) - size(a));
    if (first) return first;
  }
  return undefined;
};

/** Codes of two or three letters are names only in capitals, because they are words too: in, per, and. */
const mayBeName = (token: QuestionWord | undefined, start: number): boolean => {
  if (!token) return false;
  const { raw, key } = token;
  if (STOP_NAMES.has(key) && raw !== raw.toUpperCase()) return false;
  if (key.length > 3) return true;
  if (LOWER_CASE_CODES.has(key)) return true;
  if (key.length < 2) return false;
  if (raw === raw.toUpperCase()) return /[A-Z]{2}/.test(raw);
  return start > 0 && /^[A-Z][a-z]$/.test(raw) && !IGNORED_WORDS.has(key);
};

export const IGNORED_WORDS = new Set(vocabulary.ignored.split(' '));

/** Finds persons whose whole name occurs, or whose last name does. */
const findSpeakers = (dataset: Dataset, text: string): string[] => {
  const names = [...dataset.filterIndex('speaker').keys()].filter((value) => !value.includes('/'));
  const isInText = (words: string): boolean => ` ${text} `.includes(` ${words} `);
  const named = names.filter((value) => value.includes(' ') && isInText(normalizeName(value)));
  if (named.length > 0) return named;
  const byLastName = names.filter((value) => {
    const lastName = normalizeName(value).split(' ').at(-1) ?? '';
    return lastName.length > 3 && isInText(lastName) && !isVocabulary(lastName);
  });
  return byLastName.length <= MAX_NAMESAKES ? byLastName : [];
};

const MAX_NAMESAKES = 3;

const VOCABULARY = [
  ...Object.values(vocabulary.types),
  ...Object.values(vocabulary.fields),
  ...Object.values(vocabulary.dimensions),
  ...Object.values(vocabulary.over),
  ...Object.values(vocabulary.values).flatMap((expressions) => Object.values(expressions)),
  ...Object.values(vocabulary.regions),
  ...vocabulary.patterns.flatMap(({ words }) =>
    [words ?? ''].filter((expression) => expression !== '' && expression !== '[^]*'),
  ),
  vocabulary.dateWords,
]
  .join('|')
  .replaceAll(/<\w+>/g, 'x^');

/** True for a word that questions use for something else than a name. */
const isVocabulary = (word: string): boolean =>
  IGNORED_WORDS.has(word) || STOP_NAMES.has(word) || matchesWords(word, VOCABULARY);

const findValues = (dataset: Dataset, text: string): Map<string, string[]> => {
  const values = new Map<string, string[]>();
  const filters = dataset.catalog.filters;
  for (const [name, expressions] of Object.entries(vocabulary.values)) {
    const allowed = filters.get(name)?.values;
    const words = { ...expressions } as Record<string, string>;
    for (const value of allowed ?? dataset.filterIndex(name).keys()) words[value] ??= value.replaceAll('-', ' ');
    const matching = Object.entries(words).flatMap(([value, expression]) => {
      if (allowed && !allowed.includes(value)) return [];
      return !vocabulary.unnamedValues.includes(value) && matchesWords(text, expression) ? [value] : [];
    });
    // "Price floors" is not about floors as well.
    const found = matching.filter(
      (value) => !matching.some((other) => other !== value && `-${other}-`.includes(`-${value}-`)),
    );
    if (found.length > 0) values.set(name, found);
  }
  return values;
};

/** Guesses a misspelt country or mineral: the only name that is one or two letters away. */
const guessMention = (dataset: Dataset, tokens: readonly QuestionWord[]): Mention | undefined => {
  const candidates = vocabulary.guessedTypes.flatMap((type) => dataset.entriesOfType(type));
  for (const [start, { key, raw }] of tokens.entries()) {
    const limit = Math.min(2, maxEdits(key.length));
    if (key.length < 5 || isVocabulary(key)) continue;
    const near = candidates.filter(({ keys }) =>
      keys.some((name) => name[0] === key[0] && name.length >= 4 && typoDistance(key, name, limit) <= limit),
    );
    const [entry] = near;
    if (entry && near.length === 1) return { entry, words: raw.toLowerCase(), start };
  }
  return undefined;
};
