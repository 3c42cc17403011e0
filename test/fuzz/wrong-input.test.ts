import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatasetError, NotFoundError, open, UserError } from '../../src/index.ts';
import { operations } from '../../src/operations/index.ts';
import { readCatalog } from '../../src/node/read-catalog.ts';
import { REPOSITORY } from '../run.ts';
import { runs } from '../fuzz-runs.ts';

const catalog = readCatalog(join(REPOSITORY, 'schemas'));

/** Options that would reach the network or run until they are stopped. */
const NOT_TRIED = new Set(['online', 'watch', 'open']);

/** A right value for each argument that an operation cannot do without. */
const RIGHT: Readonly<Record<string, unknown>> = {
  ref: 'PE',
  words: 'lithium',
  question: 'is Peru’s MoU binding?',
  code: 'REF001',
  type: 'event',
  id: 'a-2026',
  file: 'names.csv',
};

const wrong = fc.oneof(
  fc.constantFrom<unknown>(
    7,
    -1,
    0,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    false,
    null,
    [],
    {},
    [7],
    [null],
    [[]],
    [''],
    '',
    ' ',
    '__proto__',
    'constructor',
    'toString',
    '\u202e',
    '\0',
    '../..',
    '-',
    '--',
    '=',
    '\ud800',
    '%',
    '\\',
    '2026-13',
    '2026-02-30',
    '9999',
    '0000',
    '1/2',
    '30d',
    '99999999d',
    'last month',
    '٢٠٢٦',
    'x'.repeat(5000),
    { toString: null },
    { length: 3 },
    new Date(0),
    () => 'Peru',
    Symbol('Peru'),
    10n,
    ['a', 'a'],
    ['PE', 7],
    'kind=',
    '=mou',
    'kind~',
    '__proto__=1',
    'a.b.c.d=1',
    'kind=mou~x',
    '*',
    'PE,',
    ',',
    '+',
    'PE+',
    'PE,CL+AR',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.anything({ maxDepth: 1 }),
);

/** Messages that a program prints when it did not expect something. */
const CRASH =
  /is not a function|cannot read|(?<!not )undefined|\[object|null \(|is not iterable|NaN|invalid regular|maximum call|ENOENT|EISDIR|\bat .+:\d+:\d+/i;

describe('wrong input', () => {
  let folder = '';
  let library: Readonly<Record<string, unknown>> = {};
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wrong-input-'));
    cpSync(join(REPOSITORY, 'test', 'diplomacy'), join(folder, 'dataset'), { recursive: true });
    library = { ...(await open(join(folder, 'dataset'))) };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    'of %s gets an answer or one sentence',
    async (name, operation) => {
      const declared = operation.options(() => catalog);
      const names = [...operation.arguments, ...declared]
        .map((input) => input.name)
        .filter((key) => !NOT_TRIED.has(key));
      const right = operation.arguments.flatMap((argument) => {
        const value = RIGHT[argument.name];
        return value === undefined ? [] : [[argument.name, value] as const];
      });
      const call = library[name] as (request: unknown) => Promise<unknown>;
      const input = fc.array(fc.tuple(fc.constantFrom(...names), wrong), { minLength: 1, maxLength: 3 });
      await fc.assert(
        fc.asyncProperty(input, async (changes) => {
          const request = Object.fromEntries(
            [...right, ...changes].map(([key, value]) => [key, inFolder(folder, key, value)]),
          );
          const answer = await call(request).catch((error: unknown) => error);
          if (!(answer instanceof Error)) return;
          expect(
            [UserError, NotFoundError, DatasetError].some((known) => answer instanceof known),
            answer.stack,
          ).toBe(true);
          expect(answer.message.replaceAll(/"[^"]*"|\/\S+/g, '')).not.toMatch(CRASH);
        }),
        { numRuns: runs(120) },
      );
    },
  );
});

/** What would be written goes into a folder of the test. */
const inFolder = (folder: string, key: string, value: unknown): unknown =>
  ['folder', 'file', 'output', 'files'].includes(key) && typeof value === 'string'
    ? join(folder, encodeURIComponent(value.toWellFormed().slice(0, 40)) || 'x')
    : value;
