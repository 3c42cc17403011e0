import { isMap, isScalar, isSeq, Lexer, type Node, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { fromDotted } from '../../model/pointer.ts';
import { isJsonObject } from '../../model/record.ts';
import { canonicalJson } from '../../schema/canonical.ts';
import { fieldAt, type Schema } from '../../schema/catalog.ts';
import { schemaOfProperty } from '../../schema/walk.ts';
import { readDocument } from './document.ts';
import { sortKeysBySchema, parseTree } from './sort-keys.ts';

/**
 * A record's text as all records are written: keys in the order of the schema, sets of ids sorted, dates and whatever
 * older YAML would misread in quotation marks, no blanks at the ends of lines. What it says and its comments stay: a step
 * that would change either is not made. Undefined where the text cannot be read.
 */
export const formatYaml = (text: string, schema: Schema): string | undefined => {
  const { data, problems } = readDocument(Buffer.from(text));
  if (problems.length > 0 || !isJsonObject(data)) return undefined;
  let saying: string | undefined;
  const isSame = (after: string): boolean => meaning(after, schema) === (saying ??= meaning(text, schema));
  const accept = (before: string, after: string): string => (after !== before && isSame(after) ? after : before);
  const clean = accept(text, cleanLines(text));
  const tree = parseTree(clean);
  const quoted = accept(clean, quote(clean, tree, schema));
  return sortKeysBySchema(quoted, quoted === clean ? tree : parseTree(quoted), schema, isSame);
};

/** What may not change: the data with maps and sets in one order, and the comments. Undefined where the text is faulty. */
const meaning = (text: string, schema: Schema): string | undefined => {
  const { data, problems } = readDocument(Buffer.from(text));
  if (problems.length > 0 || !isJsonObject(data)) return undefined;
  const comments = [...new Lexer().lex(text)].filter((token) => token.startsWith('#')).map((token) => token.trimEnd());
  return JSON.stringify([canonicalJson(data, schema), comments.sort()]);
};

/**
 * Removes byte order marks, carriage returns at the ends of lines, trailing whitespace outside of texts on several
 * lines, and empty lines at the end. Line by line: regular expressions take quadratic time on long runs of whitespace.
 */
const cleanLines = (text: string): string => {
  const unmarked = text.replace(/^\ufeff+/, '');
  const unix = unmarked
    .split('\n')
    .map((line) => line.slice(0, endWithout(line, '\r')))
    .join('\n');
  const lines = unix.split('\n');
  const spans = lines.some((line) => endWithout(line, ' \t\r') < line.length) ? longTexts(unix) : [];
  let offset = 0;
  let next = 0;
  const clean = lines.map((line) => {
    const end = endWithout(line, ' \t\r');
    const at = offset + end;
    offset += line.length + 1;
    while ((spans[next]?.[1] ?? Infinity) <= at) next += 1;
    return at < (spans[next]?.[0] ?? Infinity) ? line.slice(0, end) : line;
  });
  while (clean.length > 0 && clean.at(-1) === '') clean.pop();
  return `${clean.join('\n')}\n`;
};

/** The length of a line without these characters at its end. */
const endWithout = (line: string, characters: string): number => {
  let end = line.length;
  while (end > 0 && characters.includes(line[end - 1] ?? '')) end -= 1;
  return end;
};

/** Where texts that go over several lines are, in the order of the text. */
const longTexts = (text: string): readonly (readonly [number, number])[] =>
  scalarsOf(parseTree(text)).flatMap(({ range }) =>
    range && text.slice(range[0], range[1]).includes('\n') ? [[range[0], range[1]] as const] : [],
  );

/** Texts in quotation marks that are dates, or that a reader of YAML 1.1 or 1.2 would take for something else than text. */
const quote = (text: string, tree: unknown, schema: Schema): string => {
  const parts: string[] = [];
  let end = 0;
  for (const { range, source, value, type, schema: own } of scalarsOf(tree, schema)) {
    if (!range || !source || type !== 'PLAIN' || own?.type !== 'string' || !misread(source, value, own)) continue;
    parts.push(text.slice(end, range[0]), JSON.stringify(source));
    [, end] = range;
  }
  return parts.join('') + text.slice(end);
};

/** How what older readers take for numbers, times and truth values begins or reads. */
const SUSPICIOUS = /^(?:[-+.\d].*|y|n|yes|no|on|off|true|false|null|~)$/i;

const misread = (source: string, value: unknown, { format }: Schema): boolean => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value) === source;
  if (typeof value !== 'string' || !SUSPICIOUS.test(source)) return false;
  return format === 'edtf' || typeof read11(source) !== 'string';
};

const read11 = (source: string): unknown => {
  const { contents } = parseDocument(source, { version: '1.1', logLevel: 'silent' });
  return isScalar(contents) ? contents.value : undefined;
};

interface Placed {
  readonly range: Scalar['range'];
  readonly source: string | undefined;
  readonly value: unknown;
  readonly type: Scalar['type'];
  readonly schema: Schema | undefined;
}

/** The scalars of a node in the order of the text, each with its schema; keys of maps are not among them. */
const scalarsOf = (node: unknown, schema?: Schema, root = schema): Placed[] => {
  if (isMap(node))
    return node.items.flatMap(({ key, value }) => {
      const own = schema && schemaOfProperty(schema, isScalar(key) ? String(key.value) : '');
      return scalarsOf(value, own?.['x-any'] && root ? contradicted(node, root) : own, root);
    });
  if (isSeq(node)) return node.items.flatMap((item) => scalarsOf(item, schema?.items, root));
  if (!isScalar(node)) return [];
  const { range, source, value, type } = node as Scalar & Node;
  return [{ range, source, value, type, schema }];
};

/** The schema of the one field that a passage supports, whose other value stands in it as well. */
const contradicted = (passage: YAMLMap, root: Schema): Schema | undefined => {
  const supports = passage.get('supports');
  const field = isSeq(supports) && supports.items.length === 1 ? supports.get(0) : undefined;
  return typeof field === 'string' ? fieldAt(root, fromDotted(field)) : undefined;
};
