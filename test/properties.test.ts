import edtf from 'edtf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate, isAfter, isDate, overlaps } from '../src/core/model/date.ts';
import { editDistance, closestValues, closestNames, maxEdits } from '../src/core/model/fuzzy.ts';
import { fromPointer, toPointer, valueAt } from '../src/core/model/pointer.ts';
import { normalizeName, sanitize } from '../src/core/model/text.ts';
import { openDataset } from '../src/node/open.ts';
import { normalizeQuery, resolveRecord } from '../src/core/query/resolve.ts';
import { readCatalog } from '../src/node/read-catalog.ts';
import { BOOKSHOP } from './run.ts';

const two = (number: number): string => String(number).padStart(2, '0');
const year = fc.integer({ min: 1000, max: 2999 });
const month = fc.integer({ min: 0, max: 14 });
const day = fc.integer({ min: 0, max: 33 });
const written = fc.oneof(
  year.map(String),
  fc.tuple(year, month).map(([y, m]) => `${y}-${two(m)}`),
  fc.tuple(year, month, day).map(([y, m, d]) => `${y}-${two(m)}-${two(d)}`),
);
const date = written.filter(isDate);

describe('dates', () => {
  it('are the days that the calendar has', () => {
    fc.assert(
      fc.property(fc.tuple(year, month, day), ([y, m, d]) => {
        const real = new Date(Date.UTC(y, m - 1, d));
        const exists = real.getUTCFullYear() === y && real.getUTCMonth() === m - 1 && real.getUTCDate() === d;
        expect(isDate(`${y}-${two(m)}-${two(d)}`)).toBe(exists);
      }),
    );
  });

  it('span what EDTF says they span', () => {
    fc.assert(
      fc.property(date, (text) => {
        const { min, max } = edtf(text);
        const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
        expect(parseDate(text)).toEqual({ from: iso(min), to: iso(max) });
      }),
    );
  });

  it('are never both after and overlapping', () => {
    fc.assert(
      fc.property(date, date, (one, other) => {
        const [a, b] = [parseDate(one), parseDate(other)];
        if (!a || !b) throw new Error('no interval');
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        expect([isAfter(a, b), isAfter(b, a), overlaps(a, b)].filter(Boolean)).toHaveLength(1);
      }),
    );
  });

  it.each(['', '2026-2', '20260204', '2026-02-04T00:00', '2026-13', '1997-02-29', '26', '2026-02-', ' 2026'])(
    'refuse %j',
    (text) => {
      expect(isDate(text)).toBe(false);
    },
  );
});

describe('pointers', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (path) => {
        expect(fromPointer(toPointer(path))).toEqual(path);
      }),
    );
  });

  it('see own keys only', () => {
    expect(valueAt({ a: 1 }, ['__proto__'])).toBeUndefined();
    expect(valueAt({ a: 1 }, ['constructor', 'name'])).toBeUndefined();
    expect(valueAt({ a: [{ b: 2 }] }, ['a', '0', 'b'])).toBe(2);
  });
});

describe('text', () => {
  it.each([
    ['1.5', '1.5'],
    ['2026-01-15', '2026 01 15'],
    ['23,000 kt', '23000 kt'],
    ['1,234,567.8', '1234567.8'],
    ['U.S. and E.U.', 'us and eu'],
    ['no. 5, 2026', 'no 5 2026'],
    ['1,5', '1 5'],
  ])('%j is folded to %j', (text, folded) => {
    expect(normalizeName(text)).toBe(folded);
  });

  it('is folded once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normalizeName(normalizeName(text))).toBe(normalizeName(text));
      }),
    );
  });

  it('that is harmless holds nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // oxlint-disable-next-line no-control-regex -- control characters are what this is about
        expect(sanitize(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

describe('nearness', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 8 });

  it('is a distance', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        const off = editDistance(one, other, 20);
        expect(off).toBe(editDistance(other, one, 20));
        expect(off === 0).toBe(one === other);
        expect(off).toBeGreaterThanOrEqual(Math.abs(one.length - other.length));
        expect(off).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });

  it('keeps its limit', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (one, other, limit) => {
        const off = editDistance(one, other, 20);
        expect(editDistance(one, other, limit)).toBe(off <= limit ? off : Infinity);
      }),
    );
  });

  it('takes a swap of neighbours for one slip', () => {
    expect(editDistance('preu', 'peru', 2)).toBe(1);
    expect(closestValues('litium', ['lithium', 'helium'])).toEqual(['lithium']);
    expect(closestNames('south america', ['south africa'])).toEqual([]);
    expect(closestNames('western sahara', ['western samoa', 'samoa'])).toEqual([]);
    expect(closestNames('us 2019', ['us 2018', 'us 2022'])).toEqual([]);
    expect(closestNames('sowth africa', ['south africa', 'south korea'])).toEqual(['south africa']);
    expect(closestNames('southafrica', ['south africa'])).toEqual(['south africa']);
    expect(maxEdits(3)).toBe(0);
  });
});

describe('resolution', () => {
  const catalog = readCatalog(`${BOOKSHOP}/schemas`);
  const dataset = openDataset(catalog, { folder: `${BOOKSHOP}/dataset`, schemas: `${BOOKSHOP}/schemas` });

  it('finds every record by every way to write its ref', async () => {
    const { entries } = await dataset;
    for (const entry of entries)
      expect((await resolveRecord(await dataset, `${entry.type}/${entry.id}`)).entry).toBe(entry);
  });

  it('never guesses in silence: any text is a record, a note, or a refusal with a reason', async () => {
    const library = await dataset;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 20 }),
          fc.constantFrom('solari', 'Lem', 'butler', 'stanislaw lem'),
        ),
        async (text) => {
          const answer = await resolveRecord(library, text).catch((error: unknown) => error);
          if (answer instanceof Error) expect(answer.message).toContain(`"${text}"`);
          else {
            const { entry, note } = answer as Awaited<ReturnType<typeof resolveRecord>>;
            const exact =
              entry.keys.includes(await normalizeQuery(text)) || entry.id === text || entry.allNames.includes(text);
            expect(exact || note !== undefined).toBe(true);
          }
        },
      ),
    );
  });

  it.each([
    ['Solaris', 'solaris'],
    ['SOLARIS', 'solaris'],
    ['stanislaw lem', 'lem'],
    ['Stanisław Lem', 'lem'],
    ['sl', 'lem'],
    ['ciencia ficcion', 'science-fiction'],
    ['book/kindred', 'kindred'],
    ['Kindrde', 'kindred'],
  ])('takes %s for %s', async (name, id) => {
    expect((await resolveRecord(await dataset, name)).entry.id).toBe(id);
  });
});
