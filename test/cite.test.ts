import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, asyncProperty, string } from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { formatBibtex } from '../src/format/citation/bibtex.ts';
import { formatRis } from '../src/format/citation/ris.ts';
import type { Citation } from '../src/core/model/citation.ts';
import { REPOSITORY, run } from './run.ts';
import { present } from './presentation.ts';

const STYLE = { colour: false, hyperlinks: false, width: undefined };

/** Parses a text with citation.js, an independent implementation. */
const read = async (text: string, format: '@bibtex/text' | '@ris/file'): Promise<Partial<Citation>[]> => {
  const { Cite } = await import('@citation-js/core');
  await import('@citation-js/plugin-bibtex');
  await import('@citation-js/plugin-ris');
  return new Cite(text, { forceType: format, generateGraph: false }).data;
};

const HOSTILE = [
  'a {brace} }{ and \\ a backslash',
  '100% of $5 & more_or_less #1 ~ ^',
  'line\nTY  - EVIL\nER  - ',
  'quote " and \' and <b>tag</b>',
  '“Ähnlich” — 稀土 ё',
  '@article{evil, title={x}}',
  '\\input{/etc/passwd}',
  'trailing backslash \\',
];

const cited = (title: string): Citation => ({
  id: 'x-1',
  type: 'webpage',
  title,
  author: [{ literal: 'Smith, Jones and Sons {Ltd}' }],
  publisher: title,
  issued: { 'date-parts': [[2026, 2, 4]] },
  accessed: { 'date-parts': [[2026, 11, 22]] },
  URL: 'https://example.org/a_b%20c?x=1&y=#z~1',
});

/** Removes the markup with which citation.js preserves the case. */
const unmarked = (text: string | undefined): string => (text ?? '').replaceAll(/<span class="nocase">|<\/span>/g, '');
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

describe('BibTeX and RIS', () => {
  it.each(HOSTILE)('keep a title as it is: %j', async (title) => {
    const result = present([cited(title)]);
    const [fromBibtex, ...more] = await read(formatBibtex(result, STYLE), '@bibtex/text');
    expect(more).toEqual([]);
    expect(unmarked(fromBibtex?.title)).toBe(flat(title));
    expect(fromBibtex).toMatchObject({ URL: cited(title).URL, issued: cited(title).issued });
    const [fromRis, ...others] = await read(formatRis(result, STYLE), '@ris/file');
    expect(others).toEqual([]);
    expect(fromRis).toMatchObject({ title: flat(title), URL: cited(title).URL, issued: cited(title).issued });
  });

  it('keep any title as it is', async () => {
    await assert(
      asyncProperty(string({ unit: 'binary-ascii', minLength: 1 }), async (text) => {
        const title = `x${text.replaceAll(/[^ -~]/g, '')}`;
        const result = present([cited(title)]);
        const entries = await read(formatBibtex(result, STYLE), '@bibtex/text');
        expect(entries.map((entry) => flat(unmarked(entry.title)))).toEqual([flat(title)]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('minerals cite', () => {
  it('gives the record with the day and the version, and its sources, in each format', async () => {
    const { out } = await run(['cite', 'book/solaris', '--json']);
    const data = JSON.parse(out) as Citation[];
    expect(data.map(({ id, type }) => [id, type])).toEqual([
      ['book-solaris', 'dataset'],
      ['almanac', 'webpage'],
      ['gazette', 'webpage'],
    ]);
    expect(data[0]).toMatchObject({ accessed: { 'date-parts': [[2026, 11, 22]] }, number: 'book/solaris' });
    expect((await run(['cite', 'book/solaris', '--format', 'csl'])).out).toBe(out);
    for (const [format, input] of [
      ['bibtex', '@bibtex/text'],
      ['ris', '@ris/file'],
    ] as const) {
      const entries = await read((await run(['cite', 'book/solaris', '--format', format])).out, input);
      expect(entries.map(({ title }) => unmarked(title))).toEqual(data.map(({ title }) => title));
      expect(entries.map(({ URL }) => URL)).toEqual(data.map(({ URL }) => URL));
    }
  });
});

describe('a newspaper', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minerals-cite-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (path: string, data: object): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(data));
  };
  write('agreements/pact.yaml', {
    name: 'Pact',
    kind: 'mou',
    status: 'signed',
    evidence: [
      { source: 'daily', supports: ['kind'], quote: 'a pact', by: 'Ann Able' },
      { source: 'daily', supports: ['status'], quote: 'signed', by: 'The Daily' },
      { source: 'weekly', supports: ['status'], quote: 'signed', by: 'Bob Bee' },
    ],
  });
  write('sources/daily.yaml', { name: 'd', title: 'A pact', publisher: 'The Daily', kind: 'press', author: 'Cy Cee' });
  const weekly = { name: 'w', title: 'It is signed', publisher: 'Weekly', kind: 'press', published: '2026-02-04' };
  write('sources/weekly.yaml', { ...weekly, url: 'javascript:alert(1)' });
  const cite = async (format: string): Promise<string> =>
    (await run(['cite', 'pact', '--format', format], { root: REPOSITORY, dataset: folder })).out;

  it('contains the article, and those whom the article quotes stand beside it', async () => {
    const [, daily, weeklyWork] = JSON.parse(await cite('csl')) as [Citation, Citation, Citation];
    expect(daily).toEqual({
      id: 'daily',
      type: 'article-newspaper',
      title: 'A pact',
      author: [{ literal: 'Cy Cee' }],
      'container-title': 'The Daily',
      note: 'according to Ann Able',
    });
    expect(weeklyWork).toMatchObject({ 'container-title': 'Weekly', note: 'according to Bob Bee' });
    // A reference manager would open any address.
    expect(weeklyWork).not.toHaveProperty('URL');
  });

  it.each([
    ['bibtex', '@bibtex/text', '  journaltitle = {The Daily},\n', 'article'],
    ['ris', '@ris/file', 'T2  - The Daily\n', 'NEWS'],
  ] as const)('is read back from %s, with and without a date', async (format, input, line, type) => {
    const text = await cite(format);
    expect(text).toContain(line);
    expect(text).toContain(type);
    const [, daily, weeklyWork] = await read(text, input);
    expect(daily).toMatchObject({ title: expect.stringContaining('A pact'), 'container-title': 'The Daily' });
    expect(daily).not.toHaveProperty('issued');
    expect(text).toContain('according to Ann Able');
    expect(weeklyWork).toMatchObject({ 'container-title': 'Weekly' });
    // This reader takes only the year of a newspaper in RIS.
    expect(weeklyWork?.issued?.['date-parts'][0]?.[0]).toBe(2026);
    expect(text).toMatch(/^(?:DA {2}- 2026\/02\/04\/| {2}date = \{2026-02-04\},)$/m);
  });

  it('is named in a footnote after the title, with the date or the word undated', async () => {
    expect(await cite('plain')).toContain('Cy Cee: “A pact”, The Daily, undated, according to Ann Able.\n');
    expect(await cite('plain')).toContain('“It is signed”, Weekly, 4 February 2026, according to Bob Bee.\n');
  });
});

it('CITATION.cff is of the version that is packaged', () => {
  const file = (name: string): string => readFileSync(join(REPOSITORY, name), 'utf8');
  const cff = parseYaml(file('CITATION.cff'));
  const packaged = JSON.parse(file('package.json'));
  expect(cff).toMatchObject({ 'cff-version': '1.2.0', version: packaged.version, authors: [{}] });
  expect(packaged.license).toContain(cff.license);
  expect(cff['date-released']).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  // Before a release, no version in the changelog has a date.
  const [, releaseDay] = new RegExp(`^## ${packaged.version} \\((.*)\\)$`, 'm').exec(file('CHANGELOG.md')) ?? [];
  if (releaseDay !== undefined) expect(cff['date-released']).toBe(releaseDay);
});
