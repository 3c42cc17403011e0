import type { Dataset, Entry } from '../../index/dataset.ts';
import { refOf } from '../../model/record.ts';
import { normalizeName } from '../../model/text.ts';
import { mayMatchFilter } from '../../schema/filters.ts';
import vocabulary from './questions.json';
import { IGNORED_WORDS, matchesWords, type Mention, type Question } from './read-question.ts';

/** A kind of question: the words that give it away, and the command that answers it. */
interface Pattern {
  readonly name: string;
  readonly words?: string;
  /** Types that the question asks for; any of them gives the pattern away. */
  readonly types?: readonly string[];
  /** Coded values (`topic=export-controls`), any of which gives the pattern away. */
  readonly values?: readonly string[];
  /** Parts that the question must have: `agreement`, `country:2`, `period`. */
  readonly needs?: readonly string[];
  readonly lacks?: readonly string[];
  readonly unless?: string;
  readonly command: readonly string[];
  /** True if the question may have no word that is not understood. */
  readonly strict?: boolean;
  /** Types whose records the answer shows though its command does not name them. */
  readonly covers?: readonly string[];
  readonly example: string;
}

/** A command that answers a question. */
export interface QuestionMatch {
  readonly pattern: Pattern;
  /** Words of the command line: `why`, `us-pe-mou-2026`, `binding`. */
  readonly words: readonly string[];
  /** Words of the question that were not used. */
  readonly unused: readonly string[];
  /** Names that no record has, and topics that the command has no option for: it looks for their words in texts. */
  readonly searched: readonly string[];
}

const PATTERNS: readonly Pattern[] = vocabulary.patterns;

/** Slot whose values must all be met: agreements between two of them. */
const PLACE = vocabulary.adjectiveType;

/** Words that a question may have beyond those that are understood. */
const MAX_UNUSED_WORDS = 3;

/** Returns true if a command has an option: `query`, `--since`. */
export type HasOption = (command: string, flag: string) => boolean;

/** Finds the first pattern that a question fits, and fills in its command. One that uses every record that is named goes first. */
export const matchQuestion = (
  dataset: Dataset,
  question: Question,
  hasOption: HasOption,
): QuestionMatch | undefined => {
  let first: QuestionMatch | undefined;
  for (const match of findMatches(dataset, question, hasOption)) {
    const leftOut = mentionsLeftOut(dataset, question, match);
    if (leftOut.length === 0) return match;
    first ??= { ...match, unused: [...leftOut.map(({ words }) => words), ...match.unused] };
  }
  return first;
};

/** The matches of all patterns that a question fits, in their order. */
function* findMatches(dataset: Dataset, question: Question, hasOption: HasOption): Generator<QuestionMatch> {
  const slots = readSlots(dataset, question);
  for (const pattern of PATTERNS) {
    if (!fitsPattern(pattern, question, slots)) continue;
    const unused = unusedWords(pattern, question);
    const isTooVague = unused.length > MAX_UNUSED_WORDS || (pattern.strict === true && unused.length > 0);
    if (isTooVague) continue;
    // Nothing but unknown words: "is Atlantis binding" is not about all agreements.
    if (unused.length > 0 && !slots.has('filter') && !slots.has('record')) continue;
    const filled = fillCommand(dataset, pattern, slots, hasOption);
    // Without the option, any other command would answer another question.
    if (filled === 'impossible') return;
    if (!filled) continue;
    const [name = '', ...rest] = filled.words;
    const isSearched = (word: string): boolean => name === 'query' && question.names.has(word);
    const topics = name === 'query' ? filled.dropped.filter((value) => slots.get('topic')?.includes(value)) : [];
    const searched = [...unused.filter(isSearched), ...topics.map((topic) => topic.replaceAll('-', ' '))];
    yield {
      pattern,
      words: [name, ...searched, ...rest],
      unused: [
        ...unused.filter((word) => !isSearched(word)),
        ...filled.dropped.filter((value) => !topics.includes(value)),
      ],
      searched,
    };
  }
}

/** Records that a question names, and that neither the command nor the record that it shows has to do with. */
const mentionsLeftOut = (dataset: Dataset, question: Question, { words, pattern }: QuestionMatch): Mention[] => {
  const values = new Set(words.flatMap((word) => word.replace(/^--[\w-]+=/, '').split(/[,+]/)));
  const shown = [...question.described, ...question.mentions.map(({ entry }) => entry)].filter(
    (entry) => values.has(entry.id) || values.has(refOf(entry)),
  );
  const filters = [...dataset.catalog.filters.values()];
  return question.mentions.filter(({ entry }) => {
    const isPartOf = ({ position }: Entry): boolean =>
      filters.some(({ name }) => dataset.filterIndex(name).get(refOf(entry))?.includes(position));
    return pattern.covers?.includes(entry.type) !== true && !shown.includes(entry) && !shown.some(isPartOf);
  });
};

/** Questions of the kinds known, those that share most words with the given one first. */
export const nearestQuestions = (question: string, count: number): string[] => {
  const asked = new Set(normalizeName(question.slice(0, 2000)).split(' '));
  const sharedWords = ({ example, words = '' }: Pattern): number => {
    const own = normalizeName(example)
      .split(' ')
      .filter((word) => !IGNORED_WORDS.has(word));
    const shared = own.filter((word) => asked.has(word)).length;
    const fits = [...asked].some((word) => word.length > 3 && words !== '[^]*' && matchesWords(word, words || 'x^'));
    return shared + 2 * Number(fits);
  };
  return PATTERNS.toSorted((a, b) => sharedWords(b) - sharedWords(a))
    .slice(0, count)
    .map(({ example }) => example);
};

/** Values to fill in, by the name of the slot. */
type Slots = ReadonlyMap<string, readonly string[]>;

const readSlots = (dataset: Dataset, question: Question): Slots => {
  const { mentions, described, values, speakers, regions, dates, types, limit, text } = question;
  const slots = new Map<string, readonly string[]>();
  const setSlot = (name: string, items: readonly (string | undefined)[]): void => {
    const known = [...new Set(items.flatMap((item) => item ?? []))];
    if (known.length > 0) slots.set(name, known);
  };
  const describedTypes = new Set(described.map(({ type }) => type));
  const nameOf = (entry: Entry): string => entry.id;
  for (const type of vocabulary.namedTypes)
    setSlot(
      type,
      [...described, ...mentions.map(({ entry }) => entry)].filter((entry) => entry.type === type).map(nameOf),
    );
  const entries = [...described, ...mentions.map(({ entry }) => entry)];
  const [record] = entries.toSorted(
    (a, b) => vocabulary.recordOrder.indexOf(a.type) - vocabulary.recordOrder.indexOf(b.type),
  );
  setSlot('record', [record && toShortRef(dataset, record)]);
  for (const [name, found] of values) setSlot(name, found);
  setSlot('speaker', speakers);
  setSlot('region', regions);
  setSlot('since', [dates.since]);
  setSlot('until', [dates.until]);
  setSlot('period', [dates.period ?? dates.since]);
  setSlot('term-end', [dates.termEnd]);
  setSlot('fitting', [question.fitting?.toString()]);
  setSlot('day', [dates.period]);
  setSlot('place', [findPlace(text)]);
  setSlot('limit', [limit]);
  setSlot('type', types.slice(0, 1));
  setSlot('any-value', [...values.keys()]);
  const isMaker = ({ entry }: Mention): boolean =>
    described.some(({ position }) => dataset.filterIndex('party').get(refOf(entry))?.includes(position));
  const isGovernment = values.get('side') !== undefined;
  const speaking = mentions.find(
    (mention) => vocabulary.speakingTypes.includes(mention.entry.type) && (isGovernment || !isMaker(mention)),
  );
  if (speaking && isSpokenFor(question)) setSlot('speaking', [speaking.entry.id]);
  if (speakers.length > 0) setSlot('speaking', speakers);
  setSlot(
    'subject',
    mentions.filter(({ entry }) => vocabulary.speakingTypes.includes(entry.type)).map(({ entry }) => entry.id),
  );
  if (matchesWords(text, vocabulary.bilateral)) setSlot('bilateral', ['--bilateral']);
  setSlot('measure', keysOf(vocabulary.measures, text).slice(0, 1));
  setSlot('field', keysOf(vocabulary.fields, text).slice(0, 1));
  setSlot('over', keysOf(vocabulary.over, text).slice(0, 1));
  setSlot('dimension', keysOf(vocabulary.dimensions, text.replaceAll(/<\w+>/g, ' ')));
  const filterNames = [...vocabulary.namedTypes, ...values.keys(), 'speaker', 'region', 'since', 'until', 'period'];
  const answered = filterNames.filter((name) => slots.has(name) && !describedTypes.has(name));
  setSlot('filter', answered);
  return slots;
};

/** The word after "in" where a question asks for what was signed there: "signed in Lima", "in Lima unterzeichnet". */
const findPlace = (text: string): string | undefined => {
  if (!matchesWords(text, SIGNED)) return undefined;
  const places = Array.from(text.matchAll(/\b(?:in|en) ([a-z]{3,})\b/g), ([, place = '']) => place);
  return places.find((place) => !IGNORED_WORDS.has(place) && !NO_PLACES.has(place) && !matchesWords(place, SIGNED));
};

const SIGNED = String.raw`signed|unterzeich\w*|unterschrieb\w*|firm(?:o|a|ad[oa]s?|aron)`;

/** Words after "in" that are no places: "in force". */
const NO_PLACES = new Set([
  'force',
  'kraft',
  'vigor',
  'total',
  'full',
  'secret',
  'public',
  'private',
  'common',
  'each',
]);

/** A record by id where no record of another type has this id. */
const toShortRef = (dataset: Dataset, entry: Entry): string => {
  const namesakes = dataset.catalog.types.filter(({ name }) => dataset.find(`${name}/${entry.id}`));
  return namesakes.length > 1 ? refOf(entry) : entry.id;
};

/** True unless the question names a subject only as the object: "said about Peru". */
const isSpokenFor = ({ text }: Question): boolean => {
  const spoken = vocabulary.speakingTypes.join('|');
  return !new RegExp(
    `\\b(?:about|on|in|en|zu|uber|sobre|of|acerca de) (?:the |la |el |den |die |das )?<(?:${spoken})>`,
  ).test(text);
};

const keysOf = (expressions: Readonly<Record<string, string>>, text: string): string[] =>
  Object.entries(expressions)
    .filter(([, expression]) => matchesWords(text, expression))
    .map(([key]) => key);

const fitsPattern = (pattern: Pattern, question: Question, slots: Slots): boolean => {
  const { words, types = [], values = [], needs = [], lacks = [], unless } = pattern;
  const hasNeed = (need: string): boolean => {
    const [name = '', count = '1'] = need.split(':');
    return (slots.get(name)?.length ?? 0) >= Number(count);
  };
  const hasClue =
    (words !== undefined && matchesWords(question.text, insertTypes(words))) ||
    types.some((type) => question.types.includes(type)) ||
    values.some((value) => {
      const [name = '', code = ''] = value.split('=');
      return question.values.get(name)?.includes(code);
    });
  if (!hasClue || !needs.every(hasNeed) || lacks.some((name) => slots.has(name))) return false;
  return unless === undefined || !matchesWords(question.text, insertTypes(unless));
};

/** Puts the words of a type in place of its name: `<agreement>`. */
const insertTypes = (expression: string): string => {
  const words: Readonly<Record<string, string>> = vocabulary.types;
  return expression.replaceAll(/<(\w+)>/g, (_, type: string) => `(?:${words[type] ?? type})`);
};

/** Slots that are filters of the same name. */
const FILTER_SLOTS = vocabulary.filterSlots;

const fillCommand = (
  dataset: Dataset,
  { command }: Pattern,
  slots: Slots,
  hasOption: HasOption,
): { readonly words: string[]; readonly dropped: readonly string[] } | 'impossible' | undefined => {
  const [name = '', ...items] = command;
  const words = [name];
  const dropped: string[] = [];
  const used = new Set<string>();
  for (const item of items) {
    if (item.startsWith('{filters')) {
      const typeName = words.find((word) => word.startsWith('--type='))?.slice('--type='.length);
      const mayHave = (filter: string): boolean =>
        hasOption(name, `--${filter}`) && mayMatchType(dataset, filter, typeName);
      dropped.push(
        ...CODED_SLOTS.filter((slot) => !used.has(slot) && !mayHave(slot))
          .flatMap((slot) => slots.get(slot) ?? [])
          .filter((value) => !CODED_SLOTS.some((slot) => mayHave(slot) && slots.get(slot)?.includes(value))),
      );
      words.push(...filterWords(slots, used, mayHave, item === '{filters}'));
      continue;
    }
    const filled = fillItem(item, slots, used);
    if (!filled) {
      if (item.startsWith('--') || item.endsWith('?}') || item === '{bilateral}') continue;
      return undefined;
    }
    const [flag = ''] = filled[0]?.split('=') ?? [];
    if (flag.startsWith('--') && !hasOption(name, flag)) return 'impossible';
    if (flag === '--valid-on') used.add('status');
    words.push(...filled);
  }
  return { words, dropped };
};

/** Slots whose values the answer says it left out, if its command has no option for them. */
const CODED_SLOTS = vocabulary.codedSlots;

/** Fills the slot of an item; undefined if the question has no such part. */
const fillItem = (item: string, slots: Slots, used: Set<string>): string[] | undefined => {
  const [slot, name = '', sign = '', fallback] = /\{([\w-]+)([,+*?]?)(?:\|(\w+))?\}/.exec(item) ?? [];
  if (slot === undefined) {
    if (item.startsWith('--')) used.add(item.replace(/^--(?:no-)?/, '').split('=')[0] ?? '');
    return [item];
  }
  const values = slots.get(name) ?? (fallback === undefined ? undefined : [fallback]);
  if (!values) return undefined;
  used.add(name);
  if (name === 'speaking' || name === 'speaker') used.add('speaker').add(`value ${values[0]}`);
  if (name === 'period' || name === 'term-end') used.add('since').add('until');
  if (sign === '*') return values.map((value) => item.replace(slot, value));
  const joined = sign === '+' || sign === ',' ? values.join(sign) : (values[0] ?? '');
  return [item.replace(slot, joined)];
};

/** True unless records of the type can never have a value for the filter. Dates are no filter. */
const mayMatchType = ({ catalog }: Dataset, filterName: string, typeName: string | undefined): boolean => {
  const filter = catalog.filters.get(filterName);
  const type = catalog.type(typeName ?? '');
  return !filter || !type || mayMatchFilter(catalog, filter, type);
};

/** Options for the parts of a question that the command has not used. */
const filterWords = (
  slots: Slots,
  used: ReadonlySet<string>,
  mayHave: (filter: string) => boolean,
  hasPeriod: boolean,
): string[] => {
  const words: string[] = [];
  const addOption = (name: string, values: readonly string[] | undefined): void => {
    const isUsed = used.has(name) || (name === PLACE && used.has('party'));
    if (values && values.length > 0 && !isUsed && mayHave(name)) words.push(`--${name}=${values.join(',')}`);
  };
  const countries = (slots.get(PLACE) ?? []).filter((country) => !used.has(`value ${country}`));
  if (!used.has(PLACE) && !used.has('party') && countries.length > 0) words.push(`--${PLACE}=${countries.join('+')}`);
  const topics = slots.get('topic') ?? [];
  for (const name of FILTER_SLOTS) {
    const values = (slots.get(name) ?? []).filter((value) => !used.has(`value ${value}`));
    // A clause of the same name says the same as the topic.
    addOption(
      name,
      name === 'clause' ? values.filter((value) => !topics.some((topic) => topic.startsWith(value))) : values,
    );
  }
  if (!hasPeriod || used.has('since')) return words;
  const period = slots.get('day');
  addOption('since', period ?? slots.get('since'));
  addOption('until', period ?? slots.get('until'));
  return words;
};

/** Words of a question that neither its pattern nor its parts explain. */
const unusedWords = ({ words = '' }: Pattern, { text, speakers, values }: Question): string[] => {
  const explained = [
    ...(words === '[^]*' || words === '' ? [] : [insertTypes(words).replaceAll('.*', '(?:(?!)|)')]),
    ...Object.values(vocabulary.types),
    ...Object.values(vocabulary.regions),
    ...Object.values(vocabulary.fields),
    ...Object.values(vocabulary.over),
    vocabulary.dateWords,
    vocabulary.bilateral,
  ];
  let rest = text.replaceAll(/ ?<\w+>/g, '');
  for (const speaker of speakers) for (const word of normalizeName(speaker).split(' ')) rest = removeWords(rest, word);
  const expressions: Readonly<Record<string, Readonly<Record<string, string>>>> = vocabulary.values;
  for (const [name, found] of values)
    for (const value of found) rest = removeWords(rest, expressions[name]?.[value] ?? value.replaceAll('-', ' '));
  for (const expression of explained) rest = removeWords(rest, expression);
  return [
    ...new Set(rest.split(' ').filter((word) => word.length > 1 && !/^[\d.]+$/.test(word) && !IGNORED_WORDS.has(word))),
  ];
};

const removeWords = (text: string, expression: string): string =>
  text.replaceAll(new RegExp(`(?<![\\w<])(?:${expression})(?![\\w>])`, 'g'), ' ');
