import { compareText } from './text.ts';

/**
 * Edit distance of two words (optimal string alignment): insertions, deletions, substitutions and swaps of neighbouring
 * letters. Infinity if it exceeds `limit`.
 */
export const editDistance = (one: string, other: string, limit: number): number => {
  if (Math.abs(one.length - other.length) > limit) return Infinity;
  let secondLastRow: number[] = [];
  let previousRow = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const currentRow = [row];
    let rowMinimum = row;
    for (let column = 1; column <= other.length; column += 1) {
      const substitutionCost = Number(one[row - 1] !== other[column - 1]);
      let distance = Math.min(
        (previousRow[column] ?? 0) + 1,
        (currentRow[column - 1] ?? 0) + 1,
        (previousRow[column - 1] ?? 0) + substitutionCost,
      );
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        distance = Math.min(distance, (secondLastRow[column - 2] ?? 0) + 1);
      currentRow.push(distance);
      rowMinimum = Math.min(rowMinimum, distance);
    }
    if (rowMinimum > limit) return Infinity;
    [secondLastRow, previousRow] = [previousRow, currentRow];
  }
  const distance = previousRow[other.length] ?? Infinity;
  if (distance > limit) return Infinity;
  return distance;
};

/** Maximum edit distance for a name of this length; 0 below 4 letters. */
export const maxEdits = (length: number): number => {
  if (length < 4) return 0;
  if (length < 8) return 1;
  if (length < 14) return 2;
  return 3;
};

/** Maximum edit distance at which an enum value is suggested. */
const maxHintEdits = (length: number): number => {
  if (length < 3) return 0;
  if (length < 5) return 1;
  return Math.max(2, Math.floor(length / 4));
};

/** The enum value closest to a word; undefined if none is similar. */
export const closestMatch = (word: string, values: Iterable<string>): string | undefined =>
  closestValues(word, values, maxHintEdits(word.length))[0];

/**
 * Edit distance of two normalized names. Infinity if it exceeds `limit` or if only some of the words are similar.
 * Short names must be equal: "rare" is not a typo of ARE.
 */
export const nameDistance = (name: string, other: string, limit: number): number => {
  if (maxEdits(other.length) === 0 && name !== other) return Infinity;
  const distance = editDistance(name, other, limit);
  if (distance > limit || !hasSimilarWords(name, other)) return Infinity;
  return distance;
};

const hasSimilarWords = (name: string, other: string): boolean => {
  const [nameWords, otherWords] = [name.split(' '), other.split(' ')];
  if (nameWords.length !== otherWords.length) return editDistance(nameWords.join(''), otherWords.join(''), 1) <= 1;
  return nameWords.every(
    (word, index) => editDistance(word, otherWords[index] ?? '', maxEdits(word.length)) < Infinity,
  );
};

/** Like nameDistance, but names with different digits never match: another year is another record. */
export const typoDistance = (name: string, other: string, limit: number): number => {
  const distance = nameDistance(name, other, limit);
  if (distance > limit || digitsOf(name) !== digitsOf(other)) return Infinity;
  return distance;
};

const digitsOf = (name: string): string => name.replaceAll(/\D/g, '');

/** Maximum edit distance at which a name is corrected without asking: one edit, two from ten letters on. */
export const maxCorrectedEdits = (length: number): number => {
  if (length < 4) return 0;
  return length < 10 ? 1 : 2;
};

/** Distance of a name that may be corrected without asking: first letter and digits must agree. */
export const correctionDistance = (name: string, other: string, limit: number): number =>
  name[0] === other[0] ? typoDistance(name, other, limit) : Infinity;

/** The names at the smallest distance of which `name` may be a typo. */
export const closestNames = (name: string, candidates: Iterable<string>): string[] =>
  minBy(candidates, maxCorrectedEdits(name.length), (candidate, limit) => correctionDistance(name, candidate, limit));

/** All items at the smallest distance, if it is at most `limit`; nothing if `limit` is 0. */
export const minBy = <Item>(
  items: Iterable<Item>,
  limit: number,
  measure: (item: Item, limit: number) => number,
): Item[] => {
  if (limit <= 0) return [];
  let smallestDistance = limit;
  let closestItems: Item[] = [];
  for (const item of items) {
    const distance = measure(item, smallestDistance);
    if (distance > smallestDistance) continue;
    if (distance < smallestDistance) closestItems = [];
    smallestDistance = distance;
    closestItems.push(item);
  }
  return closestItems;
};

/** The values within `limit` edits of a word, closest first. */
export const closestValues = (word: string, values: Iterable<string>, limit = maxEdits(word.length)): string[] => {
  const matches: { value: string; distance: number }[] = [];
  for (const value of values) {
    const distance = editDistance(word, value, limit);
    if (distance <= limit) matches.push({ value, distance });
  }
  return matches.sort((a, b) => a.distance - b.distance || compareText(a.value, b.value)).map(({ value }) => value);
};

/** Lists of more than `MAX_LISTED` values are cut to the first `MAX_SHORT_LIST`. */
const MAX_LISTED = 30;
const MAX_SHORT_LIST = 8;

/** Hint for an unknown value: the closest match, else values that end in or contain the word, else the list. */
export const suggestionHint = (word: string, values: readonly string[]): string => {
  const closest = closestMatch(word, values);
  if (closest !== undefined) return didYouMean([closest]);
  const normalized = word.toLowerCase();
  const sameLastStep = values.filter((value) => value.endsWith(`.${normalized}`));
  if (sameLastStep.length > 0) return didYouMean(sameLastStep);
  const withSamePart = values.filter((value) => value.split(/[.-]/).includes(normalized));
  if (withSamePart.length > 0) return didYouMean(withSamePart);
  return `there are ${listValues(values)}`;
};

const listValues = (values: readonly string[]): string => {
  if (values.length <= MAX_LISTED) return values.join(', ');
  return `${values.slice(0, MAX_SHORT_LIST).join(', ')} and ${values.length - MAX_SHORT_LIST} more`;
};

/** Asks which of several candidates was intended. Lists a few and counts the others; `more` says where to find them. */
export const didYouMean = (candidates: readonly string[], more = ''): string => {
  if (candidates.length === 1) return `did you mean ${candidates[0]}?`;
  return `did you mean one of these?\n${bulletList(candidates, more)}`;
};

/** Formats the first few items, one per line. */
export const bulletList = (items: readonly string[], more = ''): string => {
  const lines = items.slice(0, MAX_SHORT_LIST);
  if (items.length > MAX_SHORT_LIST) lines.push(`and ${items.length - MAX_SHORT_LIST} more${more && `: ${more}`}`);
  return lines.map((line) => `  ${line}`).join('\n');
};

/** Hint that suggests a value; the other hint if there is no suggestion. */
export const suggestOr = (suggestion: string | undefined, otherHint: string): string =>
  suggestion === undefined ? otherHint : `did you mean ${suggestion}?`;
