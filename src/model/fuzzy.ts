/**
 * How many letters must be inserted, removed, replaced or swapped with their neighbour to make one word the other,
 * or Infinity where it is more than `limit` (optimal string alignment distance).
 */
export const editDistance = (one: string, other: string, limit: number): number => {
  if (Math.abs(one.length - other.length) > limit) return Infinity;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return Infinity;
    [before, above] = [above, current];
  }
  const found = above[other.length] ?? Infinity;
  return found <= limit ? found : Infinity;
};

/** How far a name of this length may be off and still be meant: short names must be exact. */
export const maxEdits = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : length < 14 ? 2 : 3);

/** How far a word of a closed list may be off to be worth a hint. */
const maxHintEdits = (length: number): number =>
  length < 3 ? 0 : length < 5 ? 1 : Math.max(2, Math.floor(length / 4));

/** The value of a closed list that somebody may have meant; undefined where none is near. */
export const closestMatch = (word: string, values: Iterable<string>): string | undefined =>
  closestValues(word, values, maxHintEdits(word.length))[0];

/**
 * How far a folded name is off another, or Infinity where it is more than `limit` or where only some of their words are
 * near. What is short is exact on either side: "rare" is no slip of ARE.
 */
export const nameDistance = (name: string, other: string, limit: number): number => {
  const off = maxEdits(other.length) === 0 && name !== other ? Infinity : editDistance(name, other, limit);
  if (off > limit) return Infinity;
  const [words, others] = [name.split(' '), other.split(' ')];
  const isNear =
    words.length === others.length
      ? words.every((word, at) => editDistance(word, others[at] ?? '', maxEdits(word.length)) < Infinity)
      : editDistance(words.join(''), others.join(''), 1) <= 1;
  return isNear ? off : Infinity;
};

/** The same for what a name may be a slip of: other digits are another year, and not meant. */
export const typoDistance = (name: string, other: string, limit: number): number => {
  const off = nameDistance(name, other, limit);
  return off <= limit && digitsOf(name) === digitsOf(other) ? off : Infinity;
};

const digitsOf = (name: string): string => name.replaceAll(/\D/g, '');

/** The names that one may be a slip of, those that are least off. */
export const closestNames = (name: string, others: Iterable<string>): string[] =>
  minBy(others, maxEdits(name.length), (other, limit) => typoDistance(name, other, limit));

/** The things that are least off by a measure, none by more than a limit; none at all where nothing may be off. */
export const minBy = <Thing>(
  things: Iterable<Thing>,
  limit: number,
  measure: (thing: Thing, limit: number) => number,
): Thing[] => {
  let least = limit;
  let found: Thing[] = [];
  for (const thing of limit > 0 ? things : []) {
    const off = measure(thing, least);
    if (off > least) continue;
    if (off < least) found = [];
    least = off;
    found.push(thing);
  }
  return found;
};

/** The values nearest to a word within tolerance, nearest first. */
export const closestValues = (word: string, values: Iterable<string>, limit = maxEdits(word.length)): string[] => {
  const found: { value: string; off: number }[] = [];
  for (const value of values) {
    const off = editDistance(word, value, limit);
    if (off <= limit) found.push({ value, off });
  }
  return found.sort((a, b) => a.off - b.off || (a.value < b.value ? -1 : 1)).map(({ value }) => value);
};

/** Of more values than `MANY` a `FEW` are shown. */
const MANY = 30;
const FEW = 8;

/**
 * What to do where a word is none of some values: take the one that is near, else one of which it is the last step
 * (`holdings.lithium`), else one of which it is a part; else choose among them.
 */
export const suggestionHint = (word: string, values: readonly string[]): string => {
  const near = closestMatch(word, values);
  const wanted = word.toLowerCase();
  const found = [
    near === undefined ? [] : [near],
    values.filter((value) => value.endsWith(`.${wanted}`)),
    values.filter((value) => value.split(/[.-]/).includes(wanted)),
  ].find((some) => some.length > 0);
  if (found) return didYouMean(found);
  const shown = values.length > MANY ? values.slice(0, FEW) : values;
  return `there are ${shown.join(', ')}${shown.length < values.length ? ` and ${values.length - shown.length} more` : ''}`;
};

/** Asks which of some things was meant, those beyond a few counted; `more` says where they are found. */
export const didYouMean = (things: readonly string[], more = ''): string =>
  things.length === 1 ? `did you mean ${things[0]}?` : `did you mean one of these?\n${bulletList(things, more)}`;

/** A few things, one a line. */
export const bulletList = (things: readonly string[], more = ''): string =>
  [
    ...things.slice(0, FEW),
    ...(things.length > FEW ? [`and ${things.length - FEW} more${more === '' ? '' : `: ${more}`}`] : []),
  ]
    .map((line) => `  ${line}`)
    .join('\n');
