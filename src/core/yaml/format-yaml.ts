import { encodeText } from '../index/bytes.ts';
import { isMap, isScalar, isSeq, Lexer, type Node, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { fromDotted } from '../model/pointer.ts';
import { isJsonObject } from '../model/record.ts';
import { canonicalJson } from '../schema/canonical.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import { schemaOfProperty } from '../schema/walk.ts';
import { readDocument } from './document.ts';
import { keyText } from './check-syntax.ts';
import { sortKeysBySchema, parseTree } from './sort-keys.ts';

/**
 * Formats a record: keys in the order of the schema, sets of ids sorted, dates and values that older YAML would misread in
 * quotation marks, no trailing whitespace. A step that would change the data or the comments is left out. Returns undefined
 * if the text cannot be read.
 */
export const formatYaml = (text: string, schema: Schema): string | undefined => {
  const { data, problems } = readDocument(encodeText(text));
  if (problems.length > 0 || !isJsonObject(data)) return undefined;
  let originalContent: string | undefined;
  const keepsContent = (newText: string): boolean =>
    serializeContent(newText, schema) === (originalContent ??= serializeContent(text, schema));
  const acceptIfSame = (before: string, after: string): string => {
    if (after === before || !keepsContent(after)) return before;
    return after;
  };
  const cleanedText = acceptIfSame(text, cleanLines(text));
  // Line breaks at the end may belong to a text (`|+`), so they are cleaned in a step of their own.
  const clean = acceptIfSame(cleanedText, withOneFinalBreak(cleanedText));
  const tree = parseTree(clean);
  const quoted = acceptIfSame(clean, quoteAmbiguous(clean, tree, schema));
  return sortKeysBySchema(quoted, quoted === clean ? tree : parseTree(quoted), schema, keepsContent);
};

/** Serializes what formatting must keep: the data, regardless of the order in maps and sets, and the comments. */
const serializeContent = (text: string, schema: Schema): string | undefined => {
  const { data, problems } = readDocument(encodeText(text));
  if (problems.length > 0 || !isJsonObject(data)) return undefined;
  const comments = [...new Lexer().lex(text)].filter((token) => token.startsWith('#')).map((token) => token.trimEnd());
  return JSON.stringify([canonicalJson(data, schema), comments.sort()]);
};

/**
 * Removes byte order marks, carriage returns at line ends, and trailing whitespace outside of multi-line texts. Works line by
 * line: regular expressions take quadratic time on long runs of whitespace.
 */
const cleanLines = (text: string): string => {
  const withoutMark = text.replace(/^\ufeff+/, '');
  const unixText = withoutMark
    .split('\n')
    .map((line) => line.slice(0, lengthWithout(line, '\r')))
    .join('\n');
  const lines = unixText.split('\n');
  const hasTrailing = lines.some((line) => lengthWithout(line, ' \t\r') < line.length);
  if (!hasTrailing) return unixText;
  const multilineRanges = findMultilineTexts(unixText);
  let lineStart = 0;
  let rangeIndex = 0;
  const cleanedLines = lines.map((line) => {
    const trimmedLength = lengthWithout(line, ' \t\r');
    const trimmedEnd = lineStart + trimmedLength;
    lineStart += line.length + 1;
    while ((multilineRanges[rangeIndex]?.[1] ?? Infinity) <= trimmedEnd) rangeIndex += 1;
    const isWithinText = trimmedEnd >= (multilineRanges[rangeIndex]?.[0] ?? Infinity);
    return isWithinText ? line : line.slice(0, trimmedLength);
  });
  return cleanedLines.join('\n');
};

const withOneFinalBreak = (text: string): string => `${text.slice(0, lengthWithout(text, '\n'))}\n`;

/** The length of a text without the given characters at its end. */
const lengthWithout = (text: string, characters: string): number => {
  let length = text.length;
  while (length > 0 && characters.includes(text[length - 1] ?? '')) length -= 1;
  return length;
};

/** Offset ranges of texts that span several lines, in order. */
const findMultilineTexts = (text: string): readonly (readonly [number, number])[] =>
  collectScalars(parseTree(text))
    .map(({ range }) => [range?.[0] ?? 0, range?.[1] ?? 0] as const)
    .filter(([start, end]) => text.slice(start, end).includes('\n'));

/** Quotes dates and plain texts that a YAML 1.1 or 1.2 reader would take for something other than text. */
const quoteAmbiguous = (text: string, tree: unknown, schema: Schema): string => {
  const parts: string[] = [];
  let copiedTo = 0;
  for (const { range, source, value, type, schema: fieldSchema } of collectScalars(tree, schema)) {
    if (!range || !source || type !== 'PLAIN' || fieldSchema?.type !== 'string') continue;
    if (!isAmbiguous(source, value, fieldSchema)) continue;
    parts.push(text.slice(copiedTo, range[0]), JSON.stringify(source));
    [, copiedTo] = range;
  }
  return parts.join('') + text.slice(copiedTo);
};

/** Texts that may be numbers, times or booleans to older readers. */
const SUSPICIOUS = /^(?:[-+.\d].*|y|n|yes|no|on|off|true|false|null|~)$/i;

const isAmbiguous = (source: string, value: unknown, { format }: Schema): boolean => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value) === source;
  if (typeof value !== 'string' || !SUSPICIOUS.test(source)) return false;
  return format === 'edtf' || typeof parseYaml11(source) !== 'string';
};

const parseYaml11 = (source: string): unknown => {
  const { contents } = parseDocument(source, { version: '1.1', logLevel: 'silent' });
  return isScalar(contents) ? contents.value : undefined;
};

interface ScalarNode {
  readonly range: Scalar['range'];
  readonly source: string | undefined;
  readonly value: unknown;
  readonly type: Scalar['type'];
  readonly schema: Schema | undefined;
}

/** The scalar values of a node in the order of the text, each with its schema; without the keys of maps. */
const collectScalars = (node: unknown, schema?: Schema, rootSchema = schema): ScalarNode[] => {
  if (isMap(node))
    return node.items.flatMap((pair) => {
      let fieldSchema = schema && schemaOfProperty(schema, keyText(pair));
      if (fieldSchema?.['x-any'] && rootSchema) fieldSchema = findSupportedSchema(node, rootSchema);
      return collectScalars(pair.value, fieldSchema, rootSchema);
    });
  if (isSeq(node)) return node.items.flatMap((item) => collectScalars(item, schema?.items, rootSchema));
  if (!isScalar(node)) return [];
  const { range, source, value, type } = node as Scalar & Node;
  return [{ range, source, value, type, schema }];
};

/** The schema of the one field that a passage supports; the passage also holds the source's other value for this field. */
const findSupportedSchema = (passage: YAMLMap, rootSchema: Schema): Schema | undefined => {
  const supports = passage.get('supports');
  if (!isSeq(supports) || supports.items.length !== 1) return undefined;
  const field = supports.get(0);
  return typeof field === 'string' ? fieldAt(rootSchema, fromDotted(field)) : undefined;
};
