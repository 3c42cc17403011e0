import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { REPOSITORY, run, words } from './run.ts';

const folder = join(REPOSITORY, 'schemas', 'output');
const SUFFIX = '.schema.json';

/** Questions to each command whose JSON is published. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  query: [
    '',
    '--country PE',
    '--mineral dysprosium --type agreement',
    '--type event --fields id,date',
    '--count',
    'zzzz',
  ],
  search: ['litio puno', 'zzzzzzzz'],
  list: ['', 'events', 'minerals --count'],
  show: ['PE', 'us-pe-mou-2026', 'forge', 'npla-2026-02-24'],
  why: ['us-pe-mou-2026', 'PE holdings', 'pe-2026-11-22'],
  validate: ['', '--rules'],
  explain: ['', 'REF001'],
  conflicts: ['', '--country Peru', '--country Monaco'],
  coverage: ['', 'Caribbean'],
  timeline: ['forge', 'PE', 'lithium'],
  compare: ['us-2022 us-2025', 'PE CL AR --mineral lithium'],
  partners: ['JP', 'Dominica'],
  network: ['--party PE', '--party Monaco'],
  stats: ['--by kind,year', '--by country --type deposit'],
  cite: ['us-pe-mou-2026', 'us-2025'],
  fmt: ['--check'],
  diff: ['HEAD..HEAD'],
};

const schemas = readdirSync(folder).map((file) => file.slice(0, -SUFFIX.length));

it('asks every command whose output is published', () => {
  expect(Object.keys(ASKED).sort()).toEqual(schemas.sort());
});

describe.each(schemas)('%s --json', (command) => {
  const validate = new Ajv2020({ strict: false }).compile(
    JSON.parse(readFileSync(join(folder, `${command}${SUFFIX}`), 'utf8')),
  );

  it.each(ASKED[command] ?? [])('%s', async (question) => {
    const args = [command, ...words(question), '--json'];
    const { out } = await run(args, { root: REPOSITORY });
    validate(JSON.parse(out));
    expect(validate.errors).toBeNull();
    expect((await run(args, { root: REPOSITORY })).out).toBe(out);
  });
});
