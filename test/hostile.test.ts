import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY, run } from './run.ts';

/** Names that the schemas forbid: records are printed even if they are not validated. */
const NAMES = [
  '=HYPERLINK("x"), one',
  'two\nlines\u001b[31m and\ta tab for @octocat, a/b#1',
  '"; }</node> --> ]\u202e',
];

const folder = mkdtempSync(join(tmpdir(), 'minerals-hostile-'));

beforeAll(() => {
  for (const type of ['countries', 'agreements', 'minerals', 'statistics', 'sources', 'sweeps'])
    mkdirSync(join(folder, type));
  const write = (path: string, data: object): void => writeFileSync(join(folder, path), JSON.stringify(data));
  for (const [index, name] of NAMES.entries()) {
    write(`countries/X${'ABC'[index]}.yaml`, { name, region: name, figures: { '=x': { measure: name, value: 1 } } });
    write(`sources/s${index}.yaml`, {
      name,
      title: name,
      publisher: name,
      ...(index === 1 ? {} : { url: index === 0 ? `https://example.org/"${name}` : 'javascript:alert(1)' }),
      published: '20',
    });
    write(`agreements/a${index}.yaml`, {
      name,
      kind: name,
      parties: ['XA', 'XB', 'XC', 'XC', 'ZZ', 7],
      organisations: [name, null, { a: 1 }],
      signed: index === 0 ? '2024-02-30' : '2024',
      status: [name],
      history: { signed: name, 'in-force': { date: 7 } },
      evidence: [
        { source: 's0', supports: ['kind'] },
        { source: `s${index}`, supports: ['kind'], says: { toString: name } },
        { source: 'nowhere', supports: ['parties', 3], says: [name] },
        name,
      ],
    });
  }
  write('minerals/m.yaml', { name: NAMES[1], part_of: ['m', 'nowhere'] });
  write('statistics/t.yaml', {
    name: NAMES[1],
    mineral: 'm',
    edition: NAMES[2],
    rows: [
      NAMES[0],
      ...NAMES.map((each) => ({ country: 'XA', measure: each, year: each, value: each, unit: each, note: each })),
      { country: 7, measure: NAMES[0], year: 2024, value: -0.5, unit: NAMES[0], qualifier: NAMES[1] },
      { measure: NAMES[0], stage: [], year: NAMES[0], value: 1e300, unit: NAMES[0], estimated: NAMES[1] },
    ],
  });
  write('sweeps/w.yaml', {
    name: NAMES[1],
    about: ['country/XA', 7],
    date: name(NAMES[1]),
    languages: NAMES,
    where: 'x',
  });
});

const name = (text: string | undefined): string => text ?? '';

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const COMMANDS = [
  ['conflicts'],
  ['show', 'XB'],
  ['show', 'a1'],
  ['show', 'source/s2'],
  ['why', 'a1'],
  ['why', 'a2', 'kind'],
  ['partners', 'XA'],
  ['network'],
  ['stats', '--by', 'kind,status,organisations'],
  ['coverage'],
  ['compare', 'XA', 'XB', 'XC'],
  ['compare', 'a0', 'a1'],
  ['timeline', 'XA'],
  ['timeline', 'a1'],
  ['rank', 'XA'],
  ['rank', 'm'],
  ['show', 't'],
  ['query', '--valid-on', '2024-03'],
  ['query', '--country', 'XA', '--type', 'deposit'],
];

const FORMATS = ['table', 'json', 'ndjson', 'csv', 'tsv', 'yaml', 'markdown'];

describe.each(COMMANDS)('%s %s %s', (...command) => {
  it.each(command[0] === 'network' ? [...FORMATS, 'graphml', 'gexf', 'dot', 'mermaid'] : FORMATS)(
    'prints records that no schema would let through as %s',
    async (format) => {
      const { out, err, status } = await run([...command.filter(Boolean), '--format', format], {
        root: REPOSITORY,
        dataset: folder,
      });
      expect(status).toBe(0);
      // oxlint-disable-next-line no-control-regex -- control characters are what this is about
      expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
      // oxlint-disable-next-line no-control-regex -- the same
      expect(err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
      if (format === 'json') expect(() => JSON.parse(out) as unknown).not.toThrow();
      if (format === 'csv') expect(out).not.toMatch(/(?:^|,|; *)"?=/m);
      // An extra line or column would look like output of the program.
      if (format === 'table' || format === 'markdown') expect(out).not.toMatch(/\t|^ *lines/m);
      if (format === 'markdown') expect(out).not.toMatch(/\]\(<javascript:|@octocat|#1/);
    },
  );
});
