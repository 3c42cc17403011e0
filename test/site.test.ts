import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY, run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'minerals-site-'));
const site = join(folder, 'site');
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];
const browserFile = BROWSERS.find((file) => existsSync(file));
/** The check of the whole project installs a browser; on a computer without one, the tests in it are left out. */
const hasBrowser = browserFile !== undefined || process.env['MINERALS_BROWSER'] === 'required';

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

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

/** Serves a folder below a path, as a page of a project on a server of many projects. */
const serve = (root: string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer(({ url = '' }, response) => {
      const path = decodeURI(url.replace(/^\/project\//, '').replace(/[?#].*$/s, ''));
      const file = join(root, path);
      if (!url.startsWith('/project/') || !existsSync(file)) return response.writeHead(404).end();
      const type = TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      return response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(readFileSync(file));
    }).listen(0, '127.0.0.1', () => resolve(server));
  });

/** A page of the site, and what its scripts and requests reported. */
interface OpenPage {
  readonly page: Page;
  readonly problems: string[];
}

interface PageSettings {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Address of the site; default: its folder. */
  readonly root?: string;
}

const MAX_TRIES = 100;

/** Waits until an expression holds in a page; true if it did. The policy of the site forbids Playwright's own way. */
const becomesTrue = async (page: Page, expression: string): Promise<boolean> => {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (await page.evaluate(expression)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
};

const waitUntil = async (page: Page, expression: string): Promise<void> =>
  expect(await becomesTrue(page, expression), expression).toBe(true);

describe.skipIf(!hasBrowser)('the site in a browser', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: browserFile ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    });
    server = await serve(site);
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/project/`;
  });

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  const open = async (
    address: string,
    { width = 1280, colorScheme = 'light', root = `${pathToFileURL(site).href}/` }: PageSettings = {},
  ): Promise<OpenPage> => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('request', (request) => {
      if (!request.url().startsWith(root)) problems.push(request.url());
    });
    await page.goto(`${root}${address}`);
    await waitUntil(page, "!document.querySelector('select:disabled, [aria-busy]')");
    return { page, problems };
  };

  const countOf = async (page: Page): Promise<number> =>
    Number((await page.textContent('output'))?.replaceAll(/\D/g, ''));

  const answer = async (args: readonly string[], dataset?: string): Promise<string> =>
    (await run(args, { root: REPOSITORY, ...(dataset !== undefined && { dataset }) })).out.trim();

  const findViolations = async (page: Page): Promise<unknown> => {
    await page.evaluate(axe);
    return page.evaluate(
      `axe.run({ preload: false }).then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).slice(0, 3).join(' ')))`,
    );
  };

  const VIEWS = ['table', 'map', 'network', 'timeline'];

  it.each(
    VIEWS.flatMap((view) => [
      { view, width: 1280, colorScheme: 'light' as const, from: 'folder' },
      { view, width: 400, colorScheme: 'dark' as const, from: 'server' },
    ]),
  )('shows the $view without a fault, $width wide, $colorScheme, from a $from', async ({ view, from, ...settings }) => {
    const root = from === 'server' ? { root: origin } : {};
    const { page, problems } = await open(`index.html#view=${view}`, { ...settings, ...root });
    expect(await page.getAttribute(`[data-view=${view}]`, 'aria-current')).toBe('page');
    expect(await page.evaluate("document.querySelector('#view').childElementCount")).toBeGreaterThan(0);
    expect(await findViolations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('shows the page of a record without a fault, also on paper', async () => {
    const [first] = JSON.parse(await answer(['query', '--type', 'agreement', '--json'], 'test/diplomacy')) as {
      id: string;
    }[];
    const { page, problems } = await open(`agreement/${first?.id}/index.html`, { width: 400, colorScheme: 'dark' });
    expect(await findViolations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    const passage = page.locator('details .passage').first();
    expect(await passage.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await passage.isVisible()).toBe(true);
    expect(await page.locator('header').isVisible()).toBe(false);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('finds a name with a typo', async () => {
    const { page } = await open('index.html');
    await page.fill('input[name=words]', 'mitril');
    await waitUntil(page, "location.hash === '#words=mitril' && document.querySelectorAll('tbody tr').length > 0");
    expect(await page.locator('#view a[href="mineral/mithril/index.html"]').count()).toBe(1);
    await page.close();
  });

  it('keeps the selection in the address and takes it back', async () => {
    const { page } = await open('index.html');
    const all = await countOf(page);
    await page.selectOption('select[name=kind]', 'mou');
    expect(new URL(page.url()).hash).toBe('#kind=mou');
    expect(await countOf(page)).toBeLessThan(all);
    await page.reload();
    await page.waitForSelector('#chosen button');
    expect(await page.textContent('#chosen button')).toBe('Kind: Memorandum of understanding ×');
    await page.click('#chosen button');
    expect([new URL(page.url()).hash, await countOf(page)]).toEqual(['', all]);
    await page.goto(`${page.url().replace(/#.*/, '')}#since=soon`);
    await waitUntil(page, "document.querySelector('output').textContent.includes('is not a date')");
    await page.close();
  });

  describe('of the whole dataset', () => {
    const whole = join(folder, 'whole');

    beforeAll(async () => {
      const { err } = await run(['site', whole], { root: REPOSITORY });
      if (err !== '') throw new Error(err);
    });

    const root = `${pathToFileURL(whole).href}/`;

    it('has as many marks in each view as the selection has records, ties and places', async () => {
      interface Found {
        readonly date?: string;
        readonly coordinates?: object;
      }
      const records = JSON.parse(await answer(['query', '--json', '--fields', 'id,date,coordinates'])) as Found[];
      const network = JSON.parse(await answer(['network', '--json'])) as { nodes: unknown[]; edges: unknown[] };
      const { page } = await open('index.html', { root });
      const marks = async (view: string, selector: string): Promise<number> => {
        await page.click(`[data-view=${view}]`);
        await page.waitForSelector(selector);
        return page.locator(selector).count();
      };
      expect(await marks('timeline', '.mark')).toBe(records.filter(({ date }) => date).length);
      expect(await marks('network', '.edge')).toBe(network.edges.length);
      expect(await marks('network', '.node')).toBe(network.nodes.length);
      expect(await marks('map', '.point')).toBe(records.filter(({ coordinates }) => coordinates).length);
      await page.click('[data-view=table]');
      const more = page.locator('.more');
      if ((await more.count()) > 0) await more.click();
      expect(await page.locator('#view tbody tr').count()).toBe(records.length);
      await page.close();
    });

    it('colours the countries of the selection and no area without a code', async () => {
      const { page } = await open('index.html#view=map', { root });
      await page.waitForSelector('.point');
      const named = await page
        .locator('#view .areas a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('aria-label')));
      expect(named).not.toEqual([]);
      expect(named).toContainEqual(expect.stringMatching(/^Peru: \d+ records?$/));
      const uncoded = await page.evaluate(
        `window.MINERALS_SHAPES.shapes.filter(([code]) => code === '').map(([, path]) =>
        document.querySelector('.areas path[d="' + path + '"]').getAttribute('class'))`,
      );
      expect(uncoded).toEqual(['area shade-0', 'area shade-0', 'area shade-0']);
      const coarse = await page.locator('.areas path').count();
      await page.click('button[title=Closer]');
      await waitUntil(page, `document.querySelectorAll('.areas path').length > ${coarse}`);
      await page.close();
    });

    it('shows its first view with less than 100 KB, compressed', async () => {
      const { page, problems } = await open('index.html', { root });
      const files = await page.evaluate<string[]>(
        "[...document.querySelectorAll('script[src], link[rel=stylesheet]')].map((element) => element.src ?? element.href)",
      );
      const names = ['index.html', ...files.map((file) => file.slice(root.length))];
      const sizes = names.map((name) => gzipSync(readFileSync(join(whole, name))).length);
      expect(names).toContain('filters.js');
      expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(100_000);
      expect(problems).toEqual([]);
      await page.close();
    });

    it('selects as many records as query, for each filter', async () => {
      const { page } = await open('index.html', { root });
      const selections = await page.evaluate(
        `[...document.querySelectorAll('select')].flatMap(({ name, options }) =>
          [1, Math.floor(options.length / 2)].map((index) => [name, options[index].value]))`,
      );
      const cases = [
        ...(selections as [string, string][]).map((pair) => [pair]),
        [['since', '2026-02']],
        [['until', '2012']],
        [
          ['since', '2025-06'],
          ['until', '2025-12-31'],
          ['type', 'agreement'],
        ],
        [
          ['country', 'PE'],
          ['mineral', 'copper'],
        ],
        [
          ['kind', 'mou,treaty'],
          ['binding', 'no'],
        ],
      ] as [string, string][][];
      const wrong: string[] = [];
      for (const filters of cases) {
        const counted = await answer(['query', ...filters.map(([name, value]) => `--${name}=${value}`), '--count']);
        const hash = `#${new URLSearchParams(filters).toString()}`;
        await page.goto(`${root}index.html${hash}`);
        const shown = `document.querySelector('output').textContent.replaceAll(/\\D/g, '')`;
        if (!(await becomesTrue(page, `location.hash === '${hash}' && ${shown} === '${counted}'`)))
          wrong.push(`${hash}: ${await countOf(page)}, query has ${counted}`);
      }
      expect(cases.length).toBeGreaterThan(30);
      expect(wrong).toEqual([]);
      await page.close();
    });
  });
});
