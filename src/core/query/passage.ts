import type { Dataset, Entry } from '../index/dataset.ts';
import { isJsonObject, isList, type JsonValue } from '../model/record.ts';
import { walkRecord } from '../schema/walk.ts';
import { normalizeQuery } from './resolve.ts';

/** Maximum characters of a passage. */
const MAX_PASSAGE_LENGTH = 120;
/** Characters kept before the first match, so that the match has some context. */
const LEAD_LENGTH = 40;

/**
 * The part of a record's text that contains the most of some normalized words or phrases, cut to one line around the first
 * match. Undefined if the words occur in no text that is searched, only in the id for example.
 */
export const findPassage = async (
  dataset: Dataset,
  entry: Entry,
  words: readonly string[],
): Promise<string | undefined> => {
  const schema = dataset.catalog.type(entry.type)?.schema;
  if (!schema) return undefined;
  const { data } = dataset.record(entry);
  const searchable = walkRecord(schema, data, 'x-search').filter((node) => node.schema['x-search']);
  const text =
    (await findBestText(new Set(searchable.flatMap(({ value }) => listTexts(value))), words)) ??
    (await findBestText(new Set(listTexts(data)), words));
  return text === undefined ? undefined : cutAround(text, words);
};

/** The text with the most of the words; of several, the first that is a sentence or a name rather than an id. */
const findBestText = async (texts: Iterable<string>, words: readonly string[]): Promise<string | undefined> => {
  let bestText: string | undefined;
  let bestScore = 0;
  for (const text of texts) {
    const normalized = ` ${await normalizeQuery(text)}`;
    const count = words.filter((word) => normalized.includes(` ${word}`)).length;
    if (count === 0) continue;
    const score = count + (text.includes(' ') ? 0.5 : 0);
    if (score <= bestScore) continue;
    bestText = text;
    bestScore = score;
  }
  return bestText;
};

const listTexts = (value: JsonValue): string[] => {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(listTexts);
  if (isJsonObject(value)) return Object.values(value).flatMap(listTexts);
  return [];
};

/** Cuts a long text to the words around its first match. */
const cutAround = async (text: string, words: readonly string[]): Promise<string> => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= MAX_PASSAGE_LENGTH) return line;
  const start = await findFirstMatch(line, words);
  const from = start <= LEAD_LENGTH ? 0 : line.lastIndexOf(' ', start - LEAD_LENGTH) + 1;
  let to = Math.min(line.length, from + MAX_PASSAGE_LENGTH);
  if (to < line.length) {
    const lastSpace = line.lastIndexOf(' ', to);
    if (lastSpace > from) to = lastSpace;
  }
  return `${from > 0 ? '…' : ''}${line.slice(from, to)}${to < line.length ? '…' : ''}`;
};

/** Position of the first word of a text that begins with the first word of any of the words or phrases. */
const findFirstMatch = async (line: string, words: readonly string[]): Promise<number> => {
  const firstWords = words.map((word) => word.split(' ')[0] ?? word);
  for (const { 0: token, index } of line.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const normalized = await normalizeQuery(token);
    if (firstWords.some((word) => normalized.startsWith(word))) return index;
  }
  return 0;
};
