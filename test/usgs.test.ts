import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
// @ts-expect-error -- a script without types
import { createStatistics, toYaml } from '../scripts/import-usgs.mjs';
import { REPOSITORY } from './run.ts';

interface Statistic {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly evidence: readonly Readonly<Record<string, unknown>>[];
}

/** An excerpt of the published table of 2026, and the current import rules. */
const excerpt = readFileSync(join(import.meta.dirname, 'usgs', 'excerpt.csv'));
const rules = parse(readFileSync(join(REPOSITORY, 'scripts', 'usgs.yaml'), 'utf8'));

const ids: Record<string, string> = { Brazil: 'BR', 'United States': 'US', Argentina: 'AR', China: 'CN', Qatar: 'QA' };

const idOf = (kind: string, name: string): string | undefined =>
  kind === 'country' ? ids[name] : name.toLowerCase().replaceAll(' ', '-');

const read = (bytes: Buffer): { statistics: Map<string, Statistic>; skipped: Map<string, number> } =>
  createStatistics(bytes, rules, idOf);

describe('the import of the Geological Survey’s table', () => {
  const { statistics, skipped } = read(excerpt);
  const of = (mineral: string): Statistic => statistics.get(`${mineral}-usgs-2026`) ?? { rows: [], evidence: [] };

  it('takes what was corrected after the release, and keeps what the release said', () => {
    const { rows, evidence } = of('rare-earths');
    const brazil = rows.findIndex(({ country, measure }) => country === 'BR' && measure === 'reserves');
    expect(rows[brazil]).toMatchObject({ value: 11_000_000, unit: 't', basis: 'rare-earth-oxide (REO) equivalent' });
    const world = rows.findIndex(({ country, measure }) => country === undefined && measure === 'reserves');
    expect(rows[world]).toMatchObject({ value: 75_000_000, qualifier: 'more than' });
    expect(evidence.filter(({ says }) => says !== undefined)).toMatchObject([
      { supports: [`rows.${brazil}.value`], says: 21_000_000 },
      { supports: [`rows.${world}.value`], says: 85_000_000 },
    ]);
  });

  it('knows estimates, units, stages, zero and what a total leaves out', () => {
    expect(of('lithium').rows).toContainEqual(
      expect.objectContaining({ country: 'AR', measure: 'production', stage: 'mine', value: 23_000, estimated: true }),
    );
    expect(of('lithium').rows).toContainEqual(
      expect.objectContaining({ value: 290_000, note: 'without the United States' }),
    );
    expect(of('gallium').rows[0]).toMatchObject({ country: 'CN', stage: 'primary', unit: 'kg' });
    expect(of('graphite').rows[0]).toMatchObject({ country: 'US', value: 0 });
  });

  it('takes the net import reliance of the United States, product by product', () => {
    const reliance = of('titanium').rows.filter(({ measure }) => measure === 'import-reliance');
    expect(reliance).toMatchObject([
      {
        country: 'US',
        value: 95,
        unit: '%',
        qualifier: 'more than',
        basis: 'titanium sponge metal, apparent consumption',
      },
      { country: 'US', value: 0, unit: '%', qualifier: 'less than', note: 'net exporter' },
    ]);
  });

  it('leaves out two figures for which the table names no product', () => {
    expect(of('mica').rows).toEqual([]);
    expect(Object.fromEntries(skipped)).toMatchObject({ 'two figures for Mica (Natural) in 2024': 2 });
  });

  it('knows cubic metres, and takes a stage from the title of the table', () => {
    expect(of('helium').rows).toContainEqual(
      expect.objectContaining({ country: 'QA', measure: 'production', value: 63, unit: 'million m³' }),
    );
    expect(of('aluminum').rows).toContainEqual(
      expect.objectContaining({ country: 'CN', measure: 'capacity', stage: 'smelter' }),
    );
  });

  it('counts what it leaves out', () => {
    expect(Object.fromEntries(skipped)).toMatchObject({ 'value W': 1, 'country Other countries': 1, 'value s': 1 });
  });

  it('writes YAML that reads back the same, and says that it is computed', () => {
    const text: string = toYaml(of('rare-earths'), 'excerpt.csv');
    expect(text).toContain('not to be edited by hand');
    expect(parse(text)).toEqual(of('rare-earths'));
  });

  it('stops at a table whose values were corrected already', () => {
    const newer = Buffer.from(excerpt.toString('latin1').replace('21,000,000', '11,000,000'), 'latin1');
    expect(() => read(newer)).toThrow(/no value 21,000,000 is left to correct/);
  });

  it.each([
    ['nothing', ''],
    ['another table', 'a,b\n1,2\n'],
    ['no text', '\0\u0001\u0002'],
    ['ragged rows', `${excerpt.toString('latin1').split('\r\n')[0]}\r\nonly,two\r\n`],
    ['an edition without a source', excerpt.toString('latin1').replaceAll(/,202\d,/g, ',1999,')],
  ])('refuses %s', (_, text) => {
    expect(() => read(Buffer.from(text, 'latin1'))).toThrow(Error);
  });
});
