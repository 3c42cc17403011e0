import { isUtf8 } from 'node:buffer';
import {
  CST,
  type Document as Yaml,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
  type YAMLError,
} from 'yaml';
import type { Span } from '../model/diagnostic.ts';
import { fromPointer, type Path, toPointer } from '../model/pointer.ts';
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
  /** JSON Pointers to the fields that are written without a value, which the data leaves out. */
  readonly blanks: readonly string[];
  /** Where a JSON Pointer stands in the text: the value, or its key; the nearest place around it where it is absent. */
  readonly locate: (pointer: string, atKey?: boolean) => Span;
}

/** A text that has more bytes is refused unread, as is one that nests too deep: a parser given them takes long or dies. */
export const MOST_BYTES = 250_000;

const LIMITS = { depth: 50, problems: 51 } as const;

const START: Span = { line: 1, column: 1, end_line: 1, end_column: 1 };

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
  const deep = deepest(text);
  if (deep !== undefined)
    return refused(
      'YAML004',
      `the nesting is deeper than ${LIMITS.depth} levels`,
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

/** The span of `length` characters of one line. */
const lineSpan = (text: string, offset: number, length: number): Span => {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return { line, column, end_line: line, end_column: column + length };
};

/** What the lexer tells beside the text: it stands nowhere. */
const UNWRITTEN = new Set<string>([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** Where brackets or indentation first nest too deep, found without the parser, which would go as deep: an offset. */
const deepest = (text: string): number | undefined => {
  const columns: number[] = [];
  let open = 0;
  let offset = 0;
  let lineStart = 0;
  // Whether only blanks and the marks of lists and maps have been seen on this line.
  let isLead = true;
  for (const token of new Lexer().lex(text)) {
    if (UNWRITTEN.has(token)) continue;
    const [first = ''] = token;
    const column = offset - lineStart;
    if (open === 0 && isLead && !' \n\r#'.includes(first)) {
      while ((columns.at(-1) ?? -1) >= column) columns.pop();
      columns.push(column);
      isLead = '-?:'.includes(token);
    }
    if (token === '[' || token === '{') open += 1;
    else if (token === ']' || token === '}') open = Math.max(0, open - 1);
    if (open + columns.length > LIMITS.depth) return offset;
    offset += token.length;
    const end = token.lastIndexOf('\n');
    if (end >= 0) {
      lineStart = offset - token.length + end + 1;
      isLead = true;
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
  if (!document || document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    report('YAML005', 'the file is empty', 'write the fields of a record, or delete the file', START);
    return { data: undefined, problems, blanks: [], locate: () => START };
  }
  const [error] = documents.flatMap((each) => each.errors);
  const unclosed = error && openingOf(documents, error);
  if (unclosed) {
    const what = '[{'.includes(text[unclosed[0]] ?? '') ? 'bracket' : 'quotation mark';
    report('YAML001', plain(error.message), `close the ${what} that opens here`, span(unclosed));
  } else if (error) report('YAML001', plain(error.message), 'mend the YAML here', span(error.pos));
  for (const warning of error ? [] : document.warnings)
    // Tags are told below, known or not.
    if (warning.code !== 'TAG_RESOLVE_FAILED') report('YAML003', plain(warning.message), TAGLESS, span(warning.pos));
  const second = documents[1]?.range;
  if (!error && second) {
    const mark = text.lastIndexOf('---', second[0]);
    // After `...` a document needs no mark.
    const at: Range = mark < 0 ? [second[0], second[0]] : [mark, mark + 3];
    report('YAML005', 'the file holds more than one document', 'one file is one record', span(at));
  }
  if (!error) inspect(text, document, span, report);
  if (!error && UNSEEN.test(text))
    for (const at of unseenInComments(text))
      report('YAML006', `the character ${named(text, at)} is not seen, but obeyed`, 'delete it', span([at, at + 1]));
  const blanks: string[] = [];
  const data = problems.some(({ code }) => !READABLE.has(code)) ? undefined : toValue(document.contents, [], blanks);
  return { data, problems, blanks, locate: locator(document, span) };
};

/** Problems that leave no doubt about what the file says. */
const READABLE = new Set(['YAML002', 'YAML006']);

/** Control characters, what turns the direction of text around, and what some readers take for the end of a line. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** Where comments hold what is not seen; in values the schemas forbid it. */
function* unseenInComments(text: string): Iterable<number> {
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (UNWRITTEN.has(token)) continue;
    const found = token.startsWith('#') ? UNSEEN.exec(token) : null;
    if (found) yield offset + found.index;
    offset += token.length;
  }
}

const named = (text: string, at: number): string =>
  `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;

const TAGLESS = 'plain text, numbers, true and false need no tag';

/** Where the quotation mark or the bracket opens that is never closed: the parser misses it only where it should end. */
const openingOf = (documents: readonly Yaml[], { code, pos }: YAMLError): Range | undefined => {
  let opening: Range | undefined;
  const see = (range: Range | null | undefined): void => {
    if (range && range[0] < pos[0] && pos[0] <= (range[2] ?? range[1])) opening = [range[0], range[0] + 1];
  };
  for (const document of code === 'MISSING_CHAR' || code === 'BAD_INDENT' ? documents : [])
    visit(document, {
      Scalar(_, { type, range }) {
        if (code === 'MISSING_CHAR' && type?.startsWith('QUOTE')) see(range);
      },
      Collection(_, { flow, range }) {
        if (flow) see(range);
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

/** What YAML allows and a record does not: other versions, aliases, tags, keys given twice, keys that are no text. */
const inspect = (
  text: string,
  document: Yaml,
  span: (range: Range) => Span,
  report: (code: string, message: string, hint: string, at: Span, pointer?: string) => void,
): void => {
  /** The anchor or tag before a node. */
  const marked = (sign: string, { range }: Node): Span => {
    const start = range ? text.lastIndexOf(sign, range[0]) : -1;
    if (start < 0) return START;
    const from = text[start - 1] === sign ? start - 1 : start;
    return span([from, from + (/^\S+/.exec(text.slice(from))?.[0].length ?? 1)]);
  };
  const { explicit, version } = document.directives?.yaml ?? {};
  if (explicit && version !== '1.2')
    report('YAML003', `the file is in YAML ${version}`, 'delete the line: records are YAML 1.2', START);
  visit(document, {
    Node(_, node, path) {
      const pointer = (): string => toPointer(stepsTo([...path, node]));
      const at = node.range ? span(node.range) : START;
      if (isAlias(node))
        report(
          'YAML003',
          `the alias *${node.source} stands for something written elsewhere`,
          'write it out',
          at,
          pointer(),
        );
      if (!isAlias(node) && node.anchor)
        report('YAML003', `the anchor &${node.anchor} has no use here`, 'remove it', marked('&', node), pointer());
      if ((isScalar(node) || isCollection(node)) && node.tag)
        report('YAML003', 'a tag has no use here', TAGLESS, marked('!', node), pointer());
      if (!isMap(node)) return;
      const seen = new Set<string>();
      for (const { key } of node.items) {
        const where = isScalar(key) && key.range ? span(key.range) : at;
        if (!isScalar(key) || typeof key.value !== 'string')
          report('YAML003', 'a key must be text', 'put it in quotation marks', where, pointer());
        else if (seen.has(key.value))
          report(
            'YAML002',
            `the key ${JSON.stringify(key.value)} is given twice`,
            'keep one of the two',
            where,
            pointer() + toPointer([key.value]),
          );
        else seen.add(key.value);
      }
    },
  });
};

/** The steps from the root of a document to the last of these nodes, each of which holds the next. */
const stepsTo = (nodes: readonly unknown[]): Path =>
  nodes.flatMap((node, index): Path =>
    isPair(node)
      ? [keyOf(node)]
      : isSeq(node) && index < nodes.length - 1
        ? [node.items.indexOf(nodes[index + 1])]
        : [],
  );

const keyOf = ({ key }: { readonly key: unknown }): string => (isScalar(key) ? String(key.value) : '');

/** The data of a node; what is null is left out of maps, as absence means the same. The first of two equal keys counts. */
const toValue = (node: unknown, path: Path, blanks: string[]): Value => {
  if (isMap(node)) {
    const entries = new Map<string, Value>();
    for (const pair of node.items) {
      const name = keyOf(pair);
      const own = [...path, name];
      const inner = toValue(pair.value, own, blanks);
      if (inner === null) blanks.push(toPointer(own));
      else if (!entries.has(name)) entries.set(name, inner);
    }
    return Object.fromEntries(entries);
  }
  if (isSeq(node)) return node.items.map((item, index) => toValue(item, [...path, index], blanks));
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
