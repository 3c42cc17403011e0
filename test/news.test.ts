import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { expect, it, onTestFinished } from 'vitest';
import { formatAtom } from '../src/format/atom.ts';
import { createRepository } from './repository.ts';
import { REPOSITORY, run } from './run.ts';
import { findSchemaErrors } from './output-schemas.ts';
import { present } from './presentation.ts';

const agreement = (fields: string): string => `type: agreement
id: pact
name: Lilliput–Blefuscu pact
kind: mou
${fields}`;

/** A repository with invented countries, to which a pact is added and changed. */
const createHistory = () => {
  const { folder, commit } = createRepository();
  const dataset = join(folder, 'dataset');
  rmSync(dataset, { recursive: true });
  cpSync(join(REPOSITORY, 'test', 'diplomacy'), dataset, { recursive: true });
  commit('2026-08-01');
  const writePact = (fields: string, day: string): void => {
    writeFileSync(join(dataset, 'agreements', 'pact.yaml'), agreement(fields));
    commit(day);
  };
  writePact('status: announced\n', '2026-09-01');
  writePact('status: signed\nsigned: "2026-11-01"\n', '2026-11-10');
  const news = (...args: string[]) => run(['news', ...args], { root: REPOSITORY, dataset });
  return { news, writePact };
};

it('shows changes of status in the last 30 days', async () => {
  const { news } = createHistory();
  const { out, status } = await news('--json');
  expect(findSchemaErrors('news', out)).toEqual([]);
  expect(status).toBe(0);
  expect(JSON.parse(out)).toEqual([
    {
      date: '2026-11-10',
      kind: 'status',
      ref: 'agreement/pact',
      name: 'Lilliput–Blefuscu pact',
      text: 'status: was announced, is signed',
      sources: [],
    },
  ]);
});

it('shows new records since a day, and nothing since a later one', async () => {
  const { news } = createHistory();
  const [longer, none] = [await news('--since', '2026-08-15', '--json'), await news('--since', '2026-11-11')];
  expect(JSON.parse(longer.out)).toMatchObject([{ kind: 'new', text: 'new agreement, dated 2026-11-01' }]);
  expect(none.out).toContain('nothing new since 2026-11-11');
});

it('shows conflicts that were opened and settled', async () => {
  const { news, writePact } = createHistory();
  const disputed = 'status: signed\nevidence:\n  - source: gazette\n    supports: [status]\n    says: announced\n';
  writePact(disputed, '2026-11-12');
  expect(JSON.parse((await news('--since', '2026-11-11', '--json')).out)).toMatchObject([
    { kind: 'conflict-opened', text: 'a source gives status as announced', sources: ['gazette'] },
  ]);
  writePact('status: signed\n', '2026-11-14');
  expect(JSON.parse((await news('--since', '2026-11-13', '--json')).out)).toMatchObject([
    { kind: 'conflict-settled', text: 'no longer disputed: status as announced', sources: ['gazette'] },
  ]);
});

it('says that every record is new where the history begins later', async () => {
  const { news } = createHistory();
  expect((await news('--since', '2020')).err).toContain('the history of the dataset begins after 2020-01-01');
});

it.each([
  [['--since', '2026-02-30'], '"2026-02-30" is not a date'],
  [['--since', '2999'], '--since 2999 is in the future'],
])('refuses %j', async (args, message) => {
  const { err, status } = await createHistory().news(...args);
  expect({ status, isSaid: err.includes(message) }).toEqual({ status: 2, isSaid: true });
});

it('writes a feed without markup from the dataset', async () => {
  const item = { date: '2026-11-10', kind: 'new', ref: 'agreement/x', name: '<script>&"\u0000\uD800', text: ']]>' };
  const feed = formatAtom(present([{ ...item, sources: [] }]), { colour: false, hyperlinks: false, width: undefined });
  expect(feed).toContain('<title>&#60;script&#62;&#38;&#34;\uFFFD\uFFFD: ]]&#62;</title>');
  expect(feed).not.toContain('<script>');
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  expect(() => parser.write(feed).close()).not.toThrow();
});

it('takes relative dates', async () => {
  const { news } = createHistory();
  const { out } = await news('--since', '3w', '--json');
  expect(JSON.parse(out)).toMatchObject([{ date: '2026-11-10' }]);
  const { status, err } = await news('--since', 'last monday week');
  expect(status).toBe(2);
  expect(err).toContain('"last monday week" is not a date');
});

it('comes from what the build stored where there is no history, as in an installed package', async () => {
  const root = mkdtempSync(join(tmpdir(), 'minerals-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  cpSync(join(REPOSITORY, 'schemas'), join(root, 'schemas'), { recursive: true });
  cpSync(join(REPOSITORY, 'package.json'), join(root, 'package.json'));
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist', 'dataset.json'), '[]');
  const without = await run(['news'], { root });
  expect(without.status).toBe(2);
  expect(without.err).toContain('clone the repository');
  const item = { kind: 'new', ref: 'agreement/pact', name: 'Pact', text: 'new agreement', sources: [] };
  const items = [
    { ...item, date: '2026-11-20' },
    { ...item, date: '2026-10-30' },
  ];
  writeFileSync(join(root, 'dist', 'news.json'), JSON.stringify({ since: '2026-10-01', items }));
  const recent = await run(['news', '--since', '7d', '--json'], { root });
  expect(JSON.parse(recent.out)).toEqual([items[0]]);
  const earlier = await run(['news', '--since', '2026-01', '--json'], { root });
  expect(JSON.parse(earlier.out)).toEqual(items);
  expect(earlier.err).toContain('note: the installed package has the news since 2026-10-01');
});
