import type { JsonValue } from '../model/record.ts';

/**
 * Parses the YAML that records are usually written in: block and flow maps and lists, plain and quoted one-line texts, `|`
 * and `>` blocks, comments. Returns undefined for anything else, invalid or merely unusual, and for null: then the full
 * parser decides. For all other texts the full parser returns the same data and no problems, but takes twenty times as
 * long. test/dataset/fast.test.ts compares the two.
 */
export const parseFast = (text: string): JsonValue | undefined => {
  if (UNUSUAL_CHARACTER.test(text) || !text.endsWith('\n')) return undefined;
  const cursor: Cursor = { text, offset: 0 };
  if (skipToContent(cursor) !== 0) return undefined;
  const value = parseBlockMap(cursor, 0, 0);
  if (cursor.offset < text.length) return undefined;
  return value;
};

/** Position of the parser: at the first space of a line, or within a line at the next character to parse. */
interface Cursor {
  readonly text: string;
  offset: number;
}

/** Tabs, CR, control and bidirectional control characters, and characters that some readers take for line breaks. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const UNUSUAL_CHARACTER = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;
const KEY = /[A-Za-z0-9][\w-]*(?=:[ \n])/y;
const NUMBER = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,9})\.\d{1,9})$/;
/** Text that may be a number in one of the less usual notations. */
const POSSIBLE_NUMBER = /^[-+]?\.|^[-+\d][-+.\da-fox]*$/i;
const MAX_DEPTH = 12;

const NEWLINE = 10;
const SPACE = 32;
const HASH = 35;
const MINUS = 45;
const UPPER_A = 65;

/** Skips empty lines and comments. Returns the indentation of the next line with content, or -1 at the end. */
const skipToContent = (cursor: Cursor): number => {
  const { text } = cursor;
  while (cursor.offset < text.length) {
    let contentStart = cursor.offset;
    while (text.charCodeAt(contentStart) === SPACE) contentStart += 1;
    const character = text.charCodeAt(contentStart);
    if (character !== NEWLINE && character !== HASH) return contentStart - cursor.offset;
    cursor.offset = text.indexOf('\n', contentStart) + 1;
  }
  return -1;
};

/** Moves to the next line after the content of a line and its comment; false if anything else follows the content. */
const finishLine = (cursor: Cursor): boolean => {
  const { text } = cursor;
  let { offset } = cursor;
  while (text.charCodeAt(offset) === SPACE) offset += 1;
  const character = text.charCodeAt(offset);
  if (character !== NEWLINE && !(character === HASH && offset > cursor.offset)) return false;
  cursor.offset = text.indexOf('\n', offset) + 1;
  return true;
};

/** Skips spaces and returns the code of the next character. */
const skipSpaces = (cursor: Cursor): number => {
  while (cursor.text.charCodeAt(cursor.offset) === SPACE) cursor.offset += 1;
  return cursor.text.charCodeAt(cursor.offset);
};

/** Parses a key and its colon; undefined without a key, or if the key is not certainly text. */
const parseKey = (cursor: Cursor): string | undefined => {
  KEY.lastIndex = cursor.offset;
  const name = KEY.exec(cursor.text)?.[0];
  if (name === undefined || typeof parseScalar(name) !== 'string') return undefined;
  cursor.offset += name.length + 1;
  return name;
};

/** Parses a map with keys at column `indent`. The cursor is at the start of the first key's line, or at the key itself. */
const parseBlockMap = (cursor: Cursor, indent: number, depth: number): JsonValue | undefined => {
  const map: { [field: string]: JsonValue } = {};
  let column = indent;
  if (cursor.text.charCodeAt(cursor.offset) === SPACE) cursor.offset += indent;
  while (column === indent) {
    const name = parseKey(cursor);
    if (name === undefined || Object.hasOwn(map, name)) return undefined;
    const value = parseBlockValue(cursor, indent, depth + 1, true);
    if (value === undefined || value === null) return undefined;
    map[name] = value;
    column = skipToContent(cursor);
    if (column === indent) cursor.offset += indent;
  }
  if (column >= indent) return undefined;
  return map;
};

/** Parses a list with dashes at column `indent`. The cursor is at the start of the first dash's line. */
const parseBlockList = (cursor: Cursor, indent: number, depth: number): JsonValue | undefined => {
  const { text } = cursor;
  const list: JsonValue[] = [];
  let column = indent;
  while (column === indent && text.startsWith('- ', cursor.offset + indent)) {
    const value = parseListItem(cursor, indent, depth);
    if (value === undefined) return undefined;
    list.push(value);
    column = skipToContent(cursor);
  }
  if (column > indent) return undefined;
  return list;
};

const parseListItem = (cursor: Cursor, indent: number, depth: number): JsonValue | undefined => {
  const lineStart = cursor.offset;
  cursor.offset += indent + 2;
  skipSpaces(cursor);
  KEY.lastIndex = cursor.offset;
  if (KEY.test(cursor.text)) return parseBlockMap(cursor, cursor.offset - lineStart, depth + 1);
  return parseBlockValue(cursor, indent, depth + 1, false);
};

/** Parses the value after a key or a dash at column `indent`, on the same line or below. */
const parseBlockValue = (cursor: Cursor, indent: number, depth: number, isAfterKey: boolean): JsonValue | undefined => {
  if (depth > MAX_DEPTH) return undefined;
  const { text } = cursor;
  const keyEnd = cursor.offset;
  const character = skipSpaces(cursor);
  if (character === NEWLINE || (character === HASH && cursor.offset > keyEnd)) {
    if (!isAfterKey || !finishLine(cursor)) return undefined;
    const innerIndent = skipToContent(cursor);
    const isList = text.startsWith('- ', cursor.offset + innerIndent);
    if (innerIndent < indent || (innerIndent === indent && !isList)) return undefined;
    if (isList) return parseBlockList(cursor, innerIndent, depth);
    if (!'[{'.includes(text[cursor.offset + innerIndent] ?? '')) return parseBlockMap(cursor, innerIndent, depth);
    cursor.offset += innerIndent;
  }
  const sign = text[cursor.offset];
  if (sign === '|' || sign === '>') return parseBlockText(cursor, indent, sign === '>');
  const value = parseLineValue(cursor, indent, depth);
  if (value === undefined || !finishLine(cursor)) return undefined;
  return value;
};

/** Parses a value that starts at the cursor, up to its end or the end of the line. */
const parseLineValue = (cursor: Cursor, indent: number, depth: number): JsonValue | undefined => {
  switch (cursor.text[cursor.offset]) {
    case '[':
    case '{':
      return parseFlow(cursor, indent, depth);
    case '"':
    case "'":
      return parseQuoted(cursor);
    default:
      return parsePlainLine(cursor);
  }
};

/**
 * Parses a `|` or `>` block, with or without the indicator `-`. Returns undefined if an empty line precedes the text, a line
 * is indented further, or a line ends in spaces.
 */
const parseBlockText = (cursor: Cursor, indent: number, isFolded: boolean): string | undefined => {
  const { text } = cursor;
  const isStripped = text.charCodeAt(cursor.offset + 1) === MINUS;
  cursor.offset += 1;
  if (isStripped) cursor.offset += 1;
  if (text.charCodeAt(cursor.offset) !== NEWLINE) return undefined;
  cursor.offset += 1;
  let content = '';
  let emptyLines = 0;
  let textColumn = 0;
  while (cursor.offset < text.length) {
    const lineEnd = text.indexOf('\n', cursor.offset);
    let contentStart = cursor.offset;
    while (text.charCodeAt(contentStart) === SPACE) contentStart += 1;
    const column = contentStart - cursor.offset;
    if (contentStart === lineEnd) {
      if (column > 0 || content === '') return undefined;
      emptyLines += 1;
    } else {
      if (textColumn === 0) textColumn = column;
      if (column <= indent) break;
      if (column !== textColumn || text.charCodeAt(lineEnd - 1) === SPACE) return undefined;
      if (content !== '') content += joinLines(emptyLines, isFolded);
      content += text.slice(contentStart, lineEnd);
      emptyLines = 0;
    }
    cursor.offset = lineEnd + 1;
  }
  if (content === '') return undefined;
  return isStripped ? content : `${content}\n`;
};

/** The text between two lines of a block. */
const joinLines = (emptyLines: number, isFolded: boolean): string => {
  if (!isFolded) return '\n'.repeat(emptyLines + 1);
  return emptyLines === 0 ? ' ' : '\n'.repeat(emptyLines);
};

const SINGLE_QUOTED = /'((?:[^'\n]|'')*)'/y;
const DOUBLE_QUOTED = /"((?:[^"\\\n]|\\["\\])*)"/y;

/** Parses a quoted text on one line, with no other escapes than `\"` and `\\`. */
const parseQuoted = (cursor: Cursor): string | undefined => {
  const isSingle = cursor.text[cursor.offset] === "'";
  const pattern = isSingle ? SINGLE_QUOTED : DOUBLE_QUOTED;
  pattern.lastIndex = cursor.offset;
  const content = pattern.exec(cursor.text)?.[1];
  if (content === undefined) return undefined;
  cursor.offset = pattern.lastIndex;
  if (isSingle) return content.replaceAll("''", "'");
  if (!content.includes('\\')) return content;
  return content.replaceAll(/\\(.)/g, '$1');
};

/** Parses a plain text to the end of the line or to a comment; a text that continues below fails later. */
const parsePlainLine = (cursor: Cursor): JsonValue | undefined => {
  const { text } = cursor;
  let line = text.slice(cursor.offset, text.indexOf('\n', cursor.offset));
  const commentStart = line.indexOf(' #');
  if (commentStart >= 0) line = line.slice(0, commentStart);
  line = line.trimEnd();
  if (!canStartPlain(line) || line.includes(': ') || line.endsWith(':')) return undefined;
  cursor.offset += line.length;
  return parseScalar(line);
};

/** True if a plain text may start like this, in brackets too. */
const canStartPlain = (text: string): boolean => {
  if (text.charCodeAt(0) >= UPPER_A) return !/^[[\]{}|`]/.test(text);
  return /^(?:[^\s\-?:,#&*!>'"%@]|-\d)/.test(text);
};

const parseScalar = (text: string): JsonValue | undefined => {
  const mayBeNumber = text.charCodeAt(0) < UPPER_A;
  if (mayBeNumber && NUMBER.test(text)) return Number(text);
  if (text.length < 6) {
    if (/^(?:~|[Nn]ull|NULL)$/.test(text)) return null;
    if (/^(?:[Tt]rue|TRUE)$/.test(text)) return true;
    if (/^(?:[Ff]alse|FALSE)$/.test(text)) return false;
  }
  if (mayBeNumber && POSSIBLE_NUMBER.test(text)) return undefined;
  return text;
};

/** Parses a flow list or map. Further lines must be indented by more than `indent` and have no comments. */
const parseFlow = (cursor: Cursor, indent: number, depth: number): JsonValue | undefined => {
  if (depth > MAX_DEPTH) return undefined;
  const { text } = cursor;
  const isList = text[cursor.offset] === '[';
  const closingBracket = isList ? ']' : '}';
  const list: JsonValue[] = [];
  const map: { [field: string]: JsonValue } = {};
  const collection = isList ? list : map;
  cursor.offset += 1;
  if (!skipLineBreak(cursor, indent)) return undefined;
  if (text[cursor.offset] === closingBracket) {
    cursor.offset += 1;
    return collection;
  }
  for (;;) {
    const name = isList ? '' : parseKey(cursor);
    if (name === undefined || Object.hasOwn(map, name) || !skipLineBreak(cursor, indent)) return undefined;
    const value = parseFlowValue(cursor, indent, depth);
    if (value === undefined || value === null || !skipLineBreak(cursor, indent)) return undefined;
    if (isList) list.push(value);
    else map[name] = value;
    const character = text[cursor.offset];
    cursor.offset += 1;
    if (character === closingBracket) return collection;
    if (character !== ',' || !skipLineBreak(cursor, indent)) return undefined;
  }
};

const parseFlowValue = (cursor: Cursor, indent: number, depth: number): JsonValue | undefined => {
  const { text } = cursor;
  const character = text[cursor.offset];
  if (character === '[' || character === '{') return parseFlow(cursor, indent, depth + 1);
  if (character === '"' || character === "'") return parseQuoted(cursor);
  let end = cursor.offset;
  while (!'\n,[]{}'.includes(text[end] ?? '\n')) end += 1;
  const plain = text.slice(cursor.offset, end).trimEnd();
  if (!canStartPlain(plain) || plain.includes(': ') || plain.endsWith(':') || plain.includes(' #')) return undefined;
  cursor.offset += plain.length;
  return parseScalar(plain);
};

/** Skips spaces and one line break within brackets; false before a comment, an empty line or too little indentation. */
const skipLineBreak = (cursor: Cursor, indent: number): boolean => {
  let character = skipSpaces(cursor);
  if (character !== NEWLINE) return character !== HASH;
  cursor.offset += 1;
  const lineStart = cursor.offset;
  character = skipSpaces(cursor);
  return character !== NEWLINE && character !== HASH && cursor.offset - lineStart > indent;
};
