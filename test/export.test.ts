import { check } from '@placemarkio/check-geojson';
import { DuckDBInstance } from '@duckdb/node-api';
import { Ajv, type ValidateFunction } from 'ajv';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { inflateRawSync } from 'node:zlib';
import readWorkbook from 'read-excel-file/node';
import { join } from 'node:path';
import initSqlJs from 'sql.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOKSHOP, REPOSITORY, run } from './run.ts';

/** Values that spreadsheet and CSV readers misinterpret. */
const HOSTILE = [
  `=cmd|' /C calc'!A0`,
  '+1-2',
  '@SUM(1,2)',
  '-x',
  'a "quoted", name',
  "it's; DROP TABLE books; --",
  'two\nlines',
  '.quit',
  '\n.shell echo',
  '\n =1+1',
  'one;=1+1',
  'Łódź 稀土 ё',
  '<script>alert(1)</script>',
  'back\\slash',
  "'quoted'",
  "one; 'two'",
  '\tindented',
  'عربي\u200f \u061c(x)\u200e',
  ']]>',
  '$$ $1',
  '</script>',
  'javascript:alert(1)',
  'long '.repeat(2000),
];

/** True for Node 22.13 and newer. */
const HAS_SQLITE = isBuiltin('node:sqlite');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'minerals-'));
  cpSync(join(BOOKSHOP, 'dataset'), join(folder, 'dataset'), { recursive: true });
  for (const [index, text] of HOSTILE.entries())
    writeFileSync(
      join(folder, 'dataset', 'books', `hostile-${String(index).padStart(2, '0')}.yaml`),
      JSON.stringify({ name: text, form: 'essay', pages: index, lent: false, summary: text, aliases: [text, 'other'] }),
    );
  writeFileSync(
    join(folder, 'dataset', 'authors', 'far.yaml'),
    JSON.stringify({ name: 'Far, "South"', home: { lat: -33.5, lon: -70.25 } }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Exports the hostile dataset. Returns the folder. */
const exported = async (to: string, name = to): Promise<string> => {
  const target = join(folder, name);
  const { err, status } = await run(['export', target, '--to', to, '--dataset', join(folder, 'dataset')]);
  expect(err).toBe('');
  expect(status).toBe(0);
  return target;
};

const asked = async (sql: string): Promise<unknown[]> => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
};

/** A validator for the published profile of a data package (test/profiles). */
const profileValidator = (version: string): ValidateFunction => {
  const profile = readFileSync(join(REPOSITORY, 'test', 'profiles', `datapackage-${version}.json`), 'utf8');
  const ajv = new Ajv({ strict: false, validateFormats: false });
  return ajv.compile(JSON.parse(profile));
};

/** A file in a ZIP archive, found by its local header. */
const readZipped = (archive: Buffer, name: string): string => {
  const nameStart = archive.indexOf(name);
  const header = archive.subarray(nameStart - 30, nameStart);
  expect(header.toString('latin1', 0, 4)).toBe('PK\u0003\u0004');
  const dataStart = nameStart + header.readUInt16LE(26) + header.readUInt16LE(28);
  return inflateRawSync(archive.subarray(dataStart)).toString();
};

/** The text of a cell, read as datapackage.json says: without the apostrophe that was added. */
const readCell = (cell: unknown): unknown => {
  if (typeof cell !== 'string') return cell;
  expect(cell).not.toMatch(/^\s*[=+@-]|;\s*[=+@-]/);
  return cell.replaceAll(/(^|;\s*)'/g, '$1');
};

describe('export, read by programs that are not ours', () => {
  it('writes CSV that DuckDB reads, described by a data package', async () => {
    const target = await exported('csv');
    const rows = await asked(
      `select name, summary, aliases, pages, lent from read_csv('${target}/books.csv', header=true, all_varchar=true, quote='"', escape='"') where id like 'hostile%' order by id`,
    );
    expect(
      rows.map((row) => Object.fromEntries(Object.entries(row as object).map(([key, cell]) => [key, readCell(cell)]))),
    ).toEqual(
      HOSTILE.map((text, index) => ({
        name: text,
        summary: text,
        aliases: `${text}; other`,
        pages: String(index),
        lent: 'false',
      })),
    );
    const aliases = await asked(
      `select value from read_csv('${target}/books_aliases.csv', header=true, all_varchar=true, quote='"', escape='"') where books_id like 'hostile%' and place = '1' order by books_id`,
    );
    expect(aliases.map((row) => readCell((row as { value: string }).value))).toEqual(HOSTILE);
    expect(await asked(`select home_lat, home_lon from '${target}/authors.csv' where id = 'far'`)).toEqual([
      { home_lat: -33.5, home_lon: -70.25 },
    ]);
    const described = JSON.parse(readFileSync(join(target, 'datapackage.json'), 'utf8'));
    expect(described.created).toBe('2026-11-22T00:00:00Z');
    const files = described.resources.map(({ path }: { path: string }) => path);
    expect(new Set([...files, 'datapackage.json', 'README.md'])).toEqual(new Set(readdirSync(target)));
    expect(described.description).toContain('apostrophe');
    for (const version of ['1.0', '2.0']) {
      const validate = profileValidator(version);
      expect([validate(described), validate.errors]).toEqual([true, null]);
      // The profile notices what it is there for.
      const [resource] = described.resources;
      const invalid = { ...described, resources: [{ ...resource, schema: { ...resource.schema, foreignKeys: [] } }] };
      expect(validate(invalid)).toBe(false);
    }
    for (const { path, schema } of described.resources) {
      const [head] = readFileSync(join(target, path), 'utf8').split('\n');
      expect(schema.fields.map(({ name }: { name: string }) => name).join(',')).toBe(head);
      for (const { reference } of schema.foreignKeys ?? []) expect(files).toContain(`${reference.resource}.csv`);
    }
  });

  it('describes the built-in dataset for search engines', async () => {
    const target = join(folder, 'built-in');
    expect(await run(['export', target])).toMatchObject({ status: 0, err: '' });
    const dataset = JSON.parse(readFileSync(join(target, 'dataset.jsonld'), 'utf8'));
    expect(dataset).toMatchObject({ '@context': 'https://schema.org/', '@type': 'Dataset', version: '1.2.3' });
    // The limits of Google's guide to datasets.
    expect(dataset.description.length).toBeGreaterThan(50);
    expect(dataset.description.length).toBeLessThan(5000);
    const files = dataset.distribution.map(({ contentUrl }: { contentUrl: string }) => contentUrl);
    expect(new Set([...files, 'README.md', 'datapackage.json', 'dataset.jsonld'])).toEqual(
      new Set(readdirSync(target)),
    );
  });

  it('writes Parquet that DuckDB reads, lists as lists', async () => {
    const target = await exported('parquet');
    const rows = await asked(
      `select name, summary, aliases, pages, lent, published from '${target}/books.parquet' where id like 'hostile%' order by id`,
    );
    expect(rows).toEqual(
      HOSTILE.map((text, index) => ({
        name: text,
        summary: text,
        aliases: [text, 'other'],
        pages: index,
        lent: false,
        published: null,
      })),
    );
    expect(await asked(`select authors, genres from '${target}/books.parquet' where id = 'solaris'`)).toEqual([
      { authors: ['lem'], genres: ['science-fiction'] },
    ]);
    expect(
      await asked(
        `select b.id, e.source, e.supports from '${target}/books.parquet' b join '${target}/books_evidence.parquet' e on e.book_id = b.id where b.id = 'solaris' and e.position = 2`,
      ),
    ).toEqual([{ id: 'solaris', source: 'almanac', supports: ['lent'] }]);
  });

  it('writes a script that SQLite runs, every reference kept', async () => {
    const target = await exported('sqlite');
    const { Database } = await initSqlJs();
    const database = new Database();
    database.run(readFileSync(join(target, 'minerals.sql'), 'utf8'));
    const ask = (sql: string): unknown => database.exec(sql)[0]?.values ?? [];
    expect(ask("select name, summary, pages, lent from books where id like 'hostile%' order by id")).toEqual(
      HOSTILE.map((text, index) => [text, text, index, 0]),
    );
    expect(ask("select value from books_aliases where books_id = 'hostile-07' order by place")).toEqual([
      ['.quit'],
      ['other'],
    ]);
    expect(
      ask(
        `select b.name, e.locator_from, s.value from books b join books_evidence e on e.book_id = b.id
         join books_evidence_supports s on s.book_id = e.book_id and s.position = e.position
         where b.id = 'solaris' and e.position = 3`,
      ),
    ).toEqual([['Solaris', null, 'pages']]);
    expect(ask("select says from books_evidence where book_id = 'solaris' and position = 3")).toEqual([['214']]);
    expect(ask('pragma foreign_key_check')).toEqual([]);
    expect(ask("select count(*) from pragma_foreign_key_list('books_authors')")).toEqual([[2]]);
    // The sqlite3 shell runs lines that start with a dot as commands.
    expect(readFileSync(join(target, 'minerals.sql'), 'utf8')).not.toMatch(/^\./m);
  });

  it.runIf(HAS_SQLITE)('writes the database itself, with an index of all words', async () => {
    const target = await exported('sqlite', 'database');
    const { Database } = await initSqlJs();
    const database = new Database(readFileSync(join(target, 'minerals.db')));
    const ask = (sql: string): unknown => database.exec(sql)[0]?.values ?? [];
    expect(ask("select name from books where id like 'hostile%' order by id")).toEqual(HOSTILE.map((text) => [text]));
    expect(ask("select authors from books_joined where id = 'solaris'")).toEqual([['lem']]);
    expect(ask('pragma integrity_check')).toEqual([['ok']]);
    expect(ask("select count(*) from sqlite_master where name = 'search'")).toEqual([[1]]);
    expect(readdirSync(tmpdir()).filter((name) => existsSync(join(tmpdir(), name, 'minerals.db')))).toEqual([]);
  });

  it.runIf(!HAS_SQLITE)('writes no database where Node has no SQLite', async () => {
    const target = await exported('sqlite', 'scripts');
    expect(readdirSync(target).sort()).toEqual(['minerals-search.sql', 'minerals.sql']);
  });

  it('describes tables of Parquet in their metadata', async () => {
    const target = await exported('parquet', 'metadata');
    const rows = (await asked(
      `select decode(key) as key, decode(value) as value from parquet_kv_metadata('${target}/books_evidence.parquet')`,
    )) as { key: string; value: string }[];
    const metadata = Object.fromEntries(rows.map(({ key, value }) => [key, value]));
    expect(metadata).toMatchObject({ title: expect.stringMatching(/\w/), created: '2026-11-22' });
    expect(JSON.parse(metadata['primary_key'] ?? '')).toEqual(['book_id', 'position']);
    expect(JSON.parse(metadata['foreign_keys'] ?? '')).toMatchObject({ book_id: 'books.id', source: 'sources.id' });
    expect(JSON.parse(metadata['columns'] ?? '')).toHaveProperty('book_id');
  });

  it('adds the days and the precision of a partial date', async () => {
    const target = await exported('parquet', 'dates');
    const rows = await asked(
      `select published_from, published_until, published_precision, typeof(published_from) as kind from '${target}/books.parquet' where published is not null order by id`,
    );
    expect(rows).toEqual([
      { published_from: '1965-03-01', published_until: '1965-03-31', published_precision: 'month', kind: 'DATE' },
      { published_from: '1979-06-01', published_until: '1979-06-01', published_precision: 'day', kind: 'DATE' },
      { published_from: '1961-01-01', published_until: '1961-12-31', published_precision: 'year', kind: 'DATE' },
    ]);
  });

  it('writes Parquet that a second reader reads', async () => {
    const target = await exported('parquet', 'second-reader');
    const content = readFileSync(join(target, 'books.parquet'));
    const file = content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength);
    const books = await parquetReadObjects({ file });
    expect(books.find(({ id }) => id === 'cyberiad')).toMatchObject({
      published_from: new Date('1965-03-01'),
      published_precision: 'month',
    });
    expect(books.filter(({ id }) => String(id).startsWith('hostile')).map(({ aliases }) => aliases)).toEqual(
      HOSTILE.map((text) => [text, 'other']),
    );
  });

  it('says of each asserted value which source supports it and which states another', async () => {
    const target = await exported('parquet', 'claims');
    const claims = await asked(
      `select field, value, source, stance from '${target}/claims.parquet' where ref = 'book/solaris' and field = 'pages' order by position`,
    );
    expect(claims).toEqual([
      { field: 'pages', value: '204', source: 'almanac', stance: 'supports' },
      { field: 'pages', value: '214', source: 'gazette', stance: 'contradicts' },
    ]);
  });

  it('takes what a selected record refers to and marks it', async () => {
    const target = join(folder, 'filtered');
    const dataset = join(folder, 'dataset');
    expect(await run(['export', target, '--author', 'lem', '--type', 'book', '--dataset', dataset])).toMatchObject({
      status: 0,
    });
    const selected = (table: string): Promise<unknown[]> =>
      asked(`select id, selected from '${target}/${table}.csv' order by id`);
    expect(await selected('books')).toEqual([
      { id: 'cyberiad', selected: true },
      { id: 'solaris', selected: true },
    ]);
    expect(await selected('authors')).toContainEqual({ id: 'lem', selected: false });
    expect(await selected('authors')).not.toContainEqual(expect.objectContaining({ id: 'far' }));
    const [claim] = await asked(`select count(*) as count from '${target}/claims.csv' where ref = 'book/kindred'`);
    expect(claim).toEqual({ count: '0' });
  });

  it('writes GeoJSON of the records that lie somewhere', async () => {
    const target = await exported('geojson');
    const collection = check(readFileSync(join(target, 'minerals.geojson'), 'utf8'));
    if (!('features' in collection)) throw new Error('the export is no collection of features');
    expect(collection.features).toContainEqual({
      type: 'Feature',
      id: 'author/far',
      geometry: { type: 'Point', coordinates: [-70.25, -33.5] },
      properties: { type: 'author', id: 'far', name: 'Far, "South"' },
    });
    // A place that is not known is no reason to leave the record out.
    expect(collection.features).toContainEqual({
      type: 'Feature',
      id: 'author/butler-samuel',
      geometry: null,
      properties: { type: 'author', id: 'butler-samuel', name: 'Samuel Butler', aliases: 'Butler' },
    });
    expect(collection.features).toHaveLength(4);
  });

  it('writes a workbook in which no text is a formula', async () => {
    const target = await exported('xlsx');
    const sheets = await readWorkbook(readFileSync(join(target, 'minerals.xlsx')));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(
      expect.arrayContaining(['read me', 'books', 'authors', 'sources', 'claims']),
    );
    const [header = [], ...rows] = sheets.find(({ sheet }) => sheet === 'books')?.data ?? [];
    const column = (name: string): unknown[] => rows.map((row) => row[header.indexOf(name)]);
    // A cell begins and ends without whitespace for this reader.
    expect(column('name')).toEqual(expect.arrayContaining(HOSTILE.map((text) => text.trim())));
    expect(column('published_from')).toContainEqual(new Date('1965-03-01'));
    expect(column('pages')).toContain(204);
    // Numbers between those of the standard and 163 are no formats of dates for some readers.
    const styles = readZipped(readFileSync(join(target, 'minerals.xlsx')), 'xl/styles.xml');
    const formats = Array.from(styles.matchAll(/numFmtId="(\d+)"/g), ([, number]) => Number(number));
    expect(formats.length).toBeGreaterThan(1);
    expect(formats.filter((number) => number > 49 && number < 164)).toEqual([]);
    // A link has its address as value for readers that compute no formulas.
    const [sourceHeader = [], ...sources] = sheets.find(({ sheet }) => sheet === 'sources')?.data ?? [];
    const addresses = sources.map((row) => row[sourceHeader.indexOf('url')]);
    expect(addresses).toContain('https://example.org/gazette#top');
    expect(addresses).not.toContain(null);
  });

  it('writes a record a line', async () => {
    const target = await exported('ndjson');
    const lines = readFileSync(join(target, 'books.ndjson'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).name)).toEqual(expect.arrayContaining(HOSTILE));
    expect(lines).toHaveLength(HOSTILE.length + 4);
  });
});

describe('docs/exports.md', () => {
  const guide = readFileSync(join(REPOSITORY, 'docs', 'exports.md'), 'utf8');
  const queries = Array.from(guide.matchAll(/```sql duckdb\n(.*?)```/gs), ([, query = '']) => query);

  it('shows queries that DuckDB answers', async () => {
    const tables = join(folder, 'guide');
    expect(await run(['export', tables, '--to', 'parquet'], { root: REPOSITORY })).toMatchObject({ status: 0 });
    expect(queries.length).toBeGreaterThan(1);
    for (const query of queries) expect(await asked(query.replaceAll("'tables/", `'${tables}/`))).not.toEqual([]);
  });
});

describe('the folder of an export', () => {
  const to = async (target: string, ...more: string[]): Promise<string> => {
    const { err, status } = await run(['export', target, '--to', 'geojson', ...more]);
    return `${status} ${err.replaceAll(folder, '…')}`;
  };

  it('is refused where it holds anything, unless files of the same names may go', async () => {
    const target = join(folder, 'full');
    mkdirSync(target);
    expect(await to(target)).toBe('0 ');
    expect(await to(target)).toBe(
      '2 error: …/full is not empty\n  choose another folder, or replace its files with --force\n',
    );
    writeFileSync(join(target, 'mine.txt'), 'mine');
    expect(await to(target, '--force')).toBe('0 ');
    expect(readdirSync(target)).toEqual(['mine.txt', 'minerals.geojson']);
  });

  it('is left as it was where it cannot be written', async () => {
    expect(await to(join(folder, 'no', 'where'))).toBe(
      '2 error: cannot write …/no/where: its folder does not exist\n  choose a writable location\n',
    );
    writeFileSync(join(folder, 'file'), '');
    expect(await to(join(folder, 'file'))).toBe('2 error: …/file is a file\n  choose a folder\n');
    expect(await to(join(folder, 'file', 'inside'))).toMatch(/^2 error: cannot write …\/file\/inside: [^\n]+\n/);
    const blocked = join(folder, 'blocked');
    mkdirSync(join(blocked, 'minerals.geojson', 'x'), { recursive: true });
    expect(await to(blocked, '--force')).toMatch(/^2 error: cannot write …\/blocked\/[^\n]+: it is a folder\n/);
    expect(readdirSync(blocked)).toEqual(['minerals.geojson']);
    expect(existsSync(join(folder, 'no'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('is refused in one sentence where nobody may write', async () => {
    expect(await to('/sys/minerals')).toMatch(
      /^2 error: cannot write \/sys\/minerals: (?:permission denied|the disk is read-only)\n {2}choose a writable location\n$/,
    );
  });

  it.skipIf(process.getuid?.() === 0)('is refused in one sentence where permission is denied', async () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    expect(await to(join(locked, 'new'))).toMatch(/cannot write .*: permission denied/);
    chmodSync(locked, 0o700);
  });
});
