import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fetchPage, DEFAULT_LIMITS } from '../src/verify/fetch-page.ts';
import { matchLocator, matchQuote, toSearchText } from '../src/verify/match.ts';
import { decodePage, pageText, UnreadablePage } from '../src/verify/page-text.ts';
import { isPrivateAddress } from '../src/verify/private-address.ts';
import { normalizeAddress } from '../src/verify/address.ts';
import { findSchemaErrors } from './output-schemas.ts';
import { REPOSITORY, run } from './run.ts';

const folderWith = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
};

const source = (url: string, more = ''): string => `name: A page\ntitle: A page\nurl: ${url}\nlanguage: en\n${more}`;
const event = (words: string): string =>
  `name: A meeting\nplace: Lima\nevidence:\n  - {source: page, supports: [place], ${words}}\n`;

interface Answer {
  readonly results: readonly { readonly status: string; readonly note?: string; readonly evidence: number }[];
  readonly counts: Readonly<Record<string, number>>;
  readonly exit: number;
  readonly err: string;
}

/** Runs verify over a dataset of one event and one source. */
const verify = async (
  files: Readonly<Record<string, string | Uint8Array>>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Answer> => {
  const folder = folderWith(files);
  const cache = join(folder, 'cache');
  const { out, err, status } = await run(['verify', ...args, '--json', '--dataset', 'dataset'], {
    workingFolder: folder,
    root: REPOSITORY,
    env: { MINERALS_NOW: '2026-11-22', XDG_CACHE_HOME: cache, ...env },
  });
  if (out !== '') expect(findSchemaErrors('verify', out)).toEqual([]);
  const parsed = out === '' ? { results: [], counts: {} } : (JSON.parse(out) as Omit<Answer, 'exit' | 'err'>);
  return { ...parsed, exit: status, err };
};

/** The status of one quote or locator against a text in a folder. */
const inTexts = async (words: string, texts: Readonly<Record<string, string>>): Promise<Answer> =>
  verify(
    {
      'dataset/events/e.yaml': event(words),
      'dataset/sources/page.yaml': source('https://www.example.org/page'),
      ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [`texts/${name}`, text])),
    },
    ['--texts', 'texts'],
  );

/** A server on the loopback; its address. */
const serve = async (listener: RequestListener, host = '127.0.0.1'): Promise<string> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://${host}:${(server.address() as AddressInfo).port}`;
};

const html = (body: string): string => `<!doctype html><html><head><title>T</title></head><body>${body}</body></html>`;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A page, the words that are looked for in it, and the status. */
type Case = readonly [name: string, handler: Handler, words: string, status: string];

/** The status of one quote against a page that a server answers. */
const online = async (
  handler: Handler,
  words: string,
  more: readonly string[] = [],
  sourceMore = '',
): Promise<Answer> => {
  const address = await serve(handler);
  return verify(
    {
      'dataset/events/e.yaml': event(words),
      'dataset/sources/page.yaml': source(`${address}/page`, sourceMore.replaceAll('SERVER', address)),
    },
    ['--online', '--allow-private', '--timeout', '3', ...more],
    { MINERALS_ARCHIVE: `${address}/available` },
  );
};

const QUOTE = 'quote: signed a memorandum of understanding';
const SAID = 'The two signed a memorandum of understanding in Lima.';

describe('matching', () => {
  const found = (text: string, quote: string): string => matchQuote(toSearchText(text), quote);

  it.each([
    ['He said: “it’s done” – today', `it's done" - today`],
    ['« C’est  fait »', '"C\'est fait"'],
    ['the criti-\ncal minerals', 'critical minerals'],
    ['THE MEMORANDUM', 'the memorandum'],
    ['a **bold** [link](https://example.org/a_(b)) here', 'bold link here'],
    ['one &amp; two&nbsp;three &#8211; four', 'one & two three – four'],
    ['ﬁnal agreement', 'final agreement'],
    ['两国 签署\n备忘录', '两国签署备忘录'],
    ['co\u00adoperation', 'cooperation'],
    ['İMZALADI', 'imzaladı'],
  ])('finds in %j the quote %j', (text, quote) => {
    expect(found(text, quote)).toBe('found');
  });

  it.each([
    ['they assigned a deal', 'signed a deal'],
    ['signed a dealership', 'signed a deal'],
    ['shall not restrict', 'shall restrict'],
    ['2,6 billion', '26 billion'],
    ['', 'anything'],
    ['anything', '"-"'],
  ])('does not find in %j the quote %j', (text, quote) => {
    expect(found(text, quote)).toBe('missing');
  });

  it('finds a locator in order and near, and says where its ends are apart', () => {
    const text = (gap: number): string => `The first words ${'x '.repeat(gap)} and the last words.`;
    const locator = { from: 'The first words', to: 'the last words' };
    expect(matchLocator(toSearchText(text(10)), locator)).toBe('found');
    expect(matchLocator(toSearchText(text(2000)), locator)).toBe('found-apart');
    expect(matchLocator(toSearchText('the last words. The first words'), locator)).toBe('found-apart');
    expect(matchLocator(toSearchText('The first words'), locator)).toBe('missing');
    expect(matchLocator(toSearchText('the last words'), locator)).toBe('missing');
    expect(matchLocator(toSearchText('The first words again'), { from: 'The first words' })).toBe('found');
  });

  it('takes seconds for a long text', () => {
    const start = Date.now();
    expect(found(`${'a b '.repeat(500_000)} the end`, 'the end')).toBe('found');
    expect(Date.now() - start).toBeLessThan(10_000);
  });
});

describe('addresses', () => {
  it('are compared without scheme, www, fragment and final slash', () => {
    const forms = [
      'https://www.Example.org/a/',
      'http://example.org/a',
      'https://example.org/a#b',
      'https://example.org/a',
    ];
    expect(new Set(forms.map(normalizeAddress)).size).toBe(1);
    expect(normalizeAddress('https://example.org/a?b=1')).not.toBe(normalizeAddress('https://example.org/a'));
    expect(normalizeAddress('no address')).toBe('no address');
    expect(normalizeAddress('https://example.org/%E4%zz')).toBe('example.org/%E4%zz');
  });
});

describe('verify --texts', () => {
  const header = 'url: http://example.org/page/\ntitle: Page\n----\n';

  it('finds a quote, a locator and an excerpt', async () => {
    const { results, counts, exit } = await verify(
      {
        'dataset/statements/s.yaml': `name: Words\nspeaker: {name: Ana}\nparaphrase: So.\nexcerpt: {text: it is so, language: en}\nevidence:\n  - {source: page, supports: [speaker, excerpt], quote: it is so}\n  - {source: page, supports: [paraphrase], locator: {from: Ana, to: said}}\n  - {source: page, supports: [excerpt]}\n`,
        'dataset/sources/page.yaml': source('https://www.example.org/page'),
        'texts/a.txt': `${header}“It is so,” Ana then said.`,
      },
      ['--texts', 'texts'],
    );
    expect(results.map(({ status, evidence }) => [status, evidence])).toEqual([
      ['found', 0],
      ['found', 1],
      ['found', 2],
    ]);
    expect([counts['found'], exit]).toEqual([3, 0]);
  });

  it.each([
    ['the words are not there', QUOTE, { 'a.txt': `${header}nothing` }, 'missing', 1],
    [
      'only one end of a locator is there',
      'locator: {from: The two, to: nowhere}',
      { 'a.txt': header + SAID },
      'missing',
      1,
    ],
    [
      'the ends are not in order',
      'locator: {from: in Lima, to: The two}',
      { 'a.txt': header + SAID },
      'found-apart',
      0,
    ],
    ['the text is an extract', QUOTE, { 'a.txt': `extract: true\n${header}nothing` }, 'skipped', 0],
    ['there is no text', QUOTE, { 'a.txt': 'url: https://example.org/other\n----\nx' }, 'skipped', 0],
    [
      'the words are in the title',
      'quote: A memorandum of both',
      { 'a.txt': `title: A memorandum of both\n${header}x` },
      'found',
      0,
    ],
    [
      'the address is an alias',
      QUOTE,
      {
        'a.txt': `url: https://example.org/b\naliases: https://example.org/c, http://www.example.org/page\n----\n${SAID}`,
      },
      'found',
      0,
    ],
    ['one of two texts has it', QUOTE, { 'a.txt': `${header}nothing`, 'b.txt': header + SAID }, 'found', 0],
    [
      'one of two texts is an extract',
      QUOTE,
      { 'a.txt': `${header}nothing`, 'b.txt': `extract: true\n${header}x` },
      'skipped',
      0,
    ],
    [
      'a text is HTML',
      QUOTE,
      { 'a.txt': `${header}${html('The two <b>signed a</b> memorandum of&nbsp;understanding')}` },
      'found',
      0,
    ],
    ['a text has Windows line ends', QUOTE, { 'a.txt': (header + SAID).replaceAll('\n', '\r\n') }, 'found', 0],
    ['a text has a byte order mark', QUOTE, { 'a.txt': `\ufeff${header}${SAID}` }, 'found', 0],
  ])('when %s', async (_, words, texts, status, exit) => {
    const answer = await inTexts(words, texts);
    expect(answer.results.map((each) => each.status)).toEqual([status]);
    expect(answer.exit).toBe(exit);
  });

  it.each([['no header at all'], ['url https://example.org/page\n----\nx'], ['----\n'], ['\u0000\u0001'], ['']])(
    'leaves out and counts a file that reads %j',
    async (text) => {
      const { results, err } = await inTexts(QUOTE, { 'a.txt': text });
      expect(results).toMatchObject([{ status: 'skipped' }]);
      expect(err).toContain('a.txt has no readable header: not used');
    },
  );

  it('follows no link out of the folder', async () => {
    const outside = folderWith({ 'a.txt': header + SAID });
    const folder = folderWith({
      'dataset/events/e.yaml': event(QUOTE),
      'dataset/sources/page.yaml': source('https://www.example.org/page'),
      'texts/in.txt': 'url: https://example.org/other\n----\nx',
    });
    symlinkSync(join(outside, 'a.txt'), join(folder, 'texts', 'a.txt'));
    symlinkSync(outside, join(folder, 'texts', 'folder'));
    symlinkSync(join(folder, 'texts'), join(folder, 'texts', 'loop'));
    const { out } = await run(['verify', '--texts', 'texts', '--json', '--dataset', 'dataset'], {
      workingFolder: folder,
      root: REPOSITORY,
    });
    expect(JSON.parse(out)).toMatchObject({ results: [{ status: 'skipped' }] });
  });

  it('does not read a file of a gigabyte', async () => {
    const folder = folderWith({
      'dataset/events/e.yaml': event(QUOTE),
      'dataset/sources/page.yaml': source('https://www.example.org/page'),
      'texts/a.txt': header + SAID,
    });
    truncateSync(join(folder, 'texts/a.txt'), 1_000_000_000);
    const { out } = await run(['verify', '--texts', 'texts', '--json', '--dataset', 'dataset'], {
      workingFolder: folder,
      root: REPOSITORY,
    });
    expect(JSON.parse(out)).toMatchObject({ results: [{ status: 'unreadable' }] });
  });

  const RECORDED = {
    'dataset/events/e.yaml': event(QUOTE),
    'dataset/sources/page.yaml': source('https://www.example.org/page'),
  };

  it('needs texts or the web', async () => {
    expect((await verify(RECORDED, [])).exit).toBe(2);
    expect((await verify(RECORDED, ['--texts', 'nowhere'])).exit).toBe(2);
    expect((await verify(RECORDED, ['--texts', 'x', '--no-archive'])).exit).toBe(2);
    expect((await verify(RECORDED, ['--online', '--timeout', '0'])).exit).toBe(2);
  });

  it('takes the folder from MINERALS_TEXTS', async () => {
    const files = {
      'dataset/events/e.yaml': event(QUOTE),
      'dataset/sources/page.yaml': source('https://www.example.org/page'),
      'own/a.txt': header + SAID,
    };
    const { results } = await verify(files, [], { MINERALS_TEXTS: 'own' });
    expect(results).toMatchObject([{ status: 'found' }]);
  });
});

/** A PDF of one page with one line of text. */
const pdf = (line: string): Buffer => {
  const stream = `BT /F1 12 Tf 20 100 Td (${line}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>\nstream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = text.length;
  text += `xref\n0 6\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(`${text}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${xref}\n%%EOF\n`, 'latin1');
};

describe('verify --online', () => {
  const page =
    (body: string | Uint8Array, type = 'text/html; charset=utf-8'): Handler =>
    (_, response) => {
      response.setHeader('content-type', type);
      response.end(body);
    };

  it.each<Case>([
    ['a passage that moved within the page', page(html(`<p>New text</p><div>${SAID}</div>`)), QUOTE, 'found'],
    [
      'other quotation marks and dashes',
      page(html('<p>«It&rsquo;s done» &ndash; he said</p>')),
      `quote: "it's done” — he said"`,
      'found',
    ],
    [
      'a passage in a list and a table',
      page(html('<ul><li>signed a</li></ul><table><tr><td>memorandum of understanding</td></tr></table>')),
      QUOTE,
      'found',
    ],
    [
      'a page in windows-1251',
      page(iconv.encode(html('<p>стороны подписали меморандум</p>'), 'win1251'), 'text/html; charset=windows-1251'),
      'quote: стороны подписали меморандум',
      'found',
    ],
    [
      'a character set named in the page',
      page(
        iconv.encode(
          `<html><head><meta charset="shift_jis"></head><body>両国は覚書に署名した</body></html>`,
          'shift_jis',
        ),
        'text/html',
      ),
      'quote: 両国は覚書に署名した',
      'found',
    ],
    ['a PDF', page(pdf(SAID), 'application/pdf'), QUOTE, 'found'],
    ['a PDF that is broken', page('%PDF-1.4 broken', 'application/pdf'), QUOTE, 'unreadable'],
    ['a page without the words', page(html(`<p>${'Something else. '.repeat(300)}</p>`)), QUOTE, 'missing'],
    [
      'words in a script',
      page(html(`<script>"${SAID}"</script><p>${'Something else. '.repeat(300)}</p>`)),
      QUOTE,
      'missing',
    ],
    [
      'a page that asks to log in',
      page(html('<form><input type="password"> Log in to read</form>')),
      QUOTE,
      'unreadable',
    ],
    ['an empty page', page(html('')), QUOTE, 'unreadable'],
    ['an image', page('GIF89a', 'image/gif'), QUOTE, 'unreadable'],
    [
      'gzip',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
        response.end(gzipSync(html(SAID)));
      },
      QUOTE,
      'found',
    ],
    [
      'a broken gzip',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
        response.end('no gzip');
      },
      QUOTE,
      'unreadable',
    ],
    [
      'an unknown compression',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'zpaq' });
        response.end('x');
      },
      QUOTE,
      'unreadable',
    ],
    [
      'a gzip bomb',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
        response.end(gzipSync(Buffer.alloc(200_000_000)));
      },
      QUOTE,
      'unreadable',
    ],
    ['403', (_, response) => response.writeHead(403).end('no'), QUOTE, 'unreadable'],
    ['500', (_, response) => response.writeHead(500).end('no'), QUOTE, 'unreadable'],
    [
      '410',
      (request, response) => response.writeHead(request.url?.startsWith('/page') ? 410 : 200).end('{}'),
      QUOTE,
      'gone',
    ],
    [
      'a redirect loop',
      (request, response) => response.writeHead(302, { location: request.url === '/page' ? '/other' : '/page' }).end(),
      QUOTE,
      'unreadable',
    ],
    [
      'a chain of redirects',
      (_, response) => response.writeHead(302, { location: `/${Math.random()}` }).end(),
      QUOTE,
      'unreadable',
    ],
    [
      'a redirect to a file',
      (_, response) => response.writeHead(302, { location: 'file:///etc/hostname' }).end(),
      QUOTE,
      'unreadable',
    ],
    [
      'a redirect to the page',
      (request, response) => {
        if (request.url === '/page') response.writeHead(301, { location: 'new' }).end();
        else page(html(SAID))(request, response);
      },
      QUOTE,
      'found',
    ],
    [
      'an endless body',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
      QUOTE,
      'unreadable',
    ],
    [
      'a slow drip',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        const timer = setInterval(() => response.write('x'), 100);
        response.on('close', () => clearInterval(timer));
      },
      QUOTE,
      'unreadable',
    ],
    ['no answer', () => {}, QUOTE, 'unreadable'],
    ['a connection that ends', (request) => request.socket.destroy(), QUOTE, 'unreadable'],
  ])(
    '%s',
    async (_, handler, words, status) => {
      const { results, exit } = await online(handler, words);
      expect(results).toMatchObject([{ status }]);
      expect(exit).toBe(status === 'missing' ? 1 : 0);
    },
    20_000,
  );

  /** A page that is gone, with a copy in the archive. */
  const archived: Handler = (request, response) => {
    if (request.url?.startsWith('/available')) {
      const url = `http://${request.headers.host}/web/2024/page`;
      response.end(JSON.stringify({ archived_snapshots: { closest: { available: true, url } } }));
    } else if (request.url?.startsWith('/web/')) page(html(SAID))(request, response);
    else response.writeHead(404).end('gone');
  };

  it('reads an archived copy where the page is gone', async () => {
    const { results } = await online(archived, QUOTE);
    expect(results).toMatchObject([{ status: 'found', note: expect.stringContaining('/web/2024/page') as string }]);
  });

  it('reads the copy that the source names first', async () => {
    const { results } = await online(archived, QUOTE, [], 'archived: {url: SERVER/web/own}\n');
    expect(results).toMatchObject([{ status: 'found', note: expect.stringContaining('/web/own') as string }]);
  });

  it('reads no archived copy with --no-archive', async () => {
    expect((await online(archived, QUOTE, ['--no-archive'])).results).toMatchObject([{ status: 'gone' }]);
  });

  it.each(['not JSON', '{}', '{"archived_snapshots":{"closest":{"available":true,"url":7}}}', 'null'])(
    'survives an archive that answers %j',
    async (answer) => {
      const handler: Handler = (request, response) => {
        response.writeHead(request.url?.startsWith('/available') ? 200 : 404).end(answer);
      };
      expect((await online(handler, QUOTE)).results).toMatchObject([{ status: 'gone' }]);
    },
  );

  it('asks each address once, and one after the other', async () => {
    let asked = 0;
    let open = 0;
    let most = 0;
    const address = await serve((request, response) => {
      asked += 1;
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        page(html(SAID))(request, response);
      }, 50);
    });
    const files = Object.fromEntries(
      ['a', 'b', 'c'].flatMap((name) => [
        [`dataset/sources/${name}.yaml`, source(`${address}/${name}`)],
        [`dataset/events/${name}.yaml`, event(QUOTE).replace('source: page', `source: ${name}`)],
        [`dataset/events/${name}-2.yaml`, event(QUOTE).replace('source: page', `source: ${name}`)],
      ]),
    );
    const { counts } = await verify(files, ['--online', '--allow-private']);
    expect([counts['found'], asked, most]).toEqual([6, 3, 1]);
  });

  it('keeps pages for the next run, and fetches them anew with --refresh', async () => {
    let asked = 0;
    const address = await serve((request, response) => {
      asked += 1;
      page(html(SAID))(request, response);
    });
    const folder = folderWith({
      'dataset/events/e.yaml': event(QUOTE),
      'dataset/sources/page.yaml': source(`${address}/page`),
    });
    const again = (...more: readonly string[]) =>
      run(['verify', '--online', '--allow-private', '--dataset', 'dataset', ...more], {
        workingFolder: folder,
        root: REPOSITORY,
        env: { XDG_CACHE_HOME: join(folder, 'cache') },
      });
    await again();
    await again();
    expect(asked).toBe(1);
    expect((await again('--refresh')).status).toBe(0);
    expect(asked).toBe(2);
  });

  it('asks no private address unless that is allowed', async () => {
    let asked = 0;
    const address = await serve((_, response) => {
      asked += 1;
      response.end(SAID);
    });
    for (const url of [address, address.replace('127.0.0.1', 'localhost')]) {
      const { results } = await verify(
        { 'dataset/events/e.yaml': event(QUOTE), 'dataset/sources/page.yaml': source(`${url}/page`) },
        ['--online', '--no-archive'],
      );
      expect(results).toMatchObject([{ status: 'unreadable', note: expect.stringContaining('private') as string }]);
    }
    expect(asked).toBe(0);
  });
});

describe('fetchPage', () => {
  const limits = { ...DEFAULT_LIMITS, timeout: 3000, userAgent: 'test' };

  it('does not follow a redirect to a refused address', async () => {
    let asked = 0;
    const inner = await serve((_, response) => {
      asked += 1;
      response.end('secret');
    }, '127.0.0.2');
    const outer = await serve((_, response) => response.writeHead(302, { location: inner }).end());
    const fetched = await fetchPage(outer, { ...limits, refuses: (address) => address === '127.0.0.2' });
    expect(fetched).toMatchObject({ kind: 'unreadable' });
    expect(asked).toBe(0);
  });

  it.each([
    'ftp://example.org/',
    'file:///etc/hostname',
    'no address',
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://0x7f.1/',
  ])('refuses %s', async (address) => {
    expect(await fetchPage(address, limits)).toMatchObject({ kind: 'unreadable' });
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.1',
    '169.254.169.254',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0.0.0.0',
    '100.64.0.1',
  ])('knows that %s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['8.8.8.8', '193.0.6.139', '2606:4700::1111'])('knows that %s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

describe('pageText', () => {
  it('reads nesting deeper than the stack', async () => {
    const { text } = await pageText(Buffer.from(html(`${'<div>'.repeat(50_000)}deep`)), 'text/html');
    expect(text).toContain('deep');
  });

  it.each([new Uint8Array(), Buffer.from([0xff, 0xfe, 0x41]), Buffer.from('\u0000\u0001<'), Buffer.from('<html')])(
    'survives %j',
    async (bytes) => {
      expect(typeof (await pageText(bytes, 'text/html; charset=nonsense')).text).toBe('string');
    },
  );

  it('refuses what is no text', async () => {
    await expect(pageText(Buffer.from('x'), 'video/mp4')).rejects.toThrow(UnreadablePage);
  });

  it.each([
    [Buffer.from('\ufeffé'), '', 'é'],
    [Buffer.from('é'), '', 'é'],
    [Buffer.from('é', 'latin1'), '', 'é'],
    [Buffer.from('\ufeffé', 'utf16le'), '', 'é'],
    [iconv.encode('й', 'koi8-r'), 'text/plain; charset="koi8-r"', 'й'],
  ])('decodes %j', (bytes, type, text) => {
    expect(decodePage(bytes, type)).toBe(text);
  });
});
