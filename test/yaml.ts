import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { BOOKSHOP } from './run.ts';

/** The records of the bookshop, by path. */
export const recordTexts = (): [path: string, text: string][] =>
  readdirSync(join(BOOKSHOP, 'dataset'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    .map((path) => [path, readFileSync(join(BOOKSHOP, 'dataset', path), 'utf8')]);

/** A record with most of the YAML features that the project's records use. */
export const FULL = `# a comment
name: A record – “quoted”, with a URL https://www.example.org/a#b
kind: mou # why not
parties: [PE, US]
empty: []
signed: "2026-02-04"
binding: false
count: 12
depth: -7.25
topics:
  [project-planning, financing,
   recycling]
summary: >-
  Joint planning of projects,
  and more.

  A second paragraph.
note: |
  - kept as it is: yes
  # this too
history:
  signed: {date: "2026-02", place: 'Lima''s centre'}
evidence:
  - source: one
    supports: [a, b.c]
    locator: {from: "he said \\"so\\"", to: end of it}
  # between
  - source: two
    says:
    - 1
    - x: true
      y: [[a], {b: c}]
`;

const PIECES = [
  'a:',
  'b:',
  'key: value',
  '- ',
  '- a: 1',
  '- - x',
  '? ',
  ': ',
  'a: b',
  'a : b',
  '"k": v',
  '"a b"',
  "'it''s'",
  '[a, b]',
  '[',
  ']',
  '{',
  '}',
  '{a: b}',
  '{a: b, c: [d]}',
  ',',
  '#',
  ' # c',
  '# c',
  '&a',
  '*a',
  '!t',
  '|',
  '>',
  '|-',
  '>-',
  '>+',
  '|2',
  '---',
  '...',
  '%YAML 1.2',
  'null',
  '~',
  'true',
  'False',
  '12',
  '-0',
  '0x1f',
  '1e5',
  '.5',

  '1.',
  '-',
  '--',
  '.inf',
  '2026-02-04',
  '12:30',
  'text with words',
  'x: y: z',
  'http://a/b',
  '\\',
  '"\\n"',
  '"\\""',
  '`',
  '@',
  '%',
  'é',
  '漢',
  '😀',
  '\u00a0',
  '\u2028',
  '\u0085',
  '\ufeff',
  '<<',
  '__proto__: 1',
  'constructor: 2',
  '"',
  "'",
];

const piece = fc.constantFrom(...PIECES);

/** A line without its indentation. Most have a unique key, so that several lines may form valid YAML. */
const line = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.nat(999), piece).map(([number, value]) => `k${number}: ${value}`) },
  { weight: 2, arbitrary: fc.nat(999).map((number) => `k${number}:`) },
  { weight: 2, arbitrary: piece.map((value) => `- ${value}`) },
  { weight: 1, arbitrary: fc.tuple(fc.nat(999), piece).map(([number, value]) => `- k${number}: ${value}`) },
  { weight: 1, arbitrary: fc.nat(999).map((number) => `k${number}: >-`) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.array(piece, { maxLength: 3 }), fc.constantFrom('', ' ')).map(([all, gap]) => all.join(gap)),
  },
);

/** Lines of valid and invalid YAML fragments. */
export const soup = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 2, 2, 2, 1, 4, 4, 3), line), { maxLength: 7 }),
    fc.constantFrom('\n', '\n', '\n', '\n', '\n\n', '\r\n'),
  )
  .map(([lines, end]) => lines.map(([indent, text]) => ' '.repeat(indent) + text + end).join(''));

type Edit = (text: string) => string;

const at = (text: string, where: number): number => Math.floor(where * text.length);

/** A typical mistake: characters, lines or indentation removed, doubled or changed. */
const edit: fc.Arbitrary<Edit> = fc
  .record({
    where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    length: fc.integer({ min: 1, max: 4 }),
    piece: fc.oneof(fc.constantFrom(...PIECES, '\n', ' ', '  ', '\t', ':', '-', '\r'), fc.string({ maxLength: 3 })),
    kind: fc.constantFrom('insert', 'delete', 'replace', 'drop line', 'double line', 'indent', 'outdent', 'cut'),
  })
  .map(({ where, length, piece, kind }) => (text) => {
    const from = at(text, where);
    const lines = text.split('\n');
    const line = Math.floor(where * lines.length);
    const current = lines[line] ?? '';
    const withLine = (...now: string[]): string => lines.toSpliced(line, 1, ...now).join('\n');
    switch (kind) {
      case 'insert':
        return text.slice(0, from) + piece + text.slice(from);
      case 'delete':
        return text.slice(0, from) + text.slice(from + length);
      case 'replace':
        return text.slice(0, from) + piece + text.slice(from + length);
      case 'drop line':
        return withLine();
      case 'double line':
        return withLine(current, current);
      case 'indent':
        return withLine(' '.repeat(length) + current);
      case 'outdent':
        return withLine(current.slice(length));
      default:
        return text.slice(0, from);
    }
  });

/** A record with a few mistakes. */
export const mutated = fc
  .tuple(
    fc.constantFrom(FULL, FULL, FULL, ...recordTexts().map(([, text]) => text)),
    fc.array(edit, { minLength: 1, maxLength: 4 }),
  )
  .map(([text, edits]) => edits.reduce((current, change) => change(current), text));
