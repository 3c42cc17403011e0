import { isUtf8 } from 'node:buffer';
import { readFast } from './fast.ts';
import { type Document, parse } from './parse.ts';
import { lineSpan, START } from './spans.ts';
import { deepest } from './tokens.ts';

/** A text that has more bytes is refused unread, as is one that nests too deep: a parser given them takes long or dies. */
export const MOST_BYTES = 250_000;

const MOST_LEVELS = 50;

/** Reads the bytes of a YAML file. Never throws. */
export const readDocument = (bytes: Uint8Array): Document => {
  if (bytes.length > MOST_BYTES)
    return refused('FILE003', `the file has more than ${MOST_BYTES} bytes`, 'split it into several records');
  const text = decode(bytes);
  if (text === undefined) return refused('FILE004', 'the file is not UTF-8 text', 'save it as UTF-8');
  const data = readFast(text);
  if (data !== undefined) {
    let parsed: Document | undefined;
    return {
      data,
      problems: [],
      blanks: [],
      locate: (pointer, atKey) => (parsed ??= parse(text)).locate(pointer, atKey),
    };
  }
  const deep = deepest(text, MOST_LEVELS);
  if (deep !== undefined)
    return refused(
      'YAML004',
      `the nesting is deeper than ${MOST_LEVELS} levels`,
      'a record needs no more than six',
      lineSpan(text, deep, 1),
    );
  return parse(text);
};

/** A file of which nothing can be read, and why. */
export const refused = (code: string, message: string, hint: string, span = START): Document => ({
  data: undefined,
  problems: [{ code, message, hint, span, pointer: '' }],
  blanks: [],
  locate: () => START,
});

/** UTF-8 text without its byte order mark, or undefined where the bytes are something else. */
const decode = (bytes: Uint8Array): string | undefined => {
  if (!isUtf8(bytes) || bytes.includes(0)) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
};
