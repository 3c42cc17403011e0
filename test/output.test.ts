import { describe, expect, it } from 'vitest';
import { findSchemaErrors, publishedCommands } from './output-schemas.ts';
import { REPOSITORY, run, splitWords } from './run.ts';

/** Queries for each command that has an output schema. */
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
  conflicts: ['', '--country Peru', '--country Monaco'],
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
};

/** Commands that need a history, texts, a file or a question: they have tests and transcripts of their own. */
const ELSEWHERE = ['ask', 'diff', 'news', 'resolve', 'verify'];

it('asks every command whose output is published', () => {
  expect([...Object.keys(ASKED), ...ELSEWHERE].sort()).toEqual(publishedCommands.toSorted());
});

describe.each(Object.entries(ASKED))('%s --json', (command, questions) => {
  it.each(questions)('%s', async (question) => {
    const args = [command, ...splitWords(question), '--json'];
    const { out } = await run(args, { root: REPOSITORY });
    expect(findSchemaErrors(command, out)).toEqual([]);
    expect((await run(args, { root: REPOSITORY })).out).toBe(out);
  });
});

it.each([['query'], ['list', 'books'], ['list'], ['search', 'solaris'], ['stats', '--by', 'type']])(
  'says that a limit of 0 hides what %s finds',
  async (...args) => {
    const { out } = await run([...args, '--limit', '0']);
    expect(out).toBe('none shown: the limit is 0\n');
  },
);
