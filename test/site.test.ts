import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
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
  let browser: Browser;
  const server = createServer((request, response) => {
    const path = join(
      site,
      decodeURIComponent(new URL(request.url ?? '', 'http://localhost').pathname).replace(/^\/deep\/er/, ''),
    );
    const types: Readonly<Record<string, string>> = {
      '.html': 'text/html',
      '.js': 'text/javascript',
      '.css': 'text/css',
    };
    response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
    response.end(existsSync(path) ? readFileSync(path) : undefined);
  });
  let address = '';

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/deep/er/`;
  });

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** Opens a page and collects messages of the console, errors, and requests to anywhere else. */
  const open = async (url: string, options: BrowserContextOptions = {}) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    onTestFinished(() => page.close());
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:') && !request.url().startsWith(address)) problems.push(request.url());
    });
    await page.goto(url);
    return { page, problems };
  };
  const indexFile = (hash: string): string => `${pathToFileURL(join(site, 'index.html')).href}#${hash}`;
  const countOf = async (page: Page): Promise<number> => {
    await page.waitForFunction(
      "document.querySelector('output').textContent !== '' && document.querySelector('#view').firstChild",
    );
    return Number((await page.textContent('output'))?.split(' ')[0]);
  };
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const findViolations = async (page: Page): Promise<unknown> => {
    await page.evaluate(axe);
    return page.evaluate(
      "axe.run({ preload: false }).then(({ violations }) => violations.map(({ id, help }) => id + ': ' + help))",
    );
  };
  const ask = async (...words: string[]): Promise<number> =>
    Number((await run(['query', '--count', ...words], { root: REPOSITORY, dataset: 'test/diplomacy' })).out);

  it.each(
    ['table', 'map', 'network', 'timeline'].flatMap((view) =>
      [400, 1280].flatMap((width) => (['light', 'dark'] as const).map((scheme) => [view, width, scheme] as const)),
    ),
  )('shows the %s at %i pixels, %s, without a violation that axe finds', async (view, width, colorScheme) => {
    const { page, problems } = await open(indexFile(`type=agreement&view=${view}`), {
      colorScheme,
      viewport: { width, height: 800 },
    });
    await countOf(page);
    expect(await findViolations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(problems).toEqual([]);
  });

  it.each([
    ['type=agreement', ['--type', 'agreement']],
    ['type=agreement&party=XL', ['--type', 'agreement', '--party', 'XL']],
    ['type=agreement&country=XL', ['--type', 'agreement', '--country', 'XL']],
    ['type=agreement&mineral=mithril', ['--type', 'agreement', '--mineral', 'mithril']],
    ['type=agreement&kind=mou&status=signed', ['--type', 'agreement', '--kind', 'mou', '--status', 'signed']],
    ['type=agreement&since=2020&until=2024', ['--type', 'agreement', '--since', '2020', '--until', '2024']],
    ['type=agreement&binding=false', ['--type', 'agreement', '--no-binding']],
    ['type=deposit&country=XL', ['--type', 'deposit', '--country', 'XL']],
    ['country=XL', ['--country', 'XL']],
  ])('counts as the command line does: %s', async (hash, words) => {
    const { page } = await open(indexFile(hash));
    expect(await countOf(page)).toBe(await ask(...words));
  });

  it('has as many marks in each view as there are records, countries and ties', async () => {
    const total = await ask('--type', 'agreement');
    const { page } = await open(indexFile('type=agreement'));
    await countOf(page);
    expect(await page.locator('tbody tr').count()).toBe(total);
    const marks = async (view: string, selector: string): Promise<number> => {
      await page.goto(indexFile(`type=agreement&view=${view}`));
      await page.waitForSelector(`svg.${view}`);
      return page.locator(selector).count();
    };
    const { out } = await run(['query', '--type', 'agreement', '--json', '--fields', 'date'], {
      root: REPOSITORY,
      dataset: 'test/diplomacy',
    });
    const dated = (JSON.parse(out) as { date: string | null }[]).filter(({ date }) => date !== null);
    expect(await marks('timeline', '.timeline rect')).toBe(dated.length);
    const network = await run(['network', '--bilateral', '--json'], { root: REPOSITORY, dataset: 'test/diplomacy' });
    const { edges } = JSON.parse(network.out) as { edges: { from: string; to: string }[] };
    const between = edges.filter(({ from, to }) => [from, to].every((ref) => ref.startsWith('country/')));
    expect(await marks('network', '.ties line')).toBe(between.length);
  });

  it('shades each country of the map that has records, and no shape without a code', async () => {
    const { page } = await open(indexFile('type=agreement&view=map'));
    await page.waitForSelector('svg.map');
    expect(await page.locator('.map [data-place]').count()).toBe(0);
    expect(await page.textContent('.remark')).toContain('not on the map');
  });

  it('finds names in spite of typos, and keeps its state in the address', async () => {
    const { page } = await open(indexFile('type=agreement'));
    await countOf(page);
    await page.fill('[name=words]', 'memorandun mitril');
    await page.waitForFunction("location.hash.includes('memorandun')");
    expect(await countOf(page)).toBeGreaterThan(0);
    await page.reload();
    expect(await page.inputValue('[name=words]')).toBe('memorandun mitril');
    await page.fill('[name=words]', 'xyzzyxyzzy');
    await page.waitForFunction("document.querySelector('output').textContent === '0 records'");
  });

  it('suggests names where a filter has many values, and takes them for their ids', async () => {
    const dataset = join(folder, 'many');
    cpSync(join(REPOSITORY, 'test/diplomacy'), dataset, { recursive: true });
    for (let number = 10; number < 60; number += 1)
      writeFileSync(
        join(dataset, 'organisations', `body-${number}.yaml`),
        `name: Körper ${number}\nkind: agency\ncountry: XL\n`,
      );
    const agreement = readdirSync(join(dataset, 'agreements'))[0] ?? '';
    const bodies = Array.from({ length: 50 }, (_, index) => `body-${index + 10}`).join(', ');
    const path = join(dataset, 'agreements', agreement);
    writeFileSync(
      path,
      `${readFileSync(path, 'utf8').replace(/^organisations:.*\n/m, '')}organisations: [${bodies}]\n`,
    );
    const many = join(folder, 'site-of-many');
    expect((await run(['site', many], { root: REPOSITORY, dataset })).status).toBe(0);
    const { page } = await open(`${pathToFileURL(join(many, 'index.html')).href}#type=agreement`);
    await countOf(page);
    await page.fill('[name=organisation]', 'korper 12');
    await page.waitForFunction("location.hash.includes('organisation=body-12')");
    expect(await countOf(page)).toBe(1);
  });

  it('works below a path of a server, and its record pages too', async () => {
    const { page, problems } = await open(`${address}index.html#type=agreement`);
    await countOf(page);
    await page.click('tbody a');
    await page.waitForURL(/\/agreement\//);
    expect(await page.textContent('h1')).not.toBe('');
    expect(await findViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('prints facts without the form', async () => {
    const { page } = await open(indexFile('type=agreement'));
    await countOf(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('form')).toBe(false);
    expect(await page.isVisible('tbody')).toBe(true);
  });
});
