import * as fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sortKeysBySchema, parseTree } from '../src/core/yaml/sort-keys.ts';
import { formatYaml } from '../src/core/yaml/format-yaml.ts';
import type { Schema } from '../src/core/schema/catalog.ts';
import { readCatalog } from '../src/node/read-catalog.ts';
import { runs } from './fuzz-runs.ts';
import { BOOKSHOP } from './run.ts';

const schema: Schema = readCatalog(join(BOOKSHOP, 'schemas')).type('book')?.schema ?? {};

/** Texts before and after formatting; a single text stays unchanged. */
const CASES: readonly (readonly [what: string, before: string, after?: string])[] = [
  ['a tidy record', 'name: A\nform: novel\n'],
  ['the order of keys', 'form: novel\nname: A\n', 'name: A\nform: novel\n'],
  [
    'comments that go with their key, and the schema on top',
    '# yaml-language-server: $schema=x\n# about the form\nform: novel # inline\n\n# about the name\nname: A\n# the end\n',
    '# yaml-language-server: $schema=x\n\n# about the name\nname: A\n# about the form\nform: novel # inline\n# the end\n',
  ],
  [
    'keys of maps in lists, and their comments',
    'name: A\nevidence:\n  - supports: [form]\n    # whose\n    source: gazette\n  - locator: {to: b, from: a}\n    source: gazette\n',
    'name: A\nevidence:\n  - supports: [form]\n    # whose\n    source: gazette\n  - source: gazette\n    locator: {from: a, to: b}\n',
  ],
  [
    'keys of maps on one line',
    'name: A\nevidence:\n  - {supports: [form, authors], source: "a, b: {"}\n',
    'name: A\nevidence:\n  - {source: "a, b: {", supports: [form, authors]}\n',
  ],
  ['dates', "name: A\npublished: 1979-06\nwithdrawn: '1980'\n", 'name: A\npublished: "1979-06"\nwithdrawn: \'1980\'\n'],
  ['numbers that should be text', 'name: 2026\npages: 7\n', 'name: "2026"\npages: 7\n'],
  ['numbers that are written otherwise than they read', 'name: 1.10\n'],
  [
    'what older YAML takes for false',
    'name: NO\naliases: [on, Off, PE, 1:30]\n',
    'name: "NO"\naliases: ["on", "Off", PE, "1:30"]\n',
  ],
  ['sets of ids', 'name: A\ngenres: [satire, fiction] # two\n', 'name: A\ngenres: [fiction, satire] # two\n'],
  [
    'sets of ids on lines of their own',
    'name: A\ngenres:\n  # sharp\n  - satire\n  - fiction # wide\n',
    'name: A\ngenres:\n  - fiction # wide\n  # sharp\n  - satire\n',
  ],
  ['lists whose order matters', 'name: A\naliases: [B, A]\nauthors: [lem, butler]\n'],
  ['blanks at the ends of lines', 'name: A  \n# note \nform: novel\t\n\n\n', 'name: A\n# note\nform: novel\n'],
  ['blanks that are text', 'name: A\nsummary: |\n  one  \n  two\n'],
  ['a missing end', 'name: A', 'name: A\n'],
  ['a byte order mark and carriage returns', '\ufeffname: A\r\nform: novel\r\n', 'name: A\nform: novel\n'],
  ['folded text that moves', 'summary: >-\n  one\n  two\nname: A\n', 'name: A\nsummary: >-\n  one\n  two\n'],
  [
    'what a source says otherwise, as the field that it contradicts',
    'name: A\nevidence:\n  - {source: gazette, supports: [published], says: 1961-02}\n  - source: gazette\n    supports: [aliases]\n    says: [NO, 1:30]\n',
    'name: A\nevidence:\n  - {source: gazette, supports: [published], says: "1961-02"}\n  - source: gazette\n    supports: [aliases]\n    says: ["NO", "1:30"]\n',
  ],
  ['sets in brackets with comments in them', 'name: A\ngenres: [satire, # sharp\n  fiction]\n'],
  ['fields that no type has', 'zeta: 1\nform: novel\nalpha: 2\nname: A\n', 'name: A\nform: novel\nzeta: 1\nalpha: 2\n'],
  ['text that is not YAML', 'name: "A\nform: novel \n'],
  ['keys that are given twice', 'form: novel\nname: A\nname: B\n'],
  ['aliases', 'form: &a novel\nname: A\n'],
  ['several documents', '---\nform: novel\n---\nname: A\n'],
  ['a list', '- b  \n- a\n'],
  ['nothing', ''],
  ['nesting without end', '['.repeat(5000)],
  ['a key that is an own property of every object', '__proto__: {b: 1}\nname: A\n', 'name: A\n__proto__: {b: 1}\n'],
];

describe('tidy', () => {
  it.each(CASES.map(([what, before, after = before]) => ({ what, before, after })))('$what', ({ before, after }) => {
    expect(formatYaml(before, schema) ?? before).toBe(after);
    expect(formatYaml(after, schema) ?? after).toBe(after);
  });

  it('changes neither what a record says nor its comments, and nothing the second time', () => {
    fc.assert(
      fc.property(text, (before) => {
        const after = formatYaml(before, schema) ?? '';
        expect(formatYaml(after, schema)).toBe(after);
        expect(said(after)).toEqual(said(before));
        expect(comments(after)).toEqual(comments(before));
      }),
      { numRuns: runs(200) },
    );
  });

  it('changes nothing the second time, whatever ends the lines', () => {
    const pieces = [
      'name: A',
      'form: novel',
      '# note',
      '  ',
      '\t',
      '\r',
      '\n',
      '\r\n',
      '\r\r\n',
      '\u2028',
      '\u0085',
      '\f',
      'summary: |+\n  one',
    ];
    const odd = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(odd, (before) => {
        const once = formatYaml(before, schema);
        expect(once === undefined ? once : formatYaml(once, schema)).toBe(once);
      }),
      {
        numRuns: runs(1000),
        examples: [
          ['form: novel\r\r\nname: A\r\r\n'],
          ['\ufeff\ufeffname: A\n'],
          ['name: A\n\r\n'],
          ['unknown: A\nsummary: |+\n  one\n\r\n'],
        ],
      },
    );
  });

  it.each([
    ['passages out of order', `name: A\nevidence:\n${'  - supports: [form]\n    source: gazette\n'.repeat(3000)}`],
    ['passages in braces', `name: A\nevidence: [${'{supports: [form], source: gazette}, '.repeat(3000)}]\n`],
    [
      'comments in the way',
      `name: A\nevidence:\n${'  - supports: [form]\n    # a\n    source: gazette # b\n'.repeat(3000)}`,
    ],
    ['dates', `name: A\nevidence:\n${'  - {source: a, supports: [published], says: 1961-02}\n'.repeat(3000)}`],
    ['whitespace', `name: A # ${' '.repeat(200_000)}b\n`],
    ['carriage returns', `name: A # ${'\r'.repeat(200_000)}b\n`],
    ['empty lines', `name: A\n${'\n'.repeat(200_000)}form: novel\n`],
    [
      'texts on several lines',
      `name: A\nthemes:\n${Array.from({ length: 5000 }, (_, index) => `  t${index}:\n    summary: |\n      a \n`).join('')}`,
    ],
    ['keys', Array.from({ length: 15_000 }, (_, index) => `key${15_000 - index}: 1`).join('\n')],
    ['a set', `name: A\ngenres: [${Array.from({ length: 20_000 }, (_, index) => `g${20_000 - index}`).join(', ')}]\n`],
  ])('takes no more than seconds for many %s', { timeout: 60_000 }, (_, before) => {
    const start = performance.now();
    const once = formatYaml(before, schema) ?? before;
    expect(performance.now() - start).toBeLessThan(5000);
    expect((formatYaml(once, schema) ?? once) === once).toBe(true);
  });

  describe('with moves that would be harmful', () => {
    const passages = Array.from({ length: 64 }, (_, index) => `  - supports: [form]\n    source: s${index}.\n`);
    const before = `name: A\nevidence:\n${passages.join('')}`;
    const ordered = (text: string, isSame: (after: string) => boolean): string =>
      sortKeysBySchema(text, parseTree(text), schema, isSame);

    it('makes the others, and finds the harmful ones by halving', () => {
      let checks = 0;
      const after = ordered(before, (text) => {
        checks += 1;
        return !text.includes('source: s7.\n    supports');
      });
      const moved = passages.map((passage, index) =>
        index === 7 ? passage : `  - source: s${index}.\n    supports: [form]\n`,
      );
      expect(after).toBe(`name: A\nevidence:\n${moved.join('')}`);
      expect(checks).toBeLessThan(16);
    });

    it('leaves the text as it is if they are too many to be found', () => {
      const long = before.replace('name: A', `name: ${'A'.repeat(200_000)}`);
      let checks = 0;
      const after = ordered(long, (text) => {
        checks += 1;
        return !/source: s\d*[13579]\.\n    supports/.test(text);
      });
      expect(after === long).toBe(true);
      expect(checks).toBeLessThan(25);
    });
  });

  it('puts generated records into the order of the schema', () => {
    const order = Object.keys(schema.properties ?? {});
    fc.assert(
      fc.property(text, (before) => {
        const keys = Object.keys(parse(formatYaml(before, schema) ?? '') as object);
        expect(keys).toEqual(keys.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
      }),
    );
  });
});

/** The data with its set sorted and all values as text: a year as a number equals the quoted year. */
const said = (record: string): unknown => {
  const data = parse(record) as Record<string, unknown>;
  return {
    ...data,
    genres: (data['genres'] as string[] | undefined)?.toSorted(),
    published: String(data['published']),
  };
};

const comments = (record: string): string[] => (record.match(/#c\d+/g) ?? []).sort();

/** Lines of each field in typical handwriting. */
const FIELDS: readonly (readonly string[])[] = [
  ['name: The Cyberiad', 'name: "# no comment"', "name: 'it''s'", 'name: >-\n  folded\n  lines'],
  ['form: novel', 'form: "novel"'],
  ['authors: [lem]', 'authors:\n  - lem', 'authors:\n- lem\n- butler', 'authors: [\n  lem,\n  butler ]'],
  ['genres: [satire, fiction]', 'genres:\n  - science-fiction\n  - satire # inside\n  - fiction', 'genres: [ satire ]'],
  ['published: 1961', 'published: 1961-05', 'published: "1961-05-06"'],
  ['lent: true', 'lent:   false'],
  ['pages: 204'],
  ['praise: {name: Doe}', 'praise:\n  name: Doe', 'praise:\n    name: "Doe: a, {b}"'],
  ['summary: |\n  a # text\n\n  b  ', 'summary: "a \\\n  b"', 'summary: plain\n  on two lines'],
  ['themes:\n  contact: {date: "1961-05", summary: Understanding}\n  other:\n    summary: Late\n    date: 1961-06'],
  [
    'evidence:\n  - source: almanac\n    supports: [form]',
    'evidence:\n  - supports: [form]\n    source: almanac\n    says: 7\n  - {supports: [pages], source: gazette}',
    'evidence:\n- locator:\n    to: b\n    from: a\n  supports:\n  - form\n  source: almanac',
    'evidence: [{supports: [form], source: almanac}, {source: gazette, supports: [pages]}]',
  ],
];

const field = fc
  .tuple(fc.integer({ min: 0, max: FIELDS.length - 1 }), fc.nat(), fc.nat({ max: 7 }))
  .map(([index, choice, extra]) => ({
    index,
    line: FIELDS[index]?.[choice % (FIELDS[index]?.length ?? 1)] ?? '',
    extra,
  }));

const text = fc
  .tuple(fc.uniqueArray(field, { minLength: 1, selector: ({ index }) => index }), fc.boolean(), fc.nat({ max: 3 }))
  .map(([fields, windows, head]) => {
    const body = fields.map(({ line, extra }, index) => {
      const above = extra & 1 ? `#c${index}\n` : '';
      const gap = extra & 2 ? '\n' : '';
      const beside = extra & 4 && !line.includes('\n') ? ` #c${index}9` : '';
      return `${gap}${above}${line}${beside}\n`;
    });
    const record = `${head & 1 ? '# yaml-language-server: $schema=x\n' : ''}${head & 2 ? '#c77\n\n' : ''}${body.join('')}`;
    return windows ? record.replaceAll('\n', '\r\n') : record;
  });
