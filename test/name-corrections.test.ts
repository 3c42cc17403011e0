import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../src/core/index/dataset.ts';
import { closestNames, maxCorrectedEdits } from '../src/core/model/fuzzy.ts';
import { addDuration } from '../src/core/model/date.ts';
import { nestedValues } from '../src/core/model/nested-values.ts';
import { findSimilarNames } from '../src/core/query/similar-names.ts';
import { readTerritoryNames } from '../src/core/query/territory-names.ts';
import { REPOSITORY, run } from './run.ts';

describe('a misspelt name', () => {
  it.each([
    ['mineral', 'Litium', 'Lithium'],
    ['mineral', 'galium', 'Gallium'],
    ['mineral', 'cobolt', 'Cobalt'],
    ['country', 'Chiel', 'Chile'],
    ['country', 'Boliva', 'Bolivia'],
  ])('is corrected and named first: --%s %s', async (filter, name, corrected) => {
    const { status, err } = await run(['query', `--${filter}`, name, '--count'], { root: REPOSITORY });
    expect(status).toBe(0);
    expect(err).toContain(`note: no ${filter} is called "${name}"; assuming ${corrected} (`);
  });

  it.each(['Palestina', 'Palästina', 'Westsahara'])('that is a country without a record is not: %s', async (name) => {
    const { status, out } = await run(['query', '--country', name, '--count'], { root: REPOSITORY });
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect([...(await readTerritoryNames())]).toContain(name.toLowerCase().replace('ä', 'a'));
  });

  it('needs the same first letter and few edits', () => {
    expect(closestNames('hile', ['chile'])).toEqual([]);
    expect(closestNames('kobalt', ['cobalt'])).toEqual([]);
    expect(closestNames('lithum', ['lithium'])).toEqual(['lithium']);
    expect(closestNames('litum', ['lithium'])).toEqual([]);
    expect([3, 4, 9, 10].map(maxCorrectedEdits)).toEqual([0, 1, 1, 2]);
  });
});

describe('similar names', () => {
  const entryOf = (name: string, position: number): Entry =>
    ({ type: 'name', id: name, name, position, keys: [name], allNames: [name], groups: [], date: undefined }) as const;

  it('include each name with one letter added, dropped, replaced or swapped', async () => {
    const names = [
      'chile',
      'brazil',
      'lithium',
      'western sahara',
      'memorandum of understanding on the lobito corridor',
    ];
    const entries = names.map(entryOf);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.constantFrom('x', 'e', ' '),
        fc.nat(3),
        async (name, at, letter, kind) => {
          const index = at % (name.length - 1);
          const edits = [
            name.slice(0, index) + letter + name.slice(index),
            name.slice(0, index) + name.slice(index + 1),
            name.slice(0, index) + letter + name.slice(index + 1),
            name.slice(0, index) + name.charAt(index + 1) + name.charAt(index) + name.slice(index + 2),
          ];
          const similar = await findSimilarNames(entries, edits[kind] ?? '');
          expect(similar.map((entry) => entry.id)).toContain(name);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(['', ' ', '!!', 'x'.repeat(10_000)])('are none for %j', async (name) => {
    expect(await findSimilarNames([entryOf('chile', 0)], name)).toEqual([]);
  });
});

describe('addDuration', () => {
  it.each([
    ['2024-02-29', 'P1Y', '2025-02-28'],
    ['2024-01-31', 'P1M', '2024-02-29'],
    ['2024-12-30', 'P1W', '2025-01-06'],
    ['2024-12-30', 'P3D', '2025-01-02'],
    ['2024-11-15', 'P1Y2M', '2026-01-15'],
  ])('adds to %s %s', (day, duration, expected) => {
    expect(addDuration(day, duration)).toBe(expected);
  });

  it.each(['', 'P', '5 years', 'PT5H', 'P-1Y', 'P9999Y'])('does not add %j', (duration) => {
    expect(addDuration('2024-01-01', duration)).toBeUndefined();
  });
});

describe('nestedValues', () => {
  it('passes through lists and maps with free keys', () => {
    const data = { evidence: [{ source: 'a' }, {}, { source: 'b' }], provisions: { one: { clause: 'term' }, two: 5 } };
    expect(nestedValues(data, ['evidence', 'source'])).toEqual(['a', 'b']);
    expect(nestedValues(data, ['provisions', 'clause'])).toEqual(['term']);
    expect(nestedValues(data, ['provisions', 'constructor'])).toEqual([]);
    expect(nestedValues(null, ['evidence'])).toEqual([]);
  });
});
