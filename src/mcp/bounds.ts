import { isJsonObject, isList, type JsonValue } from '../core/model/record.ts';

/** Limits of an answer. */
export interface AnswerLimits {
  /** Items to skip in a list. */
  readonly offset: number;
  /** Maximum number of items in a list. */
  readonly limit: number;
  /** Maximum length of the answer as JSON, in characters. */
  readonly maxLength: number;
}

/** A part of an answer, with a sentence for each part that was left out. */
export interface BoundedAnswer {
  readonly data: JsonValue;
  readonly leftOut: readonly string[];
}

/** Shortens an answer to its limits: first a page of its items, then the longest lists and texts in it. */
export const boundAnswer = (answer: JsonValue, { offset, limit, maxLength }: AnswerLimits): BoundedAnswer => {
  const leftOut: string[] = [];
  let data = answer;
  if (isList(answer)) {
    let page = answer.slice(offset, offset + limit);
    // A page that is too long ends earlier, so that the next one can begin where it ends.
    while (page.length > 1 && lengthOf(page) > maxLength) page = page.slice(0, -1);
    if (page.length < answer.length) leftOut.push(describePage(offset, page.length, answer.length));
    data = page;
  }
  const cuts = new Map<string, string>();
  while (lengthOf(data) > maxLength) {
    const longest = findLongest(data);
    if (!longest) break;
    const { path, value } = longest;
    const key = path.join('.');
    const kept = value.slice(0, Math.floor(value.length / 2));
    if (typeof value === 'string')
      cuts.set(key, `the text ${key || 'of the answer'} is cut after ${kept.length} characters`);
    else cuts.set(key, `of the list ${key || 'of the answer'} only the first ${kept.length} items are here`);
    data = replaceAt(data, path, kept);
  }
  return { data, leftOut: [...leftOut, ...cuts.values()] };
};

const describePage = (offset: number, shown: number, total: number): string => {
  if (shown === 0) return `no item at offset ${offset}; there are ${total}`;
  const next = offset + shown;
  const shownItems = `items ${offset + 1} to ${next} of ${total}`;
  if (next === total) return shownItems;
  return `${shownItems}; for the next ones use offset ${next}`;
};

const lengthOf = (value: JsonValue): number => JSON.stringify(value).length;

/** A list or text in an answer, with the keys that lead to it. */
interface LongPart {
  readonly path: readonly (string | number)[];
  readonly value: string | readonly JsonValue[];
}

/** Texts up to this length are not cut. */
const SHORT_TEXT = 200;

/** Finds the longest list of several items, or long text, that contains no longer one. */
const findLongest = (data: JsonValue): LongPart | undefined => {
  let longest: LongPart | undefined;
  let longestLength = 0;
  const visitValue = (value: JsonValue, path: readonly (string | number)[]): void => {
    const isCuttable = isList(value) ? value.length > 1 : typeof value === 'string' && value.length > SHORT_TEXT;
    const length = isCuttable ? lengthOf(value) : 0;
    if (length > longestLength && (isList(value) || typeof value === 'string')) {
      longest = { path, value };
      longestLength = length;
    }
    if (isList(value)) value.forEach((item, index) => visitValue(item, [...path, index]));
    else if (isJsonObject(value)) for (const [key, part] of Object.entries(value)) visitValue(part, [...path, key]);
  };
  visitValue(data, []);
  return longest;
};

const replaceAt = (data: JsonValue, [step, ...rest]: readonly (string | number)[], part: JsonValue): JsonValue => {
  if (step === undefined) return part;
  if (isList(data)) return data.map((item, index) => (index === step ? replaceAt(item, rest, part) : item));
  if (!isJsonObject(data)) return data;
  // Entries instead of a spread: a key of the data may be __proto__.
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, key === step ? replaceAt(value, rest, part) : value]),
  );
};
