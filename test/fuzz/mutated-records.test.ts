import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { isDate } from '../../src/core/model/date.ts';
import { readCatalog } from '../../src/node/read-catalog.ts';
import { checkDataset } from '../../src/rules/check.ts';
import { REPOSITORY } from '../run.ts';
import { runs } from '../fuzz-runs.ts';

const catalog = readCatalog(join(REPOSITORY, 'schemas'));
const records = join(REPOSITORY, 'test', 'diplomacy');
const FILES = catalog.types.flatMap((type) => {
  const names = readdirSync(records).includes(type.folder) ? readdirSync(join(records, type.folder)) : [];
  return names.filter((name) => name.endsWith('.yaml')).map((name) => ({ type, path: join(type.folder, name) }));
});

/** Ajv by itself, with the schemas as they are: the judge of what the rules must not let pass. */
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat('edtf', isDate);
const isValid = new Map(catalog.types.map(({ name, schema }) => [name, ajv.compile(schema)]));

/** A place in a record: the keys and indexes that lead to it. */
type Path = readonly (string | number)[];

const placesIn = (value: unknown, path: Path = []): Path[] => {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, index) => placesIn(item, [...path, index]))];
  if (typeof value === 'object' && value !== null)
    return [path, ...Object.entries(value).flatMap(([key, child]) => placesIn(child, [...path, key]))];
  return [path];
};

const VALUES: readonly unknown[] = [
  '',
  ' ',
  'x',
  'nowhere',
  '2026-13',
  '2026-02-30',
  '0000',
  'true',
  '=1+1',
  'a‮b',
  'a'.repeat(300),
  7,
  -1,
  1e99,
  true,
  false,
  [],
  {},
  [[]],
  { a: { b: 1 } },
  ['x', 'x'],
  { __proto__x: 1 },
  null,
];

/** A change of a record: a value in place of another, a key more, or one less. */
const mutation = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('replace', 'delete', 'add'),
  value: fc.oneof(fc.constantFrom(...VALUES), fc.string({ unit: 'grapheme', maxLength: 8 })),
  key: fc.constantFrom('nope', 'Name', 'constructor', 'evidense', 'x y'),
});

interface Mutation {
  readonly at: number;
  readonly kind: string;
  readonly value: unknown;
  readonly key: string;
}

const mutate = (record: unknown, { at, kind, value, key }: Mutation): unknown => {
  const copy: unknown = structuredClone(record);
  const places = placesIn(copy).slice(1);
  const path = places[at % places.length] ?? [];
  const parent = path.slice(0, -1).reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], copy);
  const last = path.at(-1) ?? '';
  const holder = parent as Record<string | number, unknown>;
  if (kind === 'replace') holder[last] = value;
  else if (kind === 'delete' && Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (kind === 'delete') delete holder[last];
  else if (!Array.isArray(parent)) holder[key] = value;
  return copy;
};

describe('records with mistakes', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mutated-'));
    cpSync(records, folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Diagnostics by file, where some files have other texts. */
  const check = async (texts: ReadonlyMap<string, string>) => {
    for (const [path, text] of texts) writeFileSync(join(folder, path), text);
    const { diagnostics } = await checkDataset({
      folder,
      catalog,
      isSelected: () => true,
      displayPath: (file) => file.slice(folder.length + 1),
      reportProgress: () => {},
    });
    for (const path of texts.keys()) cpSync(join(records, path), join(folder, path));
    const byFile = new Map<string, typeof diagnostics>();
    for (const found of diagnostics) byFile.set(found.file, [...(byFile.get(found.file) ?? []), found]);
    return byFile;
  };

  const CASES_PER_CHECK = 12;

  it('are found wherever Ajv finds one, at a place of the file, and nothing crashes', async () => {
    const change = fc.tuple(fc.constantFrom(...FILES.keys()), fc.array(mutation, { minLength: 1, maxLength: 3 }));
    const changes = fc.uniqueArray(change, {
      minLength: CASES_PER_CHECK,
      maxLength: CASES_PER_CHECK,
      selector: ([index]) => index,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (chosen) => {
        const mutated = chosen.flatMap(([index, mutations]) => {
          const file = FILES[index];
          if (!file) return [];
          const record: unknown = parse(readFileSync(join(records, file.path), 'utf8'));
          return [{ ...file, text: stringify(mutations.reduce(mutate, record), { lineWidth: 0 }) }];
        });
        const found = await check(new Map(mutated.map(({ path, text }) => [path, text])));
        for (const { type, path, text } of mutated) {
          const diagnostics = found.get(path) ?? [];
          const lines = text.split('\n').length;
          for (const { line, column, message, hint = '' } of diagnostics) {
            expect(line >= 1 && line <= lines && column >= 1, `${line}:${column} of ${lines} lines`).toBe(true);
            expect(`${message} ${hint}`).not.toMatch(/undefined|\[object|NaN|\n/);
          }
          const isInvalid = isValid.get(type.name)?.(withoutNulls(parse(text))) === false;
          if (isInvalid)
            expect(diagnostics.filter(({ severity }) => severity === 'error').length, text).toBeGreaterThan(0);
        }
      }),
      { numRuns: runs(50) },
    );
  });

  it('get one error for one unknown key', async () => {
    const before = await check(new Map());
    const texts = FILES.map(({ path }) => [path, `${readFileSync(join(records, path), 'utf8')}\nnope: 1\n`] as const);
    const after = await check(new Map(texts));
    for (const { path } of FILES) {
      const added = (after.get(path) ?? []).length - (before.get(path) ?? []).length;
      expect([path, added]).toEqual([path, 1]);
    }
  });
});

/** The record as readers see it: a key without a value is absent. */
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => (child === null ? [] : [[key, withoutNulls(child)]])),
  );
};
