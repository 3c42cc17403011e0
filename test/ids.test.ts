import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
// @ts-expect-error -- a script without types
import { addIds, findHeading, readCasNumbers, readCountryIds, readHeadings } from '../scripts/import-ids.mjs';
import { REPOSITORY, run } from './run.ts';

describe('the import of identifiers of other registers', () => {
  it('reads M49 codes with their zeros and Wikidata items without their address', () => {
    const table =
      'ISO3166-1-Alpha-2,M49,wikidata_id\nAU,36,http://www.wikidata.org/entity/Q408\nTW,,Q865\n,901,\nXX,none,none\n';
    expect([...readCountryIds(table)]).toEqual([
      ['AU', { m49: '036', wikidata: 'Q408' }],
      ['TW', { wikidata: 'Q865' }],
      ['XX', {}],
    ]);
    expect(() => readCountryIds('code,M49\nAU,36\n')).toThrow('columns ISO3166-1-Alpha-2, wikidata_id are missing');
  });

  it('takes no CAS number whose check digit is wrong', () => {
    expect([...readCasNumbers('cas = [\n"7439-93-2", # Li\n"7440-48-4" # Co\n]')]).toEqual([
      ['Li', '7439-93-2'],
      ['Co', '7440-48-4'],
    ]);
    expect(() => readCasNumbers('cas = ["7439-93-3", # Li\n]')).toThrow('7439-93-3 for Li is no CAS number');
    expect(() => readCasNumbers('boiling = []')).toThrow('no list of CAS numbers');
  });

  it('takes only a heading that exists and names the mineral', () => {
    const headings = readHeadings(
      'section,hscode,description\nV,2603,Copper ores and concentrates\nVI,283691,Lithium carbonate\n',
    );
    expect(findHeading('copper', { code: '2603' }, headings)).toBe('2603');
    expect(findHeading('lithium', { code: '2836.91' }, headings)).toBe('2836.91');
    expect(() => findHeading('cobalt', { code: '2605' }, headings)).toThrow('cobalt: no heading 2605');
    expect(() => findHeading('iron-ore', { code: '2603' }, headings)).toThrow('“iron ore” is not in heading 2603');
  });

  it('adds to a record without changing the rest of its text', () => {
    const record = '# schema\nname: Peru # a remark\nids:\n  gem: PE-1\nevidence: []\n';
    const changed = addIds(record, { wikidata: 'Q419', m49: '604', cas: undefined });
    expect(changed).toBe(
      '# schema\nname: Peru # a remark\nids:\n  gem: PE-1\n  wikidata: Q419\n  m49: "604"\nevidence: []\n',
    );
    expect(addIds(changed, { wikidata: 'Q419', m49: '604' })).toBe(changed);
    expect(addIds('name: Peru\n', { m49: '604' })).toBe('name: Peru\nids:\n  m49: "604"\n');
    expect(addIds('name: Peru\n', {})).toBe('name: Peru\n');
  });
});

it('is shown after the name of its register', async () => {
  const dataset = mkdtempSync(join(tmpdir(), 'minerals-ids-'));
  onTestFinished(() => rmSync(dataset, { recursive: true }));
  mkdirSync(join(dataset, 'minerals'));
  const mineral = { name: 'Mithril', ids: { cas: '7439-93-2', hs: '2836.91' } };
  writeFileSync(join(dataset, 'minerals', 'mithril.yaml'), JSON.stringify(mineral));
  const { out } = await run(['show', 'mithril'], { root: REPOSITORY, dataset });
  expect(out).toMatch(/^Identifiers +CAS 7439-93-2, HS 2836\.91$/m);
});
