import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Diagnostic } from '../src/core/model/diagnostic.ts';
import { checkDataset } from '../src/rules/check.ts';
import { rules } from '../src/rules/index.ts';
import { readCatalog } from '../src/node/read-catalog.ts';
import { type Fixture, readFixture } from './fixture.ts';
import { REPOSITORY, run } from './run.ts';
import { createBookshop } from './temporary.ts';

/** The fixtures of a folder. */
const fixturesIn = (folder: string) =>
  readdirSync(join(REPOSITORY, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ name, fixture: readFixture(join(REPOSITORY, folder, name)) }));

/** Fixtures for the bookshop, and for the toy diplomacy under the real schemas. */
const FIXTURES = fixturesIn('test/rules');
const DIPLOMACY = fixturesIn('test/rules/diplomacy');

/** Sources and organisations that only the fixtures of the diplomacy cite. */
const SOURCES = {
  'organisations/ministry.yaml': 'name: Ministry of Mines of Lilliput\nkind: agency\ncountry: XL\n',
  'organisations/mildendo.yaml': 'name: Province of Mildendo\nkind: subnational\ncountry: XL\n',
  'organisations/state-body.yaml': 'name: A state body of Lilliput\nkind: agency\n',
  'sources/scroll.yaml': 'name: The Scroll\ntitle: Scroll\nurl: https://example.org/scroll\nlanguage: la\n',
  'sources/herald.yaml': 'name: The Herald\ntitle: Herald\npublisher: The Herald\nkind: press\nlanguage: en\n',
  'sources/mirror.yaml': 'name: The Mirror\ntitle: Mirror\nurl: https://www.wikimili.com/en/Utopia\nlanguage: en\n',
};

/** Diagnostics of a fixture in the toy diplomacy. */
const diagnosticsInDiplomacy = async ({
  filePath: file,
  instruction: how,
  text,
}: Fixture): Promise<readonly Diagnostic[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'diplomacy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(REPOSITORY, 'test/diplomacy'), join(folder, 'dataset'), { recursive: true });
  for (const [name, content] of Object.entries({ ...SOURCES, [file]: text })) {
    const path = join(folder, 'dataset', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const due = how === 'with due' ? ['--due'] : [];
  const args = ['validate', join('dataset', file), '--json', '--dataset', 'dataset', ...due];
  const { out } = await run(args, { workingFolder: folder, root: REPOSITORY });
  return JSON.parse(out) as readonly Diagnostic[];
};

/** The bytes of a fixture, following the instruction in its first line. */
const bytesOf = ({ instruction: how, text }: Fixture): string | Uint8Array => {
  const size = Number(/^padded to (\d+) bytes$/.exec(how)?.[1] ?? 0);
  return how === 'as utf16le' ? Buffer.from(text, 'utf16le') : text + '\n'.repeat(Math.max(0, size - text.length));
};

/** Diagnostics for a fixture in the bookshop. */
const told = async (fixture: Fixture): Promise<readonly Diagnostic[]> => {
  const { filePath: file, instruction: how } = fixture;
  const extra = /^with (\S+)$/.exec(how)?.[1];
  const folder = createBookshop({
    ...(extra ? { [join('dataset', extra)]: 'name: A\nform: essay\n' } : {}),
    ...(how === 'as link' ? {} : { [join('dataset', file)]: bytesOf(fixture) }),
  });
  if (how === 'as link') symlinkSync('/etc/hostname', join(folder, 'dataset', file));
  const { out } = await run(['validate', '--json', '--dataset', 'dataset'], { workingFolder: folder });
  return JSON.parse(out) as readonly Diagnostic[];
};

describe('fixtures', () => {
  const cases = [
    ...FIXTURES.map((each) => ({ ...each, diagnosticsOf: told })),
    ...DIPLOMACY.map(({ name, fixture }) => ({
      name: `diplomacy/${name}`,
      fixture,
      diagnosticsOf: diagnosticsInDiplomacy,
    })),
  ];

  it.each(cases)('$name', async ({ fixture, diagnosticsOf }) => {
    const diagnostics = await diagnosticsOf(fixture);
    const found = diagnostics.map((each) => ({ ...each, said: `${each.message} = ${each.hint ?? ''}` }));
    const announced = fixture.expectedDiagnostics.flatMap((each) => Array.from({ length: each.count }, () => each));
    const places = (each: { readonly code: string; readonly line: number }) => `${each.line} ${each.code}`;
    expect(found.map(places)).toEqual(announced.map(places));
    for (const [index, { columns, text: says }] of announced.entries()) {
      const { column, end_column: end, said } = found[index] ?? { column: 0, end_column: 0, said: '' };
      expect(said).toContain(says);
      expect(columns === undefined ? undefined : [column, end]).toEqual(columns);
    }
  });

  it('are there for every rule', () => {
    // A removed file cannot have comments: test/file-removed.test.ts.
    const announced = new Set([
      'FILE007',
      ...[...FIXTURES, ...DIPLOMACY].flatMap(({ fixture }) => fixture.expectedDiagnostics.map(({ code }) => code)),
    ]);
    expect(rules.map(({ code }) => code).filter((code) => !announced.has(code))).toEqual([]);
  });
});

describe('a file with many problems', () => {
  /** Diagnostics for a book with this number of unknown genres. */
  const toldOf = async (count: number): Promise<readonly Diagnostic[]> => {
    const genres = Array.from(
      { length: count },
      (_, index) => `no-${String(index).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')}`,
    );
    const text = `name: A\nform: essay\ngenres:\n${genres.map((genre) => `  - ${genre}\n`).join('')}evidence: [{source: gazette, supports: [form, genres]}]\n`;
    const { out } = await run(['validate', '--json', '--dataset', 'dataset'], {
      workingFolder: createBookshop({ 'dataset/books/new.yaml': text }),
    });
    return JSON.parse(out) as readonly Diagnostic[];
  };

  it.each([
    [50, []],
    [51, ['1 more problem in this file is not listed']],
    [499, ['449 more problems in this file are not listed']],
    // The record is not checked to the end.
    [500, ['at least 450 more problems in this file are not listed']],
  ])('of %i lists the first fifty in their order, and counts the rest', async (count, rest) => {
    const found = await toldOf(count);
    const listed = found.filter(({ code }) => code === 'REF001');
    expect(listed.map(({ line }) => line)).toEqual(Array.from({ length: 50 }, (_, index) => index + 4));
    expect(found.filter(({ code }) => code !== 'REF001').map(({ message }) => message)).toEqual(rest);
  });

  it('that cannot be read as YAML counts no further than it was read', async () => {
    const text = Array.from({ length: 60 }, (_, index) => `k${index}: *none\n`).join('');
    const { out } = await run(['validate', '--json', '--dataset', 'dataset'], {
      workingFolder: createBookshop({ 'dataset/books/new.yaml': text }),
    });
    const messages = (JSON.parse(out) as readonly Diagnostic[]).map(({ message }) => message);
    expect(messages).toEqual([expect.stringMatching(/the same mistake is in at least 50 more places of this file$/)]);
  });
});

it('tells how far it is, every five hundred records', async () => {
  const folder = createBookshop(
    Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`dataset/genres/g-${index}.yaml`, `name: Genre ${index}\n`]),
    ),
  );
  const told: string[] = [];
  const { diagnostics, checkedCount: checked } = await checkDataset({
    folder: join(folder, 'dataset'),
    catalog: readCatalog(join(REPOSITORY, 'test/bookshop/schemas')),
    isSelected: () => true,
    displayPath: (path) => path,
    reportProgress: (text) => told.push(text),
  });
  expect(diagnostics).toEqual([]);
  expect(checked).toBe(1013);
  expect(told).toEqual([
    'read 500 of 1013 records',
    'read 1000 of 1013 records',
    'checked 500 of 1013 records',
    'checked 1000 of 1013 records',
  ]);
});

describe('examples', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minerals-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(REPOSITORY, 'dataset'), folder, { recursive: true });
  const catalog = readCatalog(join(REPOSITORY, 'schemas'));
  const memory = new Map();

  /** Diagnostic codes for a text as a record of the real dataset. */
  const codes = async (type: string, text: string): Promise<string[]> => {
    const id = new RegExp(catalog.type(type)?.schema.properties?.['id']?.pattern ?? '').test('example')
      ? 'example'
      : 'XX';
    const path = join(folder, catalog.type(type)?.folder ?? '', `${id}.yaml`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    const { diagnostics } = await checkDataset({
      folder,
      catalog,
      isSelected: (each) => each === path,
      displayPath: (each) => each,
      reportProgress: () => {},
      cache: memory,
    });
    rmSync(path);
    return diagnostics.map(({ code }) => code);
  };

  it.each(rules.flatMap(({ code, example }) => (example ? [{ code, ...example }] : [])))(
    '$code: the wrong one yields it and nothing else, the right one nothing',
    async ({ code, type, wrong, right }) => {
      expect(await codes(type, wrong)).toEqual([code]);
      expect(await codes(type, right)).toEqual([]);
    },
  );
});
