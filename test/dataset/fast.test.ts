import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDocument } from '../../src/core/yaml/document.ts';
import { parseFast } from '../../src/core/yaml/fast.ts';
import { runs } from '../fuzz-runs.ts';
import { FULL, mutated, recordTexts, soup } from '../yaml.ts';

/** The result of the full parser, which a tab in a comment selects without changing the data. */
const readFully = (text: string) => readDocument(new TextEncoder().encode(`#\t\n${text}`));

/** Both results if the fast parser's differs from the full parser's. */
const difference = (text: string): unknown => {
  const data = parseFast(text);
  if (data === undefined) return undefined;
  const full = readFully(text);
  const isSame = full.problems.length === 0 && isDeepStrictEqual(full.data, data);
  return isSame && JSON.stringify(full.data) === JSON.stringify(data) ? undefined : { data, full };
};

it.each([['a full record', FULL], ...recordTexts()])('reads %s as the full parser does', (_, text) => {
  expect(parseFast(text)).toBeDefined();
  expect(difference(text)).toBeUndefined();
});

it.each([
  ['whatever looks like YAML', soup],
  ['records with mistakes', mutated],
])('agrees with the full parser on %s', (_, texts) => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(difference(text)).toBeUndefined();
    }),
    { numRuns: runs(5000) },
  );
});

it.each([
  ['a: 1', 'no line end'],
  ['a: &b 1\n', 'an anchor'],
  ['a: *b\n', 'an alias'],
  ['a: !!str 1\n', 'a tag'],
  ['a: 1\na: 2\n', 'a key given twice'],
  ['a: {b: 1, b: 2}\n', 'a key given twice in brackets'],
  ['1: a\n', 'a key that is a number'],
  ['true: a\n', 'a key that is true'],
  ['a: null\n', 'null'],
  ['a:\n', 'nothing'],
  ['a: b: c\n', 'a map within a line'],
  ['a:\tb\n', 'a tab'],
  ['a: b\r\n', 'CRLF'],
  ['---\na: b\n', 'a document mark'],
  ['a: 0x1F\n', 'a hexadecimal number'],
  ['a: 1e3\n', 'an exponent'],
  ['a: 0755\n', 'a leading zero'],
  ['a: |2\n   b\n', 'an indicator of indentation'],
  ['__proto__: {a: 1}\n', 'a key that begins with _'],
])('leaves %j to the full parser', (text) => {
  expect(parseFast(text)).toBeUndefined();
});
