import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import countries from 'i18n-iso-countries';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../src/core/index/dataset.ts';
import { openDataset } from '../src/node/open.ts';
import { type JsonObject, isJsonObject } from '../src/core/model/record.ts';
import { resolveRecord } from '../src/core/query/resolve.ts';
import { readCatalog } from '../src/node/read-catalog.ts';
import { REPOSITORY, run } from './run.ts';

/** Tests of the dataset itself. */
const schemas = join(REPOSITORY, 'schemas');
let dataset: Dataset;

beforeAll(async () => {
  dataset = await openDataset(readCatalog(schemas), { folder: join(REPOSITORY, 'dataset'), schemas });
}, 60_000);

const ask = async (...args: string[]): Promise<readonly JsonObject[]> =>
  JSON.parse((await run([...args, '--json'], { root: REPOSITORY })).out);

describe('the dataset', () => {
  it('holds, by every rule', async () => {
    const { out, status } = await run(['validate', '--format', 'json'], { root: REPOSITORY });
    expect(JSON.parse(out)).toEqual([]);
    expect(status).toBe(0);
  }, 120_000);

  it('has schemas whose fields are all titled and described', () => {
    const bare: string[] = [];
    const look = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { properties } = node as { properties?: Record<string, Record<string, unknown>> };
      for (const [name, field] of Object.entries(properties ?? {}))
        if (Object.keys(field).length > 0 && (!field['title'] || !field['description'])) bare.push(`${path}.${name}`);
      for (const [key, part] of Object.entries(node)) look(part, `${path}/${key}`);
    };
    for (const type of dataset.catalog.types) look(type.schema, type.name);
    expect(bare).toEqual([]);
  });

  it('knows countries by the codes of ISO 3166-1', () => {
    for (const { type, id, allNames: called } of dataset.entries) {
      if (type !== 'country' || id === 'EU') continue;
      const iso3 = countries.alpha2ToAlpha3(id);
      expect(iso3, id).toBeTruthy();
      expect(called, id).toContain(iso3);
    }
  });

  it.each(['en', 'de', 'es', 'pt'])('knows countries by the names that ISO gives them in %s', async (language) => {
    const known = createRequire(import.meta.url)(`i18n-iso-countries/langs/${language}.json`) as {
      countries: Record<string, string | string[]>;
    };
    const wrong: string[] = [];
    for (const [code, names] of Object.entries(known.countries))
      for (const name of dataset.find(`country/${code}`) ? [names].flat() : []) {
        // There are two Congos, and the package swaps their Portuguese names.
        if (['CD', 'CG'].includes(code) && /^(?:[CK]ongo|Rep.* do Congo)$/.test(name)) continue;
        const { entry, note } = await resolveRecord(dataset, name, 'country');
        if (entry.id !== code || note !== undefined) wrong.push(`${name}: ${entry.id}, not ${code}`);
      }
    expect(wrong).toEqual([]);
  });

  it('names its countries and minerals in four languages', () => {
    const lacking = dataset.entries.filter(
      ({ type, names = {} }) => ['country', 'mineral'].includes(type) && Object.keys(names).length < 4,
    );
    expect(lacking.map(({ id }) => id)).toEqual([]);
  });

  it('has excerpts of at most 160 characters, marked with their language', () => {
    for (const entry of dataset.entries) {
      const { excerpt } = dataset.record(entry).data;
      if (!isJsonObject(excerpt)) continue;
      expect((excerpt['text'] as string).length, entry.id).toBeLessThanOrEqual(160);
      expect(excerpt['language'], entry.id).toMatch(/^[a-z]{2}$/);
    }
  });

  it('has the lists of the United States at the length that they were published with', async () => {
    for (const [list, count] of [
      ['us-2018', 35],
      ['us-2022', 50],
      ['us-2025', 60],
    ] as const) {
      const [record] = await ask(
        'query',
        '--type',
        'list',
        '--list',
        list,
        '--fields',
        'id,minerals',
        '--sort',
        'id',
      ).then((found) => found.filter(({ id }) => id === list));
      expect(record?.['minerals'], list).toHaveLength(count);
    }
  });

  it('refuses the wrong Congo, and finds the others', async () => {
    expect((await run(['show', 'Congo'], { root: REPOSITORY })).status).toBe(2);
    for (const [name, id] of [
      ['Kupfer', 'copper'],
      ['tierras raras', 'rare-earths'],
      ['columbium', 'niobium'],
      ['Dy', 'dysprosium'],
      ['DRC', 'CD'],
      ['Elfenbeinküste', 'CI'],
      ['seltene erden', 'rare-earths'],
    ] as const)
      expect(JSON.parse((await run(['show', name, '--json'], { root: REPOSITORY })).out).id, name).toBe(id);
  });

  it('stands beside a codebook', () => {
    expect(existsSync(join(REPOSITORY, 'dataset', 'README.md'))).toBe(true);
  });
});
