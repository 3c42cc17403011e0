import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { parse as parseCsv } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../src/node/read-table.ts';
import { findSchemaErrors } from './output-schemas.ts';
import { run, type RunResult } from './run.ts';
import { createBookshop } from './temporary.ts';

const TWINS = {
  'dataset/books/other-solaris.yaml': 'name: Twin\naliases: [The Twin]\n',
  'dataset/authors/twin.yaml': 'name: Twin\n',
  'dataset/redirects.yaml': 'book/old-solaris: book/solaris\nbook/lost: it was never written\n',
};

/** Resolves the names in a file with this content. */
const resolveFile = async (content: string | Uint8Array, ...options: string[]): Promise<RunResult> => {
  const folder = createBookshop({ ...TWINS, 'names.csv': content });
  return run(['resolve', 'names.csv', ...options, '--dataset', 'dataset'], { workingFolder: folder });
};

interface Resolved {
  readonly row: number;
  readonly input: string;
  readonly match: string;
  readonly type: string | null;
  readonly id: string | null;
  readonly candidates: readonly string[];
  readonly note: string | null;
}

const readData = ({ out }: RunResult): Resolved[] => {
  expect(findSchemaErrors('resolve', out)).toEqual([]);
  return JSON.parse(out) as Resolved[];
};

const inputs = async (content: string | Uint8Array, ...options: string[]): Promise<unknown[]> =>
  readData(await resolveFile(content, ...options, '--json')).map(({ input, id }) => [input, id]);

describe('resolve', () => {
  it('says of each name which record it means, and how it was found', async () => {
    const names = ['Solaris', 'book/solaris', 'SOLARIS', 'Solariss', 'old-solaris', 'lost', 'Twin', 'Nothing', ''];
    const result = await resolveFile(`name,year\n${names.map((name) => `${name},1\n`).join('')}`, '--json');
    expect(readData(result).map(({ row, match, type, id }) => [row, match, type, id])).toEqual([
      [2, 'exact', 'book', 'solaris'],
      [3, 'exact', 'book', 'solaris'],
      [4, 'exact', 'book', 'solaris'],
      [5, 'corrected', 'book', 'solaris'],
      [6, 'redirected', 'book', 'solaris'],
      [7, 'unknown', null, null],
      [8, 'ambiguous', null, null],
      [9, 'unknown', null, null],
      [10, 'empty', null, null],
    ]);
    const [, , , , redirected, lost, twin] = readData(result);
    expect(redirected?.note).toBe('book/old-solaris is now book/solaris');
    expect(lost?.note).toBe('book/lost was withdrawn: it was never written');
    expect(twin?.candidates.toSorted()).toEqual(['author/twin', 'book/other-solaris']);
    expect([result.status, result.err]).toEqual([1, 'note: 3 of 9 names not resolved: see the column match\n']);
  });

  it('keeps the other columns of the file in a spreadsheet', async () => {
    const { out, status } = await resolveFile('year,book,year\n1961,Solaris,x\n1965,Cyberiad\n', '--format', 'csv');
    const [header, ...rows] = parseCsv(out);
    expect(header?.slice(0, 6)).toEqual(['row', 'input', 'match', 'type', 'id', 'name']);
    expect(header?.slice(-2)).toEqual(['input_year', 'input_year']);
    expect(rows.map((row) => [row[1], row[4], ...row.slice(-2)])).toEqual([
      ['Solaris', 'solaris', '1961', 'x'],
      ['Cyberiad', expect.any(String), '1965', ''],
    ]);
    expect([0, 1]).toContain(status);
  });

  it('exits with 0 if every name is resolved', async () => {
    expect(await resolveFile('Solaris\n')).toMatchObject({ status: 0, err: '' });
  });

  it('reads a list without a header, unless its first line is no name', async () => {
    expect(await inputs('Solaris\nTwin\n', '--type', 'book')).toEqual([
      ['Solaris', 'solaris'],
      ['Twin', 'other-solaris'],
    ]);
    expect(await inputs('Novel\nSolaris\n')).toEqual([['Solaris', 'solaris']]);
    expect(await inputs('Nothing\nSolaris\n', '--no-header')).toEqual([
      ['Nothing', null],
      ['Solaris', 'solaris'],
    ]);
  });

  it('takes the column that is asked for, by header or number', async () => {
    const table = 'Title;Name\nSolaris;Twin\n';
    expect(await inputs(table)).toEqual([['Twin', null]]);
    expect(await inputs(table, '--column', 'title')).toEqual([['Solaris', 'solaris']]);
    expect(await inputs(table, '--column', '1')).toEqual([['Solaris', 'solaris']]);
    const { err, status } = await resolveFile(table, '--column', 'Titel');
    expect([status, err]).toEqual([2, 'error: the file has no column "Titel"\n  did you mean Title?\n']);
  });

  it.each([
    ['a byte order mark and CRLF', Buffer.from('\ufeffname,x\r\n"Solaris",1\r\n')],
    ['semicolons', Buffer.from('name;x\nSolaris;1,5\n')],
    ['tabs', Buffer.from('name\tx\nSolaris\t"a, b"\n')],
    ['UTF-16', Buffer.from('\ufeffname\tx\r\nSolaris\t1\r\n', 'utf16le')],
    ['quotation marks within a text', Buffer.from('name,x\nSolaris,5" pipe\n')],
    ['short and empty lines', Buffer.from('name,x\n\nSolaris\n')],
  ])('reads a file with %s', async (_, content) => {
    expect(await inputs(content)).toEqual([['Solaris', 'solaris']]);
  });

  it('reads what a spreadsheet wrote in Windows-1252, and says so', async () => {
    const result = await resolveFile(Buffer.from('name\nL\u00e9m\n', 'latin1'), '--json');
    expect(readData(result)[0]?.input).toBe('Lém');
    expect(result.err).toContain('note: the file is not UTF-8; it was read as Windows-1252\n');
  });

  it.each([
    ['an open quotation mark', 'name\n"Solaris\n', 'is not valid CSV'],
    ['bytes that are no text', Buffer.from([0x6e, 0, 1, 2, 0x0a]), 'is not a text file'],
  ])('refuses %s', async (_, content, problem) => {
    const { err, status, out } = await resolveFile(content);
    expect([status, out, err]).toEqual([2, '', expect.stringContaining(`error: names.csv ${problem}`)]);
  });

  it('refuses a file that is missing or a folder', async () => {
    const folder = createBookshop();
    const refused = (name: string): Promise<RunResult> =>
      run(['resolve', name, '--dataset', 'dataset'], { workingFolder: folder });
    expect(await refused('nowhere.csv')).toMatchObject({ status: 2, err: expect.stringContaining('no file at') });
    expect(await refused('dataset')).toMatchObject({ status: 2, err: expect.stringContaining('it is a folder') });
  });

  it('reads stdin, unless that is a terminal', async () => {
    const output = new Writable();
    const openPipes = () => ({ input: Readable.from([Buffer.from('name\nSol'), Buffer.from('aris\n')]), output });
    const { out } = await run(['resolve', '-', '--json'], { openPipes });
    expect((JSON.parse(out) as Resolved[]).map(({ id }) => id)).toEqual(['solaris']);
    const { err, status } = await run(['resolve', '-']);
    expect([status, err]).toEqual([2, expect.stringContaining('error: resolve - reads a CSV from another program\n')]);
  });

  it('answers an empty file with an empty list', async () => {
    expect(await resolveFile('', '--json')).toMatchObject({ out: '[]\n', status: 0, err: '' });
  });

  it('resolves a hundred thousand names in seconds', async () => {
    const folder = createBookshop();
    writeFileSync(join(folder, 'names.csv'), `name\n${'Solaris\nKindred\nNothing at all\n'.repeat(33_000)}`);
    const { out } = await run(['resolve', 'names.csv', '--format', 'csv', '--dataset', 'dataset'], {
      workingFolder: folder,
    });
    expect(out.split('\n')).toHaveLength(99_002);
  }, 20_000);
});

it('reads any rows back that a CSV writer wrote', () => {
  const cell = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0') && text.isWellFormed());
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.constantFrom(',', ';', '\t'), (table, delimiter) => {
      const quoted = table.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter));
      expect(readTable(Buffer.from(quoted.join('\r\n')), 'x').rows).toEqual(table);
    }),
  );
});

it('reads any bytes or refuses them in a sentence', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        expect(Array.isArray(readTable(bytes, 'x').rows)).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ name: 'UserError', message: expect.stringMatching(/^x is not /) });
      }
    }),
    { numRuns: 500 },
  );
});
