import { isUtf8 } from 'node:buffer';
import {
  type Document as Yaml,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
  type YAMLError,
} from 'yaml';
import type { Span } from '../model/diagnostic.ts';
import { fromPointer } from '../model/pointer.ts';
import type { Value } from '../model/record.ts';
import { readFast } from './fast.ts';

/** What is wrong with a text before any schema is asked. */
interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly span: Span;
  readonly pointer: string;
}

/** A YAML text as data, with what is wrong with it and where things stand. */
export interface Document {
  /** The data without what is null; undefined where there are problems that leave none. */
  readonly data: Value | undefined;
  readonly problems: readonly Problem[];
  /** Where a JSON Pointer stands in the text: the value, or its key; the nearest place around it where it is absent. */
  readonly locate: (pointer: string, atKey?: boolean) => Span;
}

/** A text that has more bytes is refused unread, as is one that nests too deep: a parser given them takes long or dies. */
export const MOST_BYTES = 250_000;

const LIMITS = { depth: 50, problems: 20 } as const;

const START: Span = { line: 1, column: 1, end_line: 1, end_column: 1 };

/** Reads the bytes of a YAML file. Never throws. */
export const readDocument = (bytes: Uint8Array): Document => {
  const refuse = (code: string, message: string, hint: string, span = START): Document => ({
    data: undefined,
    problems: [{ code, message, hint, span, pointer: '' }],
    locate: () => START,
  });
  if (bytes.length > MOST_BYTES)
    return refuse('FILE003', `the file has more than ${MOST_BYTES} bytes`, 'split it into several records');
  const text = decode(bytes);
  if (text === undefined) return refuse('FILE004', 'the file is not UTF-8 text', 'save it as UTF-8');
  const data = readFast(text);
  if (data !== undefined) {
    let parsed: Document | undefined;
    return { data, problems: [], locate: (pointer, atKey) => (parsed ??= parse(text)).locate(pointer, atKey) };
  }
  const deep = tooDeep(text);
  if (deep)
    return refuse(
      'YAML004',
      `the nesting is deeper than ${LIMITS.depth} levels`,
      'a record needs no more than six',
      deep,
    );
  return parse(text);
};

/** UTF-8 text without its byte order mark, or undefined where the bytes are something else. */
const decode = (bytes: Uint8Array): string | undefined => {
  if (!isUtf8(bytes) || bytes.includes(0)) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
};

/** The first place where brackets or indentation nest too deep, judged before the parser sees the text. */
const tooDeep = (text: string): Span | undefined => {
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const here = (column: number): Span => ({ line: index + 1, column, end_line: index + 1, end_column: column + 1 });
    const lead = /^(?:[ \t]|[-?:](?=[ \t]))*/.exec(line)?.[0] ?? '';
    if (lead.length > LIMITS.depth * 4 || lead.replace(/[ \t]/g, '').length > LIMITS.depth) return here(lead.length);
    for (let column = 0; column < line.length; column += 1) {
      const character = line[column];
      if (character === '[' || character === '{') open += 1;
      else if ((character === ']' || character === '}') && open > 0) open -= 1;
      if (open > LIMITS.depth) return here(column + 1);
    }
  }
  return undefined;
};

const parse = (text: string): Document => {
  const lines = new LineCounter();
  // Duplicate keys are found below: the parser's own check takes quadratic time.
  const parsed = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents = Array.isArray(parsed) ? (parsed as Yaml[]) : [];
  const [document] = documents;
  const span = spanOf(lines);
  const problems: Problem[] = [];
  const report = (code: string, message: string, hint: string, at: Span, pointer = ''): void => {
    if (problems.length < LIMITS.problems) problems.push({ code, message, hint, span: at, pointer });
  };
  if (!document || document.contents === null) {
    report('YAML005', 'the file is empty', 'write the fields of a record, or delete the file', START);
    return { data: undefined, problems, locate: () => START };
  }
  const [error] = documents.flatMap((each) => each.errors);
  const unclosed = error && openingOf(documents, error);
  if (unclosed) report('YAML001', plain(error.message), 'close the quotation mark that opens here', span(unclosed));
  else if (error) report('YAML001', plain(error.message), 'mend the YAML here', span(error.pos));
  for (const warning of error ? [] : document.warnings)
    report('YAML003', plain(warning.message), 'plain text, numbers, true and false need no tag', span(warning.pos));
  const second = documents[1]?.range;
  if (!error && second)
    report('YAML005', 'the file holds more than one document', 'one file is one record', span([second[0], second[0]]));
  if (!error) inspect(document, span, report);
  const data = problems.some(({ code }) => code !== 'YAML002') ? undefined : toValue(document.contents);
  return { data, problems, locate: locator(document, span) };
};

/** Where the quotation mark opens that is never closed: the parser misses it only at the end of the text. */
const openingOf = (documents: readonly Yaml[], { code, pos }: YAMLError): Range | undefined => {
  let opening: Range | undefined;
  for (const document of code === 'MISSING_CHAR' ? documents : [])
    visit(document, {
      Scalar(_, { type, range }) {
        if (type?.startsWith('QUOTE') && range && range[0] < pos[0] && pos[0] <= range[2])
          opening = [range[0], range[0] + 1];
      },
    });
  return opening;
};

const plain = (message: string): string =>
  message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message;

type Range = readonly [number, number, ...number[]];

const spanOf =
  (lines: LineCounter) =>
  (range: Range): Span => {
    const from = lines.linePos(range[0]);
    const to = lines.linePos(Math.max(range[0], range[1]));
    return { line: from.line || 1, column: from.col || 1, end_line: to.line || 1, end_column: to.col || 1 };
  };

/** What YAML allows and a record does not: aliases, keys given twice, keys that are no text. */
const inspect = (
  document: Yaml,
  span: (range: Range) => Span,
  report: (code: string, message: string, hint: string, at: Span, pointer?: string) => void,
): void => {
  visit(document, {
    Node(_, node) {
      const at = node.range ? span(node.range) : START;
      if (isAlias(node))
        report('YAML003', `the alias *${node.source} stands for something written elsewhere`, 'write it out', at);
      if ('anchor' in node && node.anchor)
        report('YAML003', `the anchor &${node.anchor} has no use here`, 'remove it', at);
      if (!isMap(node)) return;
      const seen = new Set<string>();
      for (const { key } of node.items) {
        const where = isScalar(key) && key.range ? span(key.range) : at;
        if (!isScalar(key) || typeof key.value !== 'string')
          report('YAML003', 'a key must be text', 'put it in quotation marks', where);
        else if (seen.has(key.value))
          report('YAML002', `the key ${JSON.stringify(key.value)} is given twice`, 'keep one of the two', where);
        else seen.add(key.value);
      }
    },
  });
};

/** The data of a node; what is null is left out of maps, as absence means the same. The first of two equal keys counts. */
const toValue = (node: unknown): Value => {
  if (isMap(node)) {
    const entries = new Map<string, Value>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const inner = toValue(value);
      if (inner !== null && !entries.has(name)) entries.set(name, inner);
    }
    return Object.fromEntries(entries);
  }
  if (isSeq(node)) return node.items.map(toValue);
  return isScalar(node) ? (typeof node.value === 'bigint' ? Number(node.value) : (node.value as Value)) : null;
};

const locator =
  (document: Yaml, span: (range: Range) => Span) =>
  (pointer: string, atKey = false): Span => {
    let node: unknown = document.contents;
    let range = document.contents?.range;
    const steps = fromPointer(pointer);
    for (const [index, step] of steps.entries()) {
      const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === step) : undefined;
      const next = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
      const last = index === steps.length - 1;
      const target = pair && ((last && atKey) || !(next as Node | null)?.range) ? pair.key : next;
      const found = (target as Node | null | undefined)?.range;
      if (!found) break;
      range = found;
      node = next;
    }
    return range ? span(range) : START;
  };
