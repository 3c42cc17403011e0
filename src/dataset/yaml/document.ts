import { isUtf8 } from 'node:buffer';
import { parseFast } from './fast.ts';
import { type YamlDocument, parseYaml } from './parse.ts';
import { lineSpan, FILE_START } from './spans.ts';
import { deepestNesting } from './lexer-checks.ts';

/** A text that has more bytes is refused unread, as is one that nests too deep: a parser given them takes long or dies. */
export const MAX_BYTES = 250_000;

const MOST_LEVELS = 50;

/** Reads the bytes of a YAML file. Never throws. */
export const readDocument = (bytes: Uint8Array): YamlDocument => {
  if (bytes.length > MAX_BYTES)
    return rejectedDocument('FILE003', `the file has more than ${MAX_BYTES} bytes`, 'split it into several records');
  const text = decode(bytes);
  if (text === undefined) return rejectedDocument('FILE004', 'the file is not UTF-8 text', 'save it as UTF-8');
  const data = parseFast(text);
  if (data !== undefined) {
    let parsed: YamlDocument | undefined;
    return {
      data,
      problems: [],
      blanks: [],
      locate: (pointer, atKey) => (parsed ??= parseYaml(text)).locate(pointer, atKey),
    };
  }
  const deep = deepestNesting(text, MOST_LEVELS);
  if (deep !== undefined)
    return rejectedDocument(
      'YAML004',
      `the nesting is deeper than ${MOST_LEVELS} levels`,
      'a record needs no more than six',
      lineSpan(text, deep, 1),
    );
  return parseYaml(text);
};

/** A file of which nothing can be read, and why. */
export const rejectedDocument = (code: string, message: string, hint: string, span = FILE_START): YamlDocument => ({
  data: undefined,
  problems: [{ code, message, hint, span, pointer: '' }],
  blanks: [],
  locate: () => FILE_START,
});

/** UTF-8 text without its byte order mark, or undefined where the bytes are something else. */
const decode = (bytes: Uint8Array): string | undefined => {
  if (!isUtf8(bytes) || bytes.includes(0)) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
};
