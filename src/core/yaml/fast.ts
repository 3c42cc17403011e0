import { CORE_SCHEMA, load } from 'js-yaml-4';
import { UNSAFE_CHARACTERS } from '../model/unsafe-characters.ts';
import { isJsonObject, isList, type JsonValue } from '../model/record.ts';

/**
 * Parses the YAML that records are usually written in with js-yaml, which takes a tenth of the time of the full parser but
 * gives no positions and accepts more than YAML 1.2. Returns undefined for anything else, invalid or merely unusual, and for
 * null: then the full parser decides. For all other texts the full parser returns the same data and no problems.
 * test/dataset/fast.test.ts compares the two.
 */
export const parseFast = (text: string): JsonValue | undefined => {
  if (!text.endsWith('\n') || UNUSUAL_CHARACTER.test(text) || UNUSUAL_SYNTAX.test(text)) return undefined;
  try {
    const data = load(text, { schema: CORE_SCHEMA }) as JsonValue;
    if (isJsonObject(data) && isUsual(data, 0)) return data;
  } catch {
    // The full parser says what is wrong, and where.
  }
  return undefined;
};

const UNUSUAL_CHARACTER = new RegExp(String.raw`[\t${UNSAFE_CHARACTERS}]`);

/** Start of a value or of a key. */
const START = String.raw`(?:^|[[{]|[:,-] ) *`;

/**
 * Syntax that the two parsers may read differently: document marks and directives; anchors, aliases, tags and explicit keys;
 * indicators of indentation; comments right after a bracket or quotation mark; quoted texts of several lines; brackets that
 * continue without indentation; numbers with signs, exponents, underscores, leading zeros or in other bases.
 */
const UNUSUAL_SYNTAX = new RegExp(
  [
    String.raw`^(?:---|\.\.\.|%)`,
    String.raw`${START}[&*!?@%\`]`,
    String.raw`[|>][-+]?[1-9]`,
    String.raw`[\]}"']#`,
    String.raw`${START}(?:"(?:[^"\\\n]|\\.)*|'(?:[^'\n]|'')*)\n`,
    String.raw`^( *)[^\n]*[[{][^\]}\n]*\n(?!\1 )`,
    String.raw`${START}(?:\+|-?\.|-0|0\w|-?[\d.]+[_eE])`,
  ].join('|'),
  'm',
);

/** Keys that certainly are text. */
const KEY = /^[A-Za-z][\w.-]*$/;
const CONSTANT = /^(?:true|false|null)$/i;
const MAX_DEPTH = 12;

/** True if a value has no null, no key that may be something else than text, and is not nested deeply. */
const isUsual = (value: JsonValue, depth: number): boolean => {
  if (value === null || depth > MAX_DEPTH) return false;
  if (isList(value)) return value.every((item) => isUsual(item, depth + 1));
  if (!isJsonObject(value)) return true;
  return Object.entries(value).every(
    ([key, child]) => KEY.test(key) && !CONSTANT.test(key) && isUsual(child, depth + 1),
  );
};
