import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { operations } from '../src/operations/index.ts';
import { findSchemaErrors, publishedOperations } from './output-schemas.ts';
import { REPOSITORY, run, splitWords } from './run.ts';

/** Inputs for each operation; `{folder}` is an empty folder, `{names}` a CSV file. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  query: [
    '',
    '--country PE',
    '--mineral dysprosium --type agreement',
    '--type event --fields id,date',
    '--type list --fields all',
    '--country PE --lang de --sort name',
    '--count',
    'zzzz',
  ],
  search: ['litio puno', 'zzzzzzzz'],
  list: ['', 'events', 'minerals --count', '--count', '--fields type,count --sort count'],
  show: ['PE', 'PE --lang es', 'us-pe-mou-2026', 'forge', 'npla-2026-02-24'],
  why: ['lithium symbol', 'eu-mercosur-trade-agreement-2026 history', 'us-pe-mou-2026', 'PE holdings', 'pe-2026-11-22'],
  validate: ['', '--rules', '--debt'],
  explain: ['', 'REF001'],
  conflicts: ['', '--count', '--country Peru', '--country Monaco'],
  coverage: ['', 'Caribbean'],
  timeline: ['forge', 'PE', 'lithium'],
  compare: ['us-2022 us-2025', 'PE CL AR --mineral lithium'],
  partners: ['JP', 'Dominica'],
  network: ['--party PE', '--party Monaco'],
  rank: ['lithium', 'CL --measure reserves', 'dysprosium --limit 3', 'us-2025'],
  stats: ['--by kind,year', '--by country --type deposit'],
  report: ['PE', 'us-2025', 'npla-2026-02-24'],
  cite: ['us-pe-mou-2026', 'us-2025'],
  fmt: ['--check'],
  ask: ['"is Peru’s MoU with the US binding?"', 'hm'],
  resolve: ['{names}', '{names} --no-header --type country'],
  verify: ['us-pe-mou-2026 --texts {folder}'],
  export: ['{folder} --country Peru'],
  site: ['{folder}'],
  new: ['event lima-2026 --dataset {folder}'],
};

/** Operations that need a history: their own tests hold the output against its schema. */
const ELSEWHERE = ['diff', 'news'];

it('asks every operation, each of which has a published schema', () => {
  const names = operations.map(({ name }) => name).sort();
  expect([...Object.keys(ASKED), ...ELSEWHERE].sort()).toEqual(names);
  expect(publishedOperations.toSorted()).toEqual(names);
});

describe.each(Object.entries(ASKED))('%s --json', (name, inputs) => {
  it.each(inputs)('%s', async (input) => {
    const answer = async (): Promise<string> => {
      const folder = mkdtempSync(join(tmpdir(), 'output-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      writeFileSync(join(folder, 'names.csv'), 'name\nPeru\nnowhere\n');
      mkdirSync(join(folder, 'empty'));
      const words = splitWords(input.replace('{folder}', 'empty').replace('{names}', 'names.csv'));
      return (await run([name, ...words, '--json'], { root: REPOSITORY, workingFolder: folder })).out;
    };
    const out = await answer();
    expect(findSchemaErrors(name, out)).toEqual([]);
    expect(await answer()).toBe(out);
  });
});

it.each([['query'], ['list', 'books'], ['list'], ['search', 'solaris'], ['stats', '--by', 'type']])(
  'says that a limit of 0 hides what %s finds',
  async (...args) => {
    const { out } = await run([...args, '--limit', '0']);
    expect(out).toBe('none shown: the limit is 0\n');
  },
);
