import type { Dataset, Entry } from '../../index/dataset.ts';
import type { Note } from '../../model/note.ts';
import { refOf } from '../../model/record.ts';
import { compareText, pluralize } from '../../model/text.ts';
import type { QuestionDates } from './question-dates.ts';
import vocabulary from './questions.json';
import type { Mention } from './read-question.ts';

interface QuestionParts {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly dates: QuestionDates;
}

interface Descriptions {
  readonly described: readonly Entry[];
  /** Number of records that fit, if they are too many to take one for the one that is meant. */
  readonly fitting?: number;
  readonly note?: Note;
}

/** Description of a type's records: nouns, and the filters of those who made them. */
interface DescribedType {
  readonly nouns: string;
  readonly filters: readonly string[];
  readonly narrowedBy?: string;
  /** Nouns that describe records only together with several years. */
  readonly severalNouns?: string;
  /** Words that ask for records instead of describing one: "which agreement". */
  readonly unless?: string;
}

/** Finds the records that a question describes by those who made them, form and year: "the US list of 2022". */
export const describedRecords = async (dataset: Dataset, parts: QuestionParts): Promise<Descriptions> => {
  const makers = parts.mentions.filter(({ entry }) => vocabulary.makers.includes(entry.type));
  for (const [type, description] of Object.entries(vocabulary.described as Record<string, DescribedType>)) {
    const isNamed = parts.mentions.some(({ entry }) => entry.type === type);
    if (isNamed || makers.length === 0 || !isDescribed(description, parts)) continue;
    const descriptions = describeType(dataset, type, description, makers, parts);
    if (descriptions.described.length > 0 || descriptions.fitting !== undefined) return descriptions;
  }
  return { described: [] };
};

const isDescribed = ({ nouns, severalNouns, unless }: DescribedType, { text, dates }: QuestionParts): boolean => {
  const hasWords = (expression: string): boolean => new RegExp(`(?<![\\w<])(?:${expression})(?![\\w>])`).test(text);
  if (unless !== undefined && hasWords(unless)) return false;
  if (hasWords(nouns)) return true;
  return severalNouns !== undefined && asksForSeveral(severalNouns, text, dates);
};

/** True if a question compares records: a plural alone is no sign, since that of some German nouns looks like the singular. */
const asksForSeveral = (nouns: string, text: string, { years }: QuestionDates): boolean => {
  const hasWords = (expression: string): boolean => new RegExp(`(?<![\\w<])(?:${expression})(?![\\w>])`).test(text);
  return hasWords(nouns) && (years.length > 1 || hasWords(vocabulary.severalWords));
};

const describeType = (
  dataset: Dataset,
  type: string,
  { filters, narrowedBy, severalNouns }: DescribedType,
  makers: readonly Mention[],
  { text, mentions, values, dates }: QuestionParts,
): Descriptions => {
  const refs = [...new Set(makers.map(({ entry }) => refOf(entry)))];
  const hasSeveral = severalNouns !== undefined && asksForSeveral(severalNouns, text, dates);
  const isSince = narrowedBy === undefined && dates.since !== undefined;
  const years = dates.years.length > 0 && !isSince ? dates.years : [undefined];
  const kinds = narrowedBy === undefined ? [] : (values.get(narrowedBy) ?? []);
  const isJoint = narrowedBy !== undefined;
  const groups = isJoint ? [refs] : refs.map((ref) => [ref]);
  const described: Entry[] = [];
  const others: Entry[] = [];
  for (const group of groups)
    for (const year of years) {
      const candidates = aboutMentioned(dataset, mentions, findMadeBy(dataset, type, filters, group));
      const ofYear = candidates.filter(
        ({ date, id }) => year === undefined || date?.startsWith(year) || id.includes(year),
      );
      const ofKind = ofYear.filter((entry) => kinds.length === 0 || hasValue(dataset, narrowedBy ?? '', kinds, entry));
      const fitting = preferFewMakers(dataset, filters[0] ?? '', ofKind.length > 0 ? ofKind : ofYear, group.length);
      const byDate = (entries: readonly Entry[]): Entry[] =>
        entries.toSorted((a, b) => compareText(b.date ?? '', a.date ?? ''));
      // A list "since 2018" is each edition from then on; "the two memoranda" are the newest two.
      if (isSince)
        described.push(
          ...byDate(candidates)
            .filter(({ date }) => (date ?? '') >= (dates.since ?? ''))
            .toReversed(),
        );
      else if (hasSeveral && year === undefined) described.push(...byDate(fitting).slice(0, 2).toReversed());
      if (isSince || (hasSeveral && year === undefined)) continue;
      const [newest, ...rest] = fitting.toSorted((a, b) => compareText(b.date ?? '', a.date ?? ''));
      if (!newest) continue;
      described.push(newest);
      if (isJoint) others.push(...rest);
    }
  if (others.length > MAX_OTHERS && kinds.length === 0)
    return { described: [], fitting: others.length + described.length };
  if (others.length === 0) return { described };
  return {
    described,
    note: {
      code: 'other-candidates',
      message: `this is the newest; ${pluralize(others.length, 'other record fits', 'other records fit')} the description: ${listShort(others)}`,
      count: others.length,
      refs: others.map(refOf),
    },
  };
};

/** "us-pe-mou-2024, us-pe-mou-2022 and 3 more". */
const listShort = (entries: readonly Entry[]): string => {
  const shown = entries.slice(0, MAX_OTHERS).map(({ id }) => id);
  const rest = entries.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
};

/** The newest of so many records is hardly the one that is meant. */
const MAX_OTHERS = 3;

/** The records that concern the minerals that a question names too; all, if none does. */
const aboutMentioned = (dataset: Dataset, mentions: readonly Mention[], entries: Entry[]): Entry[] => {
  const subjects = mentions.filter(({ entry }) => vocabulary.subjects.includes(entry.type));
  const about = entries.filter(({ position }) =>
    subjects.every(({ entry }) => dataset.filterIndex(entry.type).get(refOf(entry))?.includes(position)),
  );
  return about.length > 0 ? about : entries;
};

/** Records of a type that all of the makers made, by the first filter that finds any. */
const findMadeBy = (dataset: Dataset, type: string, filters: readonly string[], refs: readonly string[]): Entry[] => {
  for (const filter of filters) {
    const index = dataset.filterIndex(filter);
    const [first = [], ...others] = refs.map((ref) => index.get(ref) ?? []);
    const common = first.filter((position) => others.every((positions) => positions.includes(position)));
    const entries = common.flatMap((position) => dataset.entryAt(position) ?? []);
    const ofType = entries.filter((entry) => entry.type === type);
    if (ofType.length > 0) return ofType;
  }
  return [];
};

const hasValue = (dataset: Dataset, filter: string, values: readonly string[], { position }: Entry): boolean =>
  values.some((value) => dataset.filterIndex(filter).get(value)?.includes(position));

/** Keeps the records with the fewest makers: a memorandum of two, not a forum of many. */
const preferFewMakers = (dataset: Dataset, filter: string, entries: readonly Entry[], named: number): Entry[] => {
  const counts = new Map<number, number>();
  for (const positions of dataset.filterIndex(filter).values())
    for (const position of positions) counts.set(position, (counts.get(position) ?? 0) + 1);
  const countOf = ({ position }: Entry): number => Math.max(counts.get(position) ?? 0, named, 2);
  const fewest = Math.min(...entries.map(countOf));
  return entries.filter((entry) => countOf(entry) === fewest);
};
