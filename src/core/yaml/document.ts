import { parseFast } from './fast.ts';
import { type YamlDocument, parseYaml } from './parse.ts';
import { lineSpan, FILE_START } from './spans.ts';
import { findExcessiveNesting } from './lexer-checks.ts';

/** Larger or deeper files are rejected before parsing: the parser would hang or crash. */
export const MAX_BYTES = 250_000;

const MAX_DEPTH = 50;

/** Reads the bytes of a YAML file. Never throws. */
export const readDocument = (bytes: Uint8Array): YamlDocument => {
  if (bytes.length > MAX_BYTES)
    return rejectedDocument('FILE003', `the file is larger than ${MAX_BYTES} bytes`, 'split it into several records');
  const text = decodeUtf8(bytes);
  if (text === undefined) return rejectedDocument('FILE004', 'the file is not UTF-8 text', 'save it as UTF-8');
  const data = parseFast(text);
  if (data !== undefined) {
    let document: YamlDocument | undefined;
    return {
      data,
      problems: [],
      emptyFields: [],
      locate: (pointer, atKey) => (document ??= parseYaml(text)).locate(pointer, atKey),
    };
  }
  const excessiveOffset = findExcessiveNesting(text, MAX_DEPTH);
  if (excessiveOffset !== undefined)
    return rejectedDocument(
      'YAML004',
      `the nesting is deeper than ${MAX_DEPTH} levels`,
      'a record needs no more than six',
      lineSpan(text, excessiveOffset, 1),
    );
  return parseYaml(text);
};

/** The result for a file that cannot be read, with one problem that says why. */
export const rejectedDocument = (code: string, message: string, hint: string, span = FILE_START): YamlDocument => ({
  data: undefined,
  problems: [{ code, message, hint, span, pointer: '' }],
  emptyFields: [],
  locate: () => FILE_START,
});

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Decodes UTF-8 text without its byte order mark; undefined for other bytes. */
const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  if (bytes.includes(0)) return undefined;
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
};
