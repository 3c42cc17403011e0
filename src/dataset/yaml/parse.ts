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
import type { Span } from '../../model/diagnostic.ts';
import { fromPointer, type Path, toPointer } from '../../model/pointer.ts';
import type { JsonValue } from '../../model/record.ts';
import { checkSyntax, keyText, TAG_HINT } from './check-syntax.ts';
import { type OffsetRange, toSpan, FILE_START } from './spans.ts';
import { invisibleInComments } from './lexer-checks.ts';

/** What is wrong with a text before any schema is asked. */
interface YamlProblem {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly span: Span;
  readonly pointer: string;
}

/** A YAML text as data, with what is wrong with it and where things stand. */
export interface YamlDocument {
  /** The data without what is null; undefined where there are problems that leave none. */
  readonly data: JsonValue | undefined;
  readonly problems: readonly YamlProblem[];
  /** JSON Pointers to the fields that are written without a value, which the data leaves out. */
  readonly blanks: readonly string[];
  /** Where a JSON Pointer stands in the text: the value, or its key; the nearest place around it where it is absent. */
  readonly locate: (pointer: string, atKey?: boolean) => Span;
}

/** More are not told: a file of them is no record. */
const MOST_PROBLEMS = 51;

/** Reads a text with the full parser. Never throws, unless the text nests so deep that the parser does. */
export const parseYaml = (text: string): YamlDocument => {
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
  const span = toSpan(lines);
  const problems: YamlProblem[] = [];
  const report = (code: string, message: string, hint: string, at: Span, pointer = ''): void => {
    if (problems.length < MOST_PROBLEMS) problems.push({ code, message, hint, span: at, pointer });
  };
  if (!document || document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    report('YAML005', 'the file is empty', 'write the fields of a record, or delete the file', FILE_START);
    return { data: undefined, problems, blanks: [], locate: () => FILE_START };
  }
  const [error] = documents.flatMap((each) => each.errors);
  const unclosed = error && openingOf(documents, error);
  if (unclosed) {
    const what = '[{'.includes(text[unclosed[0]] ?? '') ? 'bracket' : 'quotation mark';
    report('YAML001', plain(error.message), `close the ${what} that opens here`, span(unclosed));
  } else if (error) report('YAML001', plain(error.message), 'mend the YAML here', span(error.pos));
  for (const warning of error ? [] : document.warnings)
    // Tags are told below, known or not.
    if (warning.code !== 'TAG_RESOLVE_FAILED') report('YAML003', plain(warning.message), TAG_HINT, span(warning.pos));
  const second = documents[1]?.range;
  if (!error && second) {
    const mark = text.lastIndexOf('---', second[0]);
    // After `...` a document needs no mark.
    const at: OffsetRange = mark < 0 ? [second[0], second[0]] : [mark, mark + 3];
    report('YAML005', 'the file holds more than one document', 'one file is one record', span(at));
  }
  if (!error) checkSyntax(text, document, span, report);
  for (const at of error ? [] : invisibleInComments(text))
    report('YAML006', `the character ${named(text, at)} is not seen, but obeyed`, 'delete it', span([at, at + 1]));
  const blanks: string[] = [];
  const data = problems.some(({ code }) => !READABLE.has(code)) ? undefined : toValue(document.contents, [], blanks);
  return { data, problems, blanks, locate: locator(document, span) };
};

/** Problems that leave no doubt about what the file says. */
const READABLE = new Set(['YAML002', 'YAML006']);

const named = (text: string, at: number): string =>
  `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;

/** Where the quotation mark or the bracket opens that is never closed: the parser misses it only where it should end. */
const openingOf = (documents: readonly Yaml[], { code, pos }: YAMLError): OffsetRange | undefined => {
  let opening: OffsetRange | undefined;
  const see = (range: OffsetRange | null | undefined): void => {
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

/** The data of a node; what is null is left out of maps, as absence means the same. The first of two equal keys counts. */
const toValue = (node: unknown, path: Path, blanks: string[]): JsonValue => {
  if (isMap(node)) {
    const entries = new Map<string, JsonValue>();
    for (const pair of node.items) {
      const name = keyText(pair);
      const own = [...path, name];
      const inner = toValue(pair.value, own, blanks);
      if (inner === null) blanks.push(toPointer(own));
      else if (!entries.has(name)) entries.set(name, inner);
    }
    return Object.fromEntries(entries);
  }
  if (isSeq(node)) return node.items.map((item, index) => toValue(item, [...path, index], blanks));
  return isScalar(node) ? (typeof node.value === 'bigint' ? Number(node.value) : (node.value as JsonValue)) : null;
};

const locator =
  (document: Yaml, span: (range: OffsetRange) => Span) =>
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
    return range ? span(range) : FILE_START;
  };
