import { execFileSync } from 'node:child_process';
import { cpSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readDocument } from '../src/core/yaml/document.ts';
import type { Diagnostic } from '../src/core/model/diagnostic.ts';
import { runs } from './fuzz-runs.ts';
import { BOOKSHOP, run } from './run.ts';
import { FULL, mutated, soup } from './yaml.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Reads bytes and returns the mistakes in the reader's result. The reader must not throw. */
const faults = (bytes: Uint8Array): readonly string[] => {
  const { data, problems, locate } = readDocument(bytes);
  const lines = new TextDecoder().decode(bytes).split('\n').length;
  const spans = [locate(''), locate('/name', true), locate('/a/0/__proto__'), ...problems.map(({ span }) => span)];
  return [
    ...(data === undefined && problems.length === 0 ? ['neither data nor a problem'] : []),
    ...(problems.length > 60 ? [`${problems.length} problems`] : []),
    ...spans
      .filter(({ line, column, end_line: endLine }) => !(line >= 1 && column >= 1 && line <= lines && endLine >= line))
      .map((span) => `no such place: ${JSON.stringify(span)} of ${lines} lines`),
    ...(Object.getPrototypeOf(data ?? {}) === null || ({} as Record<string, unknown>)['polluted']
      ? ['a prototype']
      : []),
  ];
};

describe('reading', () => {
  const bits = fc
    .tuple(
      fc.constantFrom(bytesOf(FULL)),
      fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 6 }),
    )
    .map(([bytes, flips]) => {
      const flipped = bytes.slice();
      for (const [at, value] of flips) flipped[at % flipped.length] = value;
      return flipped;
    });

  it.each<[string, fc.Arbitrary<Uint8Array>, number]>([
    ['text that looks like YAML', soup.map(bytesOf), 4000],
    ['records with mistakes', mutated.map(bytesOf), 4000],
    ['records with flipped bytes', bits, 2000],
    ['any text', fc.string({ unit: 'binary', maxLength: 200 }).map(bytesOf), 2000],
    ['any bytes', fc.uint8Array({ maxLength: 200 }), 2000],
  ])('of %s ends with data or a problem', (_, arbitrary, numRuns) => {
    fc.assert(
      fc.property(arbitrary, (bytes) => {
        expect(faults(bytes)).toEqual([]);
      }),
      { numRuns: runs(numRuns) },
    );
  });

  const many = (count: number, text: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => text(index)).join('');
  const aliases = `a: &a [x]\n${many(40, (index) => `b${index}: &b${index} [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n`)}`;
  const bombs = `a0: &a0 [x, x, x]\n${many(30, (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}, *a${index}]\n`)}`;

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'YAML005'],
    ['only a comment', '# nothing\n', 'YAML005'],
    ['10,000 opened brackets', '['.repeat(10_000), 'YAML004'],
    ['10,000 nested maps in braces', `${'{a: '.repeat(10_000)}1${'}'.repeat(10_000)}`, 'YAML004'],
    ['10,000 nested lists in a line', `${'- '.repeat(10_000)}a\n`, 'YAML004'],
    ['400 nested maps in lines', many(400, (index) => `${' '.repeat(index)}a:\n`), 'YAML004'],
    ['100 keys within keys in a line', `${'? '.repeat(100)}a\n`, 'YAML004'],
    ['aliases', aliases, 'YAML003'],
    ['aliases that explode', bombs, 'YAML003'],
    ['an alias of itself', 'a: &a [*a]\n', 'YAML003'],
    ['an alias of nothing', 'a: *b\n', 'YAML003'],
    ['a tag', 'a: !!js/function "x"\n', 'YAML003'],
    ['a key given 100,000 times', many(100_000, () => 'a: 1\n'), 'FILE003'],
    ['a key given 45,000 times', many(45_000, () => 'a: 1\n'), 'YAML002'],
    ['a million items', `a: [${'1, '.repeat(1_000_000)}]\n`, 'FILE003'],
    ['tags without end', `a: ${'!a '.repeat(80_000)}\n`, 'YAML001'],
    ['anchors without end', `a: [${'&a b, '.repeat(40_000)}]\n`, 'YAML003'],
    ['240,000 quotation marks', '"'.repeat(240_000), 'YAML001'],
    ['a key that is a map', '? {a: b}\n: c\n', 'YAML003'],
    ['a NUL', 'name: a\0b\n', 'FILE004'],
    ['UTF-16', Buffer.from('\ufeffname: a\n', 'utf16le'), 'FILE004'],
    ['UTF-16 without a mark', Buffer.from('name: a\n', 'utf16le'), 'FILE004'],
    ['Latin-1', Buffer.from('name: Bogotá\n', 'latin1'), 'FILE004'],
    ['an executable', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), 'FILE004'],
    ['three megabytes', `name: ${'a'.repeat(3_000_000)}\n`, 'FILE003'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'YAML005'],
    ['60,000 documents', many(60_000, () => '---\n'), 'YAML005'],
    ['a million quotation marks', '"'.repeat(1_000_000), 'FILE003'],
    ['120,000 colons', ': '.repeat(120_000), 'YAML004'],
    ['120,000 question marks', '? '.repeat(120_000), 'YAML004'],
    ['a directive', '%YAML 9.9\n---\na: 1\n', 'YAML003'],
    ['brackets that close in comments only', many(40_000, () => '[ # ]\n'), 'YAML004'],
    ['brackets that close in quotation marks only', many(40_000, () => '["]",\n'), 'YAML004'],
    ['braces that close in keys only', many(20_000, () => '{"}": '), 'YAML004'],
    ['120 maps, each a blank deeper', many(120, (index) => `${' '.repeat(index)}a:\n`), 'YAML004'],
    ['nothing but null', '~\n', 'YAML005'],
    ['a tag of text', 'a: !!str b\n', 'YAML003'],
    ['YAML 1.1', '%YAML 1.1\n---\na: yes\n', 'YAML003'],
  ])('of %s is refused in seconds', (_, text, code) => {
    const bytes = typeof text === 'string' ? bytesOf(text) : text;
    const start = performance.now();
    expect(faults(bytes)).toEqual([]);
    expect(readDocument(bytes).problems[0]?.code).toBe(code);
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it.each<[string, string | Uint8Array, unknown]>([
    ['a byte order mark', '\ufeffname: a\n', { name: 'a' }],
    ['CRLF', 'name: a\r\nlist:\r\n  - b\r\n', { name: 'a', list: ['b'] }],
    ['a leading ---', '---\nname: a\n', { name: 'a' }],
    ['comments', '# x\nname: a # y\n# z\n', { name: 'a' }],
    ['no last line end', 'name: a', { name: 'a' }],
    ['brackets in a text', `name: "${'['.repeat(60)}"\n`, { name: '['.repeat(60) }],
    ['brackets in a text that is no plain line', `name: "${'['.repeat(60)}"\r\n`, { name: '['.repeat(60) }],
    ['brackets in a comment', `name: a # ${'{'.repeat(90)}\r\n`, { name: 'a' }],
    ['brackets in plain text', `name: a ${'[{'.repeat(60)}\r\n`, { name: `a ${'[{'.repeat(60)}` }],
    [
      'brackets in many texts',
      `a:\r\n${many(60, () => '  - "x1 :["\r\n')}`,
      { a: Array.from({ length: 60 }, () => 'x1 :[') },
    ],
    ['dashes in a block', `a: |\r\n  ${'- '.repeat(60)}x\r\n`, { a: `${'- '.repeat(60)}x\n` }],
    ['a line of many blanks', `a: 1\n${' '.repeat(300)}\nb: 2\t# c\n`, { a: 1, b: 2 }],
    ['what is written deep to the right', `a: "b\n${' '.repeat(300)}c"\n`, { a: 'b c' }],
    ['YAML 1.2 by name', '%YAML 1.2\n---\na: 1\n', { a: 1 }],
    ['keys of objects', 'constructor: 1\ntoString: {valueOf: 2}\n', { constructor: 1, toString: { valueOf: 2 } }],
    [
      'a huge number as the nearest',
      'a: 123456789012345678901234567890\n',
      { a: Number('123456789012345678901234567890') },
    ],
  ])('of %s gives the data', (_, text, data) => {
    const read = readDocument(typeof text === 'string' ? bytesOf(text) : text);
    expect(read.problems).toEqual([]);
    expect(JSON.stringify(read.data)).toBe(JSON.stringify(data));
  });

  it('tells the fields without a value', () => {
    const { data, emptyFields: blanks } = readDocument(bytesOf('a:\nb: {c: ~, d: 1}\ne: [{f: null}]\n'));
    expect(JSON.stringify(data)).toBe('{"b":{"d":1},"e":[{}]}');
    expect(blanks).toEqual(['/a', '/b/c', '/e/0/f']);
  });

  it('tells what is not seen in comments, and reads the rest', () => {
    const { data, problems } = readDocument(bytesOf('name: a # \u001b[31m\nother: "\u202e"\n'));
    expect(data).toEqual({ name: 'a', other: '\u202e' });
    expect(problems).toMatchObject([{ code: 'YAML006', span: { line: 1, column: 11, end_column: 12 } }]);
  });

  it('gives a key __proto__ as a key', () => {
    const { data } = readDocument(bytesOf('__proto__: {polluted: true}\nname: {__proto__: 1}\n'));
    expect(JSON.stringify(data)).toBe('{"__proto__":{"polluted":true},"name":{"__proto__":1}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('what is typed', () => {
  const LONG = 'x'.repeat(100_000);

  it.each([
    ['show', LONG],
    ['why', 'solaris', LONG],
    ['query', '--author', LONG],
    ['query', '--speaker', LONG],
    ['query', '--form', LONG],
    ['query', '--fields', LONG],
    ['query', '--since', LONG],
    ['query', '--limit', LONG],
    ['query', '--lang', LONG],
    ['list', LONG],
    ['stats', '--by', LONG],
    [LONG],
  ])('may be as long as a file, and is answered at once and in short: %.5s', async (...args) => {
    const start = performance.now();
    const { out, err, status } = await run(args);
    expect(out).toBe('');
    expect(err).toMatch(/^error: .*x{100} … x{100}/);
    expect(err.length).toBeLessThan(4000);
    expect(status).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('a dataset of hostile files', () => {
  /** The bookshop with files written into its dataset. */
  const library = (files: Readonly<Record<string, string | Uint8Array>>): string => {
    const root = mkdtempSync(join(tmpdir(), 'minerals-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    cpSync(BOOKSHOP, root, { recursive: true });
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, 'dataset', path), text);
    return root;
  };

  const diagnosed = async (root: string): Promise<Diagnostic[]> => {
    const { out, status } = await run(['validate', '--json'], { root, workingFolder: root });
    expect(status).toBeLessThan(2);
    return JSON.parse(out) as Diagnostic[];
  };

  /** Commands must work with any files and report the unreadable ones. */
  const answers = async (root: string): Promise<void> => {
    for (const args of [
      ['query', '--json'],
      ['query', '--form', 'novel'],
      ['search', 'a'],
      ['list'],
      ['show', 'solaris'],
      ['why', 'solaris'],
    ]) {
      const { out, status } = await run(args, { root, workingFolder: root });
      expect([args, status]).toEqual([args, 0]);
      // oxlint-disable-next-line no-control-regex -- control characters are what this is about
      expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  };

  it('is judged, and questions are answered, whatever people make of a record', async () => {
    const texts = fc.sample(fc.oneof(mutated, soup), { numRuns: 300, seed: Date.now() % 2 ** 31 });
    const root = library(Object.fromEntries(texts.map((text, index) => [`books/book-${index}.yaml`, text])));
    const found = await diagnosed(root);
    expect(found.length).toBeGreaterThan(0);
    for (const { file, line, column, message } of found)
      expect([file, line > 0, column > 0, message.length > 0 && message.length < 1000]).toEqual([
        file,
        true,
        true,
        true,
      ]);
    await answers(root);
  });

  it.each<[string, string]>([
    ['80,000 items', `name: A\nform: novel\ngenres: [${'a, '.repeat(80_000)}a]\n`],
    [
      '30,000 different items',
      `name: A\nform: novel\ngenres: [${Array.from({ length: 30_000 }, (_, index) => `g${index}`).join(', ')}]\n`,
    ],
    ['20,000 fields', `name: A\n${Array.from({ length: 20_000 }, (_, index) => `f${index}: 1\n`).join('')}`],
    ['a name of 200,000 letters', `name: ${'A '.repeat(100_000)}\nform: novel\n`],
    [
      'evidence without end',
      `name: A\nform: novel\nevidence:\n${'  - {source: almanac, supports: [nothing]}\n'.repeat(5000)}`,
    ],
    [
      'supports without end',
      `name: A\nform: novel\nevidence:\n  - {source: almanac, supports: [${Array.from({ length: 30_000 }, (_, index) => `x${index}`).join(', ')}]}\n`,
    ],
    [
      'prototypes',
      'name: A\n__proto__: {form: novel}\nconstructor: {prototype: {x: 1}}\ngenres: [__proto__, constructor]\nform: __proto__\nevidence: [{source: __proto__, supports: [__proto__, constructor.prototype]}]\n',
    ],
    ['control characters', 'name: "A\\e[31m\\x07\\u202e"\nform: "\\e]8;;x"\ngenres: ["\\0"]\n"\\e[2J": 1\n'],
    ['numbers and dates that are none', 'name: 1e999\npublished: 99999999999999999999\nform: .nan\nlent: 0x1F\n'],
    ['a list where a map belongs', '- name\n- form\n'],
    ['a text where a map belongs', 'name\n'],
  ])('of %s gives a few diagnostics in seconds', async (_, text) => {
    const root = library({ 'books/hostile.yaml': text });
    const start = performance.now();
    const found = await diagnosed(root);
    expect(performance.now() - start).toBeLessThan(30_000);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(60);
    expect(JSON.stringify(found).length).toBeLessThan(60_000);
    expect(found.filter(({ file }) => !file.endsWith('hostile.yaml'))).toEqual([]);
    await answers(root);
    expect(performance.now() - start).toBeLessThan(60_000);
  });

  it('of everything that is no record names each thing once', async () => {
    const root = library({
      'books/.hidden': '',
      'books/book.yml': 'name: A\n',
      'books/Böse.yaml': 'name: A\n',
      'stray.txt': '',
    });
    const books = join(root, 'dataset/books');
    mkdirSync(join(books, 'folder.yaml'));
    mkdirSync(join(root, 'dataset/unknown'));
    symlinkSync('/dev/zero', join(books, 'endless.yaml'));
    symlinkSync('nowhere', join(books, 'dangling.yaml'));
    symlinkSync('.', join(books, 'loop'));
    symlinkSync('/etc', join(root, 'dataset/authors-linked'));
    linkSync(join(books, 'essays.yaml'), join(books, 'twin.yaml'));
    execFileSync('mkfifo', [join(books, 'pipe.yaml')]);
    const found = await diagnosed(root);
    expect(found.map(({ code, file }) => `${code} ${file}`)).toMatchInlineSnapshot(`
      [
        "FILE002 dataset/authors-linked",
        "FILE001 dataset/books/.hidden",
        "FILE005 dataset/books/Böse.yaml",
        "FILE001 dataset/books/book.yml",
        "FILE002 dataset/books/dangling.yaml",
        "FILE002 dataset/books/endless.yaml",
        "FILE001 dataset/books/folder.yaml",
        "FILE002 dataset/books/loop",
        "FILE001 dataset/books/pipe.yaml",
        "DUP001 dataset/books/twin.yaml",
        "FILE001 dataset/stray.txt",
        "FILE001 dataset/unknown",
      ]
    `);
    await answers(root);
  });
});
