import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Dataset } from '../src/core/index/dataset.ts';
import { openDataset } from '../src/node/open.ts';
import { type DateInterval, parseDate } from '../src/core/model/date.ts';
import { findEnd, validityOn } from '../src/core/query/validity.ts';
import { readCatalog } from '../src/node/read-catalog.ts';
import { REPOSITORY } from './run.ts';

const two = (number: number): string => String(number).padStart(2, '0');

/** Partial dates of three years, so that they often meet. */
const date = fc
  .tuple(
    fc.integer({ min: 2020, max: 2022 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.nat(2),
  )
  .map(([year, month, day, precision]) => [year, two(month), two(day)].slice(0, precision + 1).join('-'));

const life = fc.record({ signed: date, ended: fc.option(date, { nil: undefined }) });

const daysOf = (text: string | undefined): DateInterval => parseDate(text ?? '9999') ?? { from: '', to: '' };

const LIVES = fc.sample(
  life.filter(({ signed, ended }) => daysOf(signed).to < daysOf(ended).from),
  { numRuns: 300, seed: 1 },
);
const DAYS = fc.sample(date, { numRuns: 40, seed: 2 });

const folder = mkdtempSync(join(tmpdir(), 'minerals-validity-'));
let dataset: Dataset;

beforeAll(async () => {
  mkdirSync(join(folder, 'agreements'));
  for (const [index, { signed, ended }] of LIVES.entries())
    writeFileSync(
      join(folder, 'agreements', `a-${index}.yaml`),
      `name: A\nkind: mou\nstatus: signed\nsigned: "${signed}"\n${ended === undefined ? '' : `history: {terminated: {date: "${ended}"}}\n`}`,
    );
  const schemas = join(REPOSITORY, 'schemas');
  dataset = await openDataset(readCatalog(schemas), { folder, schemas });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The answer for each possible full date: true if the day is on or after the start and before the end. */
const readings = (signed: DateInterval, ended: DateInterval, day: DateInterval): Set<boolean> => {
  const truths = new Set<boolean>();
  const turns = [day, signed, ended].flatMap(({ from, to }) => [from, to]);
  for (const on of turns.filter((turn) => day.from <= turn && turn <= day.to))
    for (const begin of [signed.from, signed.to])
      for (const end of [ended.from, ended.to]) truths.add(begin <= on && on < end);
  return truths;
};

it('says yes or no only where every reading of the dates does', () => {
  const wrong = LIVES.flatMap(({ signed, ended }, index) => {
    const entry = dataset.find(`agreement/a-${index}`);
    return DAYS.flatMap((day) => {
      const said = entry && validityOn(dataset, entry, daysOf(day)).valid;
      const truths = readings(daysOf(signed), daysOf(ended), daysOf(day));
      const right = truths.size > 1 ? 'unknown' : truths.has(true) ? 'yes' : 'no';
      return said === right ? [] : [{ signed, ended, day, said, right }];
    });
  });
  expect(wrong).toEqual([]);
});

it('knows the last day that the end of a record can lie on, and none without an end', () => {
  for (const [index, { ended }] of LIVES.entries()) {
    const entry = dataset.find(`agreement/a-${index}`);
    const end = entry && findEnd(dataset, entry);
    expect(end).toBe(ended === undefined ? undefined : daysOf(ended).to);
    if (entry && end !== undefined) expect(validityOn(dataset, entry, daysOf(end)).valid).toBe('no');
  }
});
