import {
  type Document as Yaml,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
  type YAMLError,
} from 'yaml';
import type { TextSpan } from '../model/diagnostic.ts';
import { fromPointer, type Path, toPointer } from '../model/pointer.ts';
import type { JsonValue } from '../model/record.ts';
import { checkSyntax, keyText, VERSION_HINT } from './check-syntax.ts';
import { type OffsetRange, toSpan, FILE_START } from './spans.ts';
import { findInvisibleInComments } from './lexer-checks.ts';

/** A problem of a text that needs no schema to be found. */
interface YamlProblem {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly span: TextSpan;
  readonly pointer: string;
}

/** A parsed YAML text: data, problems, and the spans of values. */
export interface YamlDocument {
  /** The data without null values; undefined if problems make it unreliable. */
  readonly data: JsonValue | undefined;
  readonly problems: readonly YamlProblem[];
  /** JSON Pointers to fields without a value (null); `data` omits them. */
  readonly emptyFields: readonly string[];
  /** The span of the value at a JSON Pointer, or of its key; if absent, of the nearest parent in the text. */
  readonly locate: (pointer: string, atKey?: boolean) => TextSpan;
}

/** Maximum number of problems per file: a file with more is hardly a record. */
const MAX_PROBLEMS = 51;

/** Parses a text with the full parser. Throws only if the nesting is so deep that the parser does. */
export const parseYaml = (text: string): YamlDocument => {
  const lineCounter = new LineCounter();
  // Duplicate keys are reported by checkSyntax: the parser's own check takes quadratic time.
  const parsed = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    lineCounter,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents = Array.isArray(parsed) ? (parsed as Yaml[]) : [];
  const [document, secondDocument] = documents;
  const spanOf = toSpan(lineCounter);
  const problems: YamlProblem[] = [];
  const report = (code: string, message: string, hint: string, span: TextSpan, pointer = ''): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ code, message, hint, span, pointer });
  };
  if (!document || document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    report('YAML005', 'the file is empty', 'write the fields of a record, or delete the file', FILE_START);
    return { data: undefined, problems, emptyFields: [], locate: () => FILE_START };
  }
  const [error] = documents.flatMap(({ errors }) => errors);
  const unclosed = error && findUnclosed(documents, error);
  const mayLackSpace = error ? !unclosed : isScalar(document.contents);
  const unusualSpace = mayLackSpace && findUnusualSpace(text, error?.pos ?? [0, text.length]);
  if (typeof unusualSpace === 'number') {
    const message = `the character ${formatCodePoint(text, unusualSpace)} looks like a space but is not one`;
    report('YAML001', message, SPACE_HINT, spanOf([unusualSpace, unusualSpace + 1]));
  } else if (unclosed) {
    const opening = '[{'.includes(text[unclosed[0]] ?? '') ? 'bracket' : 'quotation mark';
    report('YAML001', stripPosition(error.message), `close the ${opening} that opens here`, spanOf(unclosed));
  } else if (error) report('YAML001', stripPosition(error.message), 'fix the YAML here', spanOf(error.pos));
  if (!error) {
    for (const warning of document.warnings)
      // checkSyntax reports all tags, also those that the parser can resolve.
      if (warning.code !== 'TAG_RESOLVE_FAILED')
        report('YAML003', stripPosition(warning.message), VERSION_HINT, spanOf(warning.pos));
    if (secondDocument?.range) {
      const separator = findSeparator(text, secondDocument.range);
      report('YAML005', 'the file has more than one document', 'write one record per file', spanOf(separator));
    }
    checkSyntax(text, document, spanOf, report);
    for (const offset of findInvisibleInComments(text)) {
      const message = `invisible control character ${formatCodePoint(text, offset)}`;
      report('YAML006', message, 'delete it', spanOf([offset, offset + 1]));
    }
  }
  const emptyFields: string[] = [];
  const isReadable = problems.every(({ code }) => HARMLESS_CODES.has(code));
  const data = isReadable ? toValue(document.contents, [], emptyFields) : undefined;
  return { data, problems, emptyFields, locate: createLocator(document, spanOf) };
};

/** The span of the `---` before the second document; after `...` a document may have none. */
const findSeparator = (text: string, [start]: OffsetRange): OffsetRange => {
  const separator = text.lastIndexOf('---', start);
  if (separator < 0) return [start, start];
  return [separator, separator + 3];
};

/** Problems in spite of which the data is certain. */
const HARMLESS_CODES = new Set(['YAML002', 'YAML006']);

const formatCodePoint = (text: string, offset: number): string =>
  `U+${text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0')}`;

/** The opening of the unclosed quotation mark or bracket: the parser reports the place where its end is missing. */
const findUnclosed = (documents: readonly Yaml[], { code, pos }: YAMLError): OffsetRange | undefined => {
  let opening: OffsetRange | undefined;
  const checkRange = (range: OffsetRange | null | undefined): void => {
    if (range && range[0] < pos[0] && pos[0] <= (range[2] ?? range[1])) opening = [range[0], range[0] + 1];
  };
  if (code !== 'MISSING_CHAR' && code !== 'BAD_INDENT') return undefined;
  for (const document of documents)
    visit(document, {
      Scalar(_, { type, range }) {
        if (code === 'MISSING_CHAR' && type?.startsWith('QUOTE')) checkRange(range);
      },
      Collection(_, { flow, range }) {
        if (flow) checkRange(range);
      },
    });
  return opening;
};

const SPACE_HINT = 'type an ordinary space (U+0020) here';

/** Indentation, the dash of a list or the colon of a key, before a space that YAML takes for a letter. */
const UNUSUAL_SPACE = /^ *(?:- +)*(?:-|[^\s:#]+:)?(?=[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])/;

/** The offset of an unusual space where YAML needs an ordinary one, in the lines of a range or the line before. */
const findUnusualSpace = (text: string, [rangeStart, rangeEnd]: OffsetRange): number | undefined => {
  const start = text.lastIndexOf('\n', Math.max(0, text.lastIndexOf('\n', rangeStart - 1) - 1)) + 1;
  const end = text.indexOf('\n', rangeEnd);
  let offset = start;
  for (const line of text.slice(start, end < 0 ? undefined : end).split('\n')) {
    const lead = UNUSUAL_SPACE.exec(line);
    if (lead) return offset + lead[0].length;
    offset += line.length + 1;
  }
  return undefined;
};

const stripPosition = (message: string): string =>
  message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message;

/** Converts a node to data. Maps omit null values, because absence means the same. Of equal keys the first counts. */
const toValue = (node: unknown, path: Path, emptyFields: string[]): JsonValue => {
  if (isMap(node)) {
    const entries = new Map<string, JsonValue>();
    for (const pair of node.items) {
      const name = keyText(pair);
      const fieldPath = [...path, name];
      const value = toValue(pair.value, fieldPath, emptyFields);
      if (value === null) emptyFields.push(toPointer(fieldPath));
      else if (!entries.has(name)) entries.set(name, value);
    }
    return Object.fromEntries(entries);
  }
  if (isSeq(node)) return node.items.map((item, index) => toValue(item, [...path, index], emptyFields));
  if (!isScalar(node)) return null;
  return typeof node.value === 'bigint' ? Number(node.value) : (node.value as JsonValue);
};

const createLocator =
  (document: Yaml, spanOf: (range: OffsetRange) => TextSpan) =>
  (pointer: string, atKey = false): TextSpan => {
    let node: unknown = document.contents;
    let range = document.contents?.range;
    const steps = fromPointer(pointer);
    for (const [index, step] of steps.entries()) {
      const { key, value } = findChild(node, step);
      const isLast = index === steps.length - 1;
      const isKeyWanted = key !== undefined && ((isLast && atKey) || !rangeOf(value));
      const childRange = rangeOf(isKeyWanted ? key : value);
      if (!childRange) break;
      range = childRange;
      node = value;
    }
    return range ? spanOf(range) : FILE_START;
  };

/** The child of a map or list at a step of a pointer, with its key in a map. */
const findChild = (node: unknown, step: string): { readonly key?: unknown; readonly value?: unknown } => {
  if (isMap(node)) return node.items.find(({ key }) => isScalar(key) && String(key.value) === step) ?? {};
  if (isSeq(node)) return { value: node.items[Number(step)] };
  return {};
};

const rangeOf = (node: unknown): Node['range'] => (node as Node | null | undefined)?.range;
