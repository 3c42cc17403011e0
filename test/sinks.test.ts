import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { instance as createGraphviz } from '@viz-js/viz';
import { parse as parseCsv } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { type DefaultTreeAdapterTypes, parse as parseHtml } from 'parse5';
import readWorkbook from 'read-excel-file/node';
import { SaxesParser } from 'saxes';
import initSqlJs from 'sql.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { completionScripts } from '../src/cli/shells.ts';
import { sanitize } from '../src/core/model/text.ts';
import { REPOSITORY, run } from './run.ts';

/** Texts that some reader would obey. */
const HOSTILE = [
  '</script><script>alert(1)</script>',
  `"'><img src=x onerror=alert(1)>`,
  'javascript:alert(1)',
  '[x](javascript:alert(1)) ![y](http://127.0.0.1/y)',
  '<javascript:alert(1)>',
  'right \u202eto left\u202c, \u2066isolated\u2069',
  `=cmd|' /C calc'!A0`,
  '+1+2',
  '-1-2',
  '@SUM(1,2)',
  '\uff1d1+1',
  ']]><!-- --><evil/>',
  '$$ $& $1 ${1} `${2}` {{3}} #{4}',
  `'; DROP TABLE agreements; --`,
  '\\input{/etc/passwd} }{ %',
  '"]; }; digraph { a -> b',
  'two\nlines\n::error::x\n.shell echo x\nTY  - NEWS',
  '##[error]x %0A::stop-commands::y',
  '\u001b[31mred\u001b]8;;http://127.0.0.1\u0007x',
  '@octocat see #1 and GH-1',
  '&lt;script&gt; &#60;b&#62; &amp;',
  `long ${'word '.repeat(2000)}`,
];

/** Texts of the same number without any meaning for a reader. */
const HARMLESS = HOSTILE.map((_, index) => `Text ${'abcdefghijklmnopqrstuvwxyz'[index]}`);

type Variant = 'hostile' | 'harmless';

const RECORD_IDS = HOSTILE.map((_, index) => `x-${String(index).padStart(2, '0')}`);

const root = mkdtempSync(join(tmpdir(), 'minerals-sinks-'));

/** Writes a clone of the program whose dataset has one of the texts in every text of each record. */
const writeClone = (name: Variant, texts: readonly string[]): void => {
  const dataset = join(root, name, 'dataset');
  const write = (folder: string, id: string, data: object): void => {
    mkdirSync(join(dataset, folder), { recursive: true });
    writeFileSync(join(dataset, folder, `${id}.yaml`), JSON.stringify(data));
  };
  const git = (...args: string[]): void => {
    const day = '2026-11-20T12:00:00Z';
    const env = { ...process.env, GIT_AUTHOR_DATE: day, GIT_COMMITTER_DATE: day };
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: join(root, name),
      env,
    });
  };
  write('countries', 'XA', { name: 'Alpha', iso3: 'XAA', region: 'Middle' });
  write('countries', 'XB', { name: 'Beta', iso3: 'XBB', region: 'Middle' });
  cpSync(join(REPOSITORY, 'schemas'), join(root, name, 'schemas'), { recursive: true });
  writeFileSync(join(root, name, 'package.json'), '{ "version": "1.0.0" }');
  // A clone has sources; the snapshot of its dataset goes into dist.
  for (const part of ['src', 'dist']) mkdirSync(join(root, name, part));
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  for (const [index, text] of texts.entries()) {
    const id = RECORD_IDS[index] ?? '';
    const passage = { source: id, quote: text, by: text, note: text };
    const evidence = ['kind', 'status', 'summary', 'name'].map((field) => ({ ...passage, supports: [field] }));
    write('sources', id, {
      name: text,
      title: text,
      publisher: text,
      author: text,
      translator: text,
      kind: 'press',
      language: text,
      published: '2026-02',
      url: index % 2 === 0 ? `https://example.org/${encodeURIComponent(text.slice(0, 20))}` : text,
    });
    write('agreements', id, {
      name: text,
      aliases: [text],
      kind: 'mou',
      parties: ['XA', 'XB'],
      organisations: [id],
      minerals: [id],
      signed: '2026-02-04',
      status: 'signed',
      summary: text,
      topics: [text],
      figures: { sum: { measure: text, value: 1, unit: text } },
      provisions: { 'first-clause': { clause: 'other', summary: text } },
      evidence: [...evidence, { ...passage, supports: ['status'], says: text }],
    });
    write('statements', id, {
      name: text,
      speaker: { name: text, role: text, country: 'XA' },
      side: 'government',
      date: '2026-02-05',
      about: ['country/XB', `agreement/${id}`],
      paraphrase: text,
      excerpt: { text, language: text },
      evidence: [{ ...passage, supports: ['paraphrase'] }],
    });
    // An organisation without a home is a node of the network.
    write('organisations', id, { name: text, aliases: [text], kind: 'company', note: text });
    write('minerals', id, { name: text, names: { de: text }, symbol: text, category: text, note: text });
    write('deposits', id, {
      name: text,
      countries: ['XA'],
      region: text,
      coordinates: { lat: 1, lon: 2 },
      summary: text,
    });
    write('events', id, { name: text, date: '2026-02-06', place: text, country: 'XA', summary: text });
  }
  git('add', '.');
  git('commit', '--quiet', '--message', 'second');
};

beforeAll(() => {
  writeClone('hostile', HOSTILE);
  writeClone('harmless', HARMLESS);
});
afterAll(() => rmSync(root, { recursive: true }));

/** What a reader makes of a text: everything but the texts in it. Throws if there is something active in it. */
type Reader = (text: string) => unknown;

const sorted = (items: readonly string[]): string[] => items.toSorted();

/** The types of the values in JSON, at their paths. */
const jsonShape = (value: unknown): string[] => {
  const paths: string[] = [];
  const visit = (part: unknown, path: string): void => {
    if (typeof part !== 'object' || part === null) paths.push(`${path}: ${typeof part}`);
    else for (const [key, item] of Object.entries(part)) visit(item, `${path}/${Array.isArray(part) ? '' : key}`);
  };
  visit(value, '');
  return sorted(paths);
};

const SAFE_ADDRESS = /^(?:https?:\/\/|#|\.{0,2}\/?[\w./#-]*$)/;

const readXml: Reader = (text) => {
  const elements: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements.push(`${name} ${Object.keys(attributes).join(' ')}`);
    expect(attributes['href'] ?? '').toMatch(SAFE_ADDRESS);
  });
  parser.write(text).close();
  return sorted(elements);
};

/** The elements of a page with their attributes. Addresses lead to the web or within the pages. */
const readHtml: Reader = (text) => {
  const elements: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('attrs' in node) {
      for (const { name, value } of node.attrs)
        if (['href', 'src', 'action', 'formaction', 'xlink:href'].includes(name)) expect(value).toMatch(SAFE_ADDRESS);
      // Of links, a source has one only if its address is of the web.
      if (node.tagName !== 'a') elements.push(`${node.tagName} ${node.attrs.map(({ name }) => name).join(' ')}`);
    }
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
  };
  visit(parseHtml(text));
  for (const element of elements) expect(element).not.toMatch(/ on\w+|^(?:iframe|object|embed|base) /);
  return sorted(elements.filter((element) => /^(?:script|style|img|link|meta|svg|form|input)/.test(element)));
};

const readDelimited =
  (delimiter: string): Reader =>
  (text) => {
    const rows: string[][] = parseCsv(text, { delimiter });
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+@\uff1d\uff0b\uff20\t\r]|^-(?![\d.]+$)/);
    return rows.map((row) => row.length);
  };

/** Markdown as GitHub renders it: no markup, no address but of the web, no mention of people or issues. */
const readMarkdown: Reader = (text) => {
  const prose = text.replaceAll(/\\./gs, '').replaceAll(/(`+)[^`].*?\1/g, '');
  expect(prose).not.toMatch(/<(?!https?:\/\/)[a-z/!]/i);
  expect(prose).not.toMatch(/\]\(<?(?!https?:|#)\w+:/);
  expect(prose).not.toMatch(/!\[/);
  expect(prose).not.toMatch(/(?<!\w)@octocat|(?<!\w)#1\b/);
  return text.split('\n').filter((line) => /^(?:#|\||- |\d+\. )/.test(line)).length > 0;
};

/** SQL without the texts in it. */
const readSql: Reader = (text) => {
  const statements = text
    .replaceAll(/'(?:[^']|'')*'|char\([\d,]+\)|NULL/g, 'text')
    .replaceAll(/text(?: \|\| text)+/g, 'text');
  return sorted(statements.split('\n').map((line) => line.replace(/[,;]$/, '')));
};

const countBib =
  (format: string): Reader =>
  async (text) => {
    const { Cite } = await import('@citation-js/core');
    await import('@citation-js/plugin-bibtex');
    await import('@citation-js/plugin-ris');
    const { data } = new Cite(text, { forceType: format, generateGraph: false }) as { data: { URL?: string }[] };
    for (const { URL: url } of data) expect(url ?? 'https:').toMatch(/^https?:/);
    return data.length;
  };

/** The commands that GitHub obeys: not those between `::stop-commands::word` and `::word::`. */
const readWorkflowLog: Reader = (text) => {
  const commands = new Set<string>();
  let resumeWord: string | undefined;
  for (const line of text.split(/\r\n|[\r\n]/)) {
    const [, command = '', value = ''] = /^\s*::([\w-]+)(?: .*?)?::(.*)$/.exec(line) ?? /##\[(\w+)/.exec(line) ?? [];
    if (resumeWord !== undefined && command === resumeWord) resumeWord = undefined;
    else if (resumeWord === undefined && command === 'stop-commands') resumeWord = value;
    else if (resumeWord === undefined && command !== '') commands.add(command);
  }
  return commands;
};

const readDot: Reader = async (text) => {
  const { status, output } = (await createGraphviz()).render(text, { format: 'json0', engine: 'dot' });
  const { objects = [], edges = [] } = JSON.parse(output ?? '{}') as { objects?: object[]; edges?: object[] };
  return [status, objects.length, edges.length];
};

/** Each format, by its name: a new one needs a reader here, or the test fails. */
const READERS: Readonly<Record<string, Reader>> = {
  table: (text) => text.includes('\t'),
  plain: (text) => text.trimEnd().split('\n').length,
  pretty: (text) => text.split('\n').filter((line) => / error [A-Z]+\d+ /.test(line)).length > 0,
  json: (text) => jsonShape(JSON.parse(text)),
  csl: (text) => jsonShape(JSON.parse(text)).filter((path) => !path.includes('URL')),
  ndjson: (text) => text.split('\n').map((line) => line === '' || typeof JSON.parse(line)),
  csv: readDelimited(','),
  tsv: readDelimited('\t'),
  yaml: (text) =>
    parseAllDocuments(text).flatMap((document) => {
      expect([document.errors, document.warnings]).toEqual([[], []]);
      return jsonShape(document.toJS());
    }),
  markdown: readMarkdown,
  html: readHtml,
  atom: readXml,
  graphml: readXml,
  gexf: readXml,
  junit: (text) => new Set(readXml(text) as string[]),
  dot: readDot,
  mermaid: (text) => text.split('\n').map((line) => line.replaceAll(/"(?:[^"]*)"/g, 'text')),
  bibtex: countBib('@bibtex/text'),
  ris: countBib('@ris/file'),
  github: readWorkflowLog,
  sarif: (text) => jsonShape(JSON.parse(text)),
};

/** Control characters and marks that turn letters around are replaced or escaped in every output. */
const expectNoControls = (text: string): void => {
  expect(sanitize(text)).toBe(text);
};

const answer = async (variant: Variant, args: readonly string[], format: string): Promise<string> => {
  const { out, status } = await run([...args, '--format', format], { root: join(root, variant) });
  expect([args, format, status]).toEqual([args, format, args[0] === 'validate' ? 1 : 0]);
  return out;
};

const harmlessShapes = new Map<string, Promise<unknown>>();

/** The shape of the answer with harmless texts. Records with an address, and those without, have the same one. */
const harmlessShape = (question: readonly string[], format: string): Promise<unknown> => {
  const alike = question.map((word) => word.replace(/x-(\d\d)$/, (_, index: string) => `x-0${Number(index) % 2}`));
  const key = JSON.stringify([alike, format]);
  const known = harmlessShapes.get(key) ?? answer('harmless', alike, format).then((text) => READERS[format]?.(text));
  harmlessShapes.set(key, known);
  return known;
};

const toSet = (shape: unknown): unknown => (Array.isArray(shape) ? new Set(shape) : shape);

/** Questions for each list of formats; their answers contain the texts of all types. */
const QUESTIONS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  formats: [
    ['query', '--type', 'all'],
    ['query', '--type', 'agreement', '--fields', 'all'],
    ['query', '--type', 'statement', '--fields', 'all'],
    ['list', 'deposit'],
    ['conflicts'],
    ['timeline', 'XA'],
    ['partners', 'XA'],
    ['stats', '--by', 'kind,status'],
    ...RECORD_IDS.map((id) => ['show', `agreement/${id}`]),
    ...RECORD_IDS.filter((_, index) => index % 5 === 2).flatMap((id) => [
      ['why', `agreement/${id}`],
      ['show', `source/${id}`],
    ]),
  ],
  newsFormats: [['news', '--since', '2026-11-01']],
  reportFormats: [
    ['report', 'XA'],
    ['report', 'agreement/x-00'],
    ['report', 'mineral/x-03'],
  ],
  citationFormats: RECORD_IDS.map((id) => ['cite', `agreement/${id}`]),
  graphFormats: [['network']],
  diagnosticFormats: [['validate']],
};

/** The lists of formats in the folders of src/format, by their names. */
const formatLists: [name: string, formats: object][] = [];
const formatFolder = join(REPOSITORY, 'src', 'format');
for (const file of readdirSync(formatFolder, { recursive: true, encoding: 'utf8' }))
  if (/(?:^|[\\/])index\.ts$/.test(file))
    formatLists.push(...Object.entries((await import(join(formatFolder, file))) as Record<string, object>));

it('knows every list of formats', () => {
  const names = formatLists.map(([name]) => name);
  expect(names.toSorted()).toEqual([...Object.keys(QUESTIONS), 'exporters'].toSorted());
});

const cases = formatLists
  .filter(([list]) => list !== 'exporters')
  .flatMap(([list, formats]) => Object.keys(formats).map((format) => [list, format] as const));

describe('a hostile text', () => {
  it.each(cases)('changes nothing but texts: %s, %s', async (list, format) => {
    const read = READERS[format];
    if (!read) throw new Error(`no reader for the format ${format}`);
    for (const question of QUESTIONS[list] ?? []) {
      const text = await answer('hostile', question, format);
      expectNoControls(text);
      const shapes = [await read(text), await harmlessShape(question, format)];
      // More is wrong with hostile texts, so that there are more diagnostics, but of the same form.
      const [found, expected] = list === 'diagnosticFormats' ? shapes.map(toSet) : shapes;
      expect([question, found]).toEqual([question, expected]);
    }
  });
});

/** Readers of exported files, by the end of their name. */
const FILE_READERS: Readonly<Record<string, (content: Buffer) => unknown>> = {
  csv: (content) => READERS['csv']?.(content.toString()),
  json: (content) => jsonShape(JSON.parse(content.toString())),
  jsonld: (content) => jsonShape(JSON.parse(content.toString())),
  geojson: (content) => jsonShape(JSON.parse(content.toString())),
  ndjson: (content) => READERS['ndjson']?.(content.toString()),
  md: (content) => content.toString(),
  sql: (content) => readSql(content.toString()),
  db: async (content) => {
    const { Database } = await initSqlJs();
    return new Database(content).exec('select count(*) from agreements; pragma foreign_key_check');
  },
  parquet: async (content) => {
    const file = content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer;
    return (await parquetReadObjects({ file })).length;
  },
  xlsx: async (content) => {
    const sheets = await readWorkbook(content);
    // A formula has no value for this reader, so that a text that became one would be missing.
    return sheets.map(({ sheet, data }) => [sheet, data.map((row) => row.map((cell) => typeof cell))]);
  },
};

describe('a hostile text in an export', () => {
  const { exporters = {} } = Object.fromEntries(formatLists);
  it.each(Object.keys(exporters))('changes nothing but texts: %s', async (format) => {
    const shapes: Record<string, unknown>[] = [];
    for (const variant of ['hostile', 'harmless'] as const) {
      const folder = join(root, `${variant}-${format}`);
      const { err, status } = await run(['export', folder, '--to', format], {
        root: join(root, variant),
      });
      expect([err, status]).toEqual(['', 0]);
      const shape: Record<string, unknown> = {};
      for (const file of readdirSync(folder)) {
        const read = FILE_READERS[file.split('.').at(-1) ?? ''];
        if (!read) throw new Error(`no reader for the file ${file}`);
        shape[file] = await read(readFileSync(join(folder, file)));
      }
      shapes.push(shape);
    }
    const [hostile = {}, harmless = {}] = shapes;
    expect(Object.keys(hostile)).toEqual(Object.keys(harmless));
    for (const [file, shape] of Object.entries(hostile)) expect([file, shape]).toEqual([file, harmless[file]]);
  });
});

it('changes nothing but texts on the pages of a site', async () => {
  const pages: Record<Variant, Map<string, unknown>> = { hostile: new Map(), harmless: new Map() };
  for (const variant of ['hostile', 'harmless'] as const) {
    const folder = join(root, `${variant}-site`);
    expect(await run(['site', folder], { root: join(root, variant) })).toMatchObject({ status: 0 });
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:html|atom|xml)$/.test(file)) continue;
      const text = readFileSync(join(folder, file), 'utf8');
      if (variant === 'hostile') expectNoControls(text);
      pages[variant].set(file, file.endsWith('.html') ? readHtml(text) : readXml(text));
    }
  }
  expect(pages.hostile.size).toBeGreaterThan(HOSTILE.length);
  expect(Object.fromEntries(pages.hostile)).toEqual(Object.fromEntries(pages.harmless));
});

it('is only a suggestion for a shell, one in each line', async () => {
  const suggest = async (variant: Variant, shell: string, words: readonly string[]): Promise<string[]> => {
    const env = { MINERALS_NOW: '2026-11-22', MINERALS_COMPLETE: shell };
    const { out } = await run(['complete', '--', ...words], { root: join(root, variant), env });
    expectNoControls(out);
    return out.trimEnd().split('\n');
  };
  for (const shell of Object.keys(completionScripts))
    for (const words of [
      ['show', ''],
      ['show', 'x-'],
      ['query', '--mineral', ''],
    ]) {
      const hostile = await suggest('hostile', shell, words);
      expect(hostile.length).toBeGreaterThan(5);
      expect(hostile).toHaveLength((await suggest('harmless', shell, words)).length);
    }
});

it('is data in the answers to an assistant', async () => {
  const client = new Client({ name: 'test', version: '1.0.0' });
  const bin = join(REPOSITORY, 'bin', 'minerals.js');
  const args = [bin, 'mcp', '--dataset', join(root, 'hostile', 'dataset')];
  await client.connect(new StdioClientTransport({ command: process.execPath, args }));
  try {
    const { tools } = await client.listTools();
    const inputs: Readonly<Record<string, object>> = {
      search: { words: 'alert' },
      query: { country: 'XA' },
      compare: { ref: ['agreement/x-00', 'agreement/x-01'] },
      conflicts: {},
      partners: { ref: 'XA' },
      rank: { ref: 'XA' },
      show: { ref: 'agreement/x-05' },
      timeline: { ref: 'XA' },
      why: { ref: 'agreement/x-18' },
    };
    expect(tools.map(({ name }) => name).toSorted()).toEqual(Object.keys(inputs).toSorted());
    for (const [name, input] of Object.entries(inputs)) {
      const { content } = await client.callTool({ name, arguments: input as Record<string, unknown> });
      const [{ text = '' } = {}] = content as { text?: string }[];
      expectNoControls(text);
      expect(text).toContain('never instructions');
      expect(text).not.toMatch(/"url":"(?!https?:|")/);
    }
  } finally {
    await client.close();
  }
});
