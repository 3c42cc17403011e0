import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY, run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'minerals-site-'));
const site = join(folder, 'site');
const CHROMIUM = '/usr/bin/chromium';

/** Texts that would do harm as markup, as a script or as an address. */
const HOSTILE = `</script><script>alert(1)</script>"'><img src=x onerror=alert(1)> $$ ]]>\u202e`;

beforeAll(async () => {
  const { err } = await run(['site', site], { root: REPOSITORY, dataset: 'test/diplomacy' });
  if (err !== '') throw new Error(err);
});

afterAll(() => rmSync(folder, { recursive: true }));

const pagesOf = (path: string): string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));

describe('the files of a site', () => {
  it('has a page and its data for each record', async () => {
    const { out } = await run(['list', 'agreement', '--json'], { root: REPOSITORY, dataset: 'test/diplomacy' });
    const records = JSON.parse(out) as { id: string }[];
    expect(records.length).toBeGreaterThan(0);
    for (const { id } of records) {
      expect(readFileSync(join(site, 'agreement', id, 'index.html'), 'utf8')).toContain(`agreement/${id}`);
      expect(JSON.parse(readFileSync(join(site, 'agreement', id, 'index.json'), 'utf8'))).toMatchObject({ id });
    }
    expect(JSON.parse(readFileSync(join(site, 'api/v1/agreements.json'), 'utf8'))).toHaveLength(records.length);
  });

  it('has no internal link that leads nowhere', () => {
    const broken = pagesOf(site).flatMap((page) =>
      Array.from(
        readFileSync(join(site, page), 'utf8').matchAll(/(?:href|src)="([^"#]+)/g),
        ([, target = '']) => target,
      )
        .filter((target) => !/^https?:/.test(target))
        .filter((target) => !existsSync(join(site, dirname(page), decodeURI(target))))
        .map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('lets no text of a record become markup', async () => {
    const dataset = join(folder, 'hostile');
    for (const name of ['agreements', 'sources']) mkdirSync(join(dataset, name), { recursive: true });
    const evidence = [{ source: 's', supports: ['kind'], quote: HOSTILE, by: HOSTILE, says: HOSTILE }];
    writeFileSync(
      join(dataset, 'agreements', 'a.yaml'),
      JSON.stringify({
        name: HOSTILE,
        summary: HOSTILE,
        kind: HOSTILE,
        parties: [HOSTILE, 7, null],
        [HOSTILE]: 1,
        evidence,
      }),
    );
    writeFileSync(join(dataset, 'sources', 's.yaml'), JSON.stringify({ title: HOSTILE, url: 'javascript:alert(1)' }));
    const { status } = await run(['site', join(folder, 'out')], { root: REPOSITORY, dataset });
    expect(status).toBe(0);
    for (const file of readdirSync(join(folder, 'out'), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:html|atom|js)$/.test(file)) continue;
      const text = readFileSync(join(folder, 'out', file), 'utf8');
      expect(text).not.toMatch(/<script>|<img|href="javascript:|\u202e/);
    }
  });

  it('replaces an earlier site, and no other folder', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'mine.txt'), 'mine');
    const refused = await run(['site', other], { root: REPOSITORY, dataset: 'test/diplomacy' });
    expect([refused.status, refused.err]).toEqual([2, expect.stringContaining('not an earlier output')]);
    expect(readdirSync(other)).toEqual(['mine.txt']);
    writeFileSync(join(site, 'stale.html'), 'old');
    const again = await run(['site', site], { root: REPOSITORY, dataset: 'test/diplomacy' });
    expect([again.status, existsSync(join(site, 'stale.html'))]).toEqual([0, false]);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe.skipIf(!existsSync(CHROMIUM))('the site in a browser', () => {
  it('opens from a folder, finds records, asks nothing of the network and passes axe', async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    try {
      const page = await browser.newPage({ viewport: { width: 400, height: 800 } });
      const problems: string[] = [];
      page.on('console', (message) => problems.push(message.text()));
      page.on('pageerror', ({ message }) => problems.push(message));
      page.on('request', (request) => {
        if (!request.url().startsWith('file:')) problems.push(request.url());
      });
      const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      const findViolations = async (): Promise<unknown> => {
        await page.evaluate(axe);
        return page.evaluate(
          "axe.run({ preload: false }).then(({ violations }) => violations.map(({ id, help }) => id + ': ' + help))",
        );
      };
      await page.goto(`${pathToFileURL(join(site, 'index.html')).href}#type=agreement`);
      const counted = await run(['query', '--type', 'agreement', '--count'], {
        root: REPOSITORY,
        dataset: 'test/diplomacy',
      });
      expect((await page.textContent('output'))?.split(' ')[0]).toBe(counted.out.trim());
      expect(await findViolations()).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.click('tbody a');
      expect(await page.textContent('h1')).not.toBe('');
      expect(await findViolations()).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
