import type { JsonValue } from '../../model/record.ts';

/**
 * Reads the YAML that records are written in: maps and lists in blocks or brackets, plain and quoted texts on one line,
 * `|` and `>` blocks, comments. Returns undefined for anything else, be it wrong or merely unusual, and for null: the full
 * parser decides. Where this answers, the full parser finds nothing to report and the same data, twenty times more slowly;
 * test/dataset/fast.test.ts holds the two against each other.
 */
export const parseFast = (text: string): JsonValue | undefined => {
  if (UNUSUAL.test(text) || !text.endsWith('\n')) return undefined;
  const cursor: Cursor = { text, at: 0 };
  if (toContent(cursor) !== 0) return undefined;
  const value = blockMap(cursor, 0, 0);
  return cursor.at === text.length ? value : undefined;
};

/** Where the reader is: always at a line's first blank or, within a line, at the next character to be read. */
interface Cursor {
  readonly text: string;
  at: number;
}

/** Tabs, CR, control characters, what turns the direction of text around, and what some readers take for line breaks. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const UNUSUAL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;
const KEY = /[A-Za-z0-9][\w-]*(?=:[ \n])/y;
const NUMBER = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,9})\.\d{1,9})$/;
/** What consists of these may be a number in one of its rarer forms. */
const MAYBE_NUMBER = /^[-+]?\.|^[-+\d][-+.\da-fox]*$/i;
const MAX_DEPTH = 12;

const NEWLINE = 10;
const SPACE = 32;
const HASH = 35;
const UPPER_A = 65;

/** Skips blank lines and comments, and returns the indentation of the line of the next content; -1 at the end. */
const toContent = (cursor: Cursor): number => {
  const { text } = cursor;
  while (cursor.at < text.length) {
    let start = cursor.at;
    while (text.charCodeAt(start) === SPACE) start += 1;
    const first = text.charCodeAt(start);
    if (first !== NEWLINE && first !== HASH) return start - cursor.at;
    cursor.at = text.indexOf('\n', start) + 1;
  }
  return -1;
};

/** Leaves a line whose content has been read, with its comment; false where something else stands there. */
const endLine = (cursor: Cursor): boolean => {
  const { text } = cursor;
  let { at } = cursor;
  while (text.charCodeAt(at) === SPACE) at += 1;
  const next = text.charCodeAt(at);
  if (next !== NEWLINE && !(next === HASH && at > cursor.at)) return false;
  cursor.at = text.indexOf('\n', at) + 1;
  return true;
};

const skipSpaces = (cursor: Cursor): number => {
  while (cursor.text.charCodeAt(cursor.at) === SPACE) cursor.at += 1;
  return cursor.text.charCodeAt(cursor.at);
};

/** A key and its colon; undefined where there is none, or one that is not plainly text. */
const key = (cursor: Cursor): string | undefined => {
  KEY.lastIndex = cursor.at;
  const name = KEY.exec(cursor.text)?.[0];
  if (name === undefined || typeof scalar(name) !== 'string') return undefined;
  cursor.at += name.length + 1;
  return name;
};

/** The map whose keys stand at column `indent`; the cursor stands on the first key's line or, within one, on the key. */
const blockMap = (cursor: Cursor, indent: number, depth: number): JsonValue | undefined => {
  const map: { [field: string]: JsonValue } = {};
  let here = indent;
  cursor.at += cursor.text.charCodeAt(cursor.at) === SPACE ? indent : 0;
  while (here === indent) {
    const name = key(cursor);
    if (name === undefined || Object.hasOwn(map, name)) return undefined;
    const value = blockValue(cursor, indent, depth + 1, true);
    if (value === undefined || value === null) return undefined;
    map[name] = value;
    here = toContent(cursor);
    if (here === indent) cursor.at += indent;
  }
  return here < indent ? map : undefined;
};

/** The list whose dashes stand at column `indent`; the cursor stands on the first dash's line. */
const blockList = (cursor: Cursor, indent: number, depth: number): JsonValue | undefined => {
  const { text } = cursor;
  const list: JsonValue[] = [];
  let here = indent;
  while (here === indent && text.startsWith('- ', cursor.at + indent)) {
    const line = cursor.at;
    cursor.at += indent + 2;
    skipSpaces(cursor);
    KEY.lastIndex = cursor.at;
    const value = KEY.test(text)
      ? blockMap(cursor, cursor.at - line, depth + 1)
      : blockValue(cursor, indent, depth + 1, false);
    if (value === undefined) return undefined;
    list.push(value);
    here = toContent(cursor);
  }
  return here <= indent ? list : undefined;
};

/** What follows a key or a dash at column `indent`, on its line or below. */
const blockValue = (cursor: Cursor, indent: number, depth: number, ofKey: boolean): JsonValue | undefined => {
  if (depth > MAX_DEPTH) return undefined;
  const { text } = cursor;
  const before = cursor.at;
  const first = skipSpaces(cursor);
  if (first === NEWLINE || (first === HASH && cursor.at > before)) {
    if (!ofKey || !endLine(cursor)) return undefined;
    const inner = toContent(cursor);
    const isList = text.startsWith('- ', cursor.at + inner);
    if (inner < indent || (inner === indent && !isList)) return undefined;
    if (isList) return blockList(cursor, inner, depth);
    if (!'[{'.includes(text[cursor.at + inner] ?? '')) return blockMap(cursor, inner, depth);
    cursor.at += inner;
  }
  const sign = text[cursor.at] ?? '';
  if (sign === '|' || sign === '>') return blockText(cursor, indent, sign === '>');
  const value =
    sign === '[' || sign === '{'
      ? flow(cursor, indent, depth)
      : sign === '"' || sign === "'"
        ? quoted(cursor)
        : plainLine(cursor);
  if (value === undefined || !endLine(cursor)) return undefined;
  return value;
};

/** A `|` or `>` block with its indicator of the end; no empty line before it, no deeper line in it, no blanks at line ends. */
const blockText = (cursor: Cursor, indent: number, folded: boolean): string | undefined => {
  const { text } = cursor;
  const stripped = text.charCodeAt(cursor.at + 1) === 45;
  cursor.at += stripped ? 2 : 1;
  if (text.charCodeAt(cursor.at) !== NEWLINE) return undefined;
  cursor.at += 1;
  let content = '';
  let gaps = 0;
  let column = 0;
  while (cursor.at < text.length) {
    const end = text.indexOf('\n', cursor.at);
    let start = cursor.at;
    while (text.charCodeAt(start) === SPACE) start += 1;
    const deep = start - cursor.at;
    if (start === end) {
      if (deep > 0 || content === '') return undefined;
      gaps += 1;
    } else {
      if (column === 0) column = deep;
      if (deep <= indent) break;
      if (deep !== column || text.charCodeAt(end - 1) === SPACE) return undefined;
      content += content === '' ? '' : folded ? (gaps === 0 ? ' ' : '\n'.repeat(gaps)) : '\n'.repeat(gaps + 1);
      content += text.slice(start, end);
      gaps = 0;
    }
    cursor.at = end + 1;
  }
  return content === '' ? undefined : stripped ? content : `${content}\n`;
};

const SINGLE = /'((?:[^'\n]|'')*)'/y;
const DOUBLE = /"((?:[^"\\\n]|\\["\\])*)"/y;

/** A text in quotation marks that end on the same line; of escapes only `\"` and `\\`. */
const quoted = (cursor: Cursor): string | undefined => {
  const isSingle = cursor.text[cursor.at] === "'";
  const form = isSingle ? SINGLE : DOUBLE;
  form.lastIndex = cursor.at;
  const [whole, inner] = form.exec(cursor.text) ?? [];
  if (whole === undefined || inner === undefined) return undefined;
  cursor.at = form.lastIndex;
  return isSingle ? inner.replaceAll("''", "'") : inner.includes('\\') ? inner.replaceAll(/\\(.)/g, '$1') : inner;
};

/** A plain text to the end of its line or to a comment, unless it goes on below. */
const plainLine = (cursor: Cursor): JsonValue | undefined => {
  const { text } = cursor;
  const end = text.indexOf('\n', cursor.at);
  let line = text.slice(cursor.at, end);
  const comment = line.indexOf(' #');
  if (comment >= 0) line = line.slice(0, comment);
  line = line.trimEnd();
  if (!startsPlain(line) || line.includes(': ') || line.endsWith(':')) return undefined;
  cursor.at += line.length;
  return scalar(line);
};

/** Whether a plain text may begin so, in brackets as elsewhere. */
const startsPlain = (text: string): boolean =>
  text.charCodeAt(0) >= UPPER_A ? !/^[[\]{}|`]/.test(text) : /^(?:[^\s\-?:,#&*!>'"%@]|-\d)/.test(text);

const scalar = (text: string): JsonValue | undefined => {
  const mayBeNumber = text.charCodeAt(0) < UPPER_A;
  if (mayBeNumber && NUMBER.test(text)) return Number(text);
  if (text.length < 6) {
    if (/^(?:~|[Nn]ull|NULL)$/.test(text)) return null;
    if (/^(?:[Tt]rue|TRUE)$/.test(text)) return true;
    if (/^(?:[Ff]alse|FALSE)$/.test(text)) return false;
  }
  return mayBeNumber && MAYBE_NUMBER.test(text) ? undefined : text;
};

/** A list or map in brackets, over several lines if they are deeper than `indent`; without comments. */
const flow = (cursor: Cursor, indent: number, depth: number): JsonValue | undefined => {
  if (depth > MAX_DEPTH) return undefined;
  const { text } = cursor;
  const isList = text[cursor.at] === '[';
  const close = isList ? ']' : '}';
  const list: JsonValue[] = [];
  const map: { [field: string]: JsonValue } = {};
  cursor.at += 1;
  if (!skipLines(cursor, indent)) return undefined;
  if (text[cursor.at] === close) {
    cursor.at += 1;
    return isList ? list : map;
  }
  for (;;) {
    const name = isList ? '' : key(cursor);
    if (name === undefined || Object.hasOwn(map, name) || !skipLines(cursor, indent)) return undefined;
    const value = flowValue(cursor, indent, depth);
    if (value === undefined || value === null || !skipLines(cursor, indent)) return undefined;
    if (isList) list.push(value);
    else map[name] = value;
    const next = text[cursor.at];
    cursor.at += 1;
    if (next === close) return isList ? list : map;
    if (next !== ',' || !skipLines(cursor, indent)) return undefined;
  }
};

const flowValue = (cursor: Cursor, indent: number, depth: number): JsonValue | undefined => {
  const { text } = cursor;
  const first = text[cursor.at];
  if (first === '[' || first === '{') return flow(cursor, indent, depth + 1);
  if (first === '"' || first === "'") return quoted(cursor);
  let end = cursor.at;
  while (!'\n,[]{}'.includes(text[end] ?? '\n')) end += 1;
  const plain = text.slice(cursor.at, end).trimEnd();
  if (!startsPlain(plain) || plain.includes(': ') || plain.endsWith(':') || plain.includes(' #')) return undefined;
  cursor.at += plain.length;
  return scalar(plain);
};

/** Skips blanks and line ends within brackets; false at a comment, an empty line or one that is not deep enough. */
const skipLines = (cursor: Cursor, indent: number): boolean => {
  let next = skipSpaces(cursor);
  if (next !== NEWLINE) return next !== HASH;
  const line = (cursor.at += 1);
  next = skipSpaces(cursor);
  return next !== NEWLINE && next !== HASH && cursor.at - line > indent;
};
