import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, asyncProperty, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
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

it('CITATION.cff is of the version that is packaged', () => {
  const file = (name: string): string => readFileSync(join(REPOSITORY, name), 'utf8');
  const cff = parseYaml(file('CITATION.cff'));
  const packaged = JSON.parse(file('package.json'));
  expect(cff).toMatchObject({ 'cff-version': '1.2.0', version: packaged.version, authors: [{}] });
  expect(packaged.license).toContain(cff.license);
});
