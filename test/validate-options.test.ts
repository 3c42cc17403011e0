import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { BOOKSHOP, run } from './run.ts';
import { createBookshop } from './temporary.ts';

const UNTIDY =
  'form: novel\n# who\nname: A  \npublished: 1961\nevidence:\n  - {supports: [form, published], source: gazette}\n';
const TIDY =
  '# who\nname: A\nform: novel\npublished: "1961"\nevidence:\n  - {source: gazette, supports: [form, published]}\n';
const WRONG = 'name: A\nform: novl\nlent: true\nevidence:\n  - {source: gazette, supports: [form]}\n';

const validated = async (folder: string, ...args: string[]) =>
  run(['validate', '--dataset', 'dataset', ...args], { workingFolder: folder });
const codesIn = (out: string): string[] => (JSON.parse(out) as { code: string }[]).map(({ code }) => code);
const at = (folder: string, file: string): string => join(folder, 'dataset', file);

describe('which diagnostics', () => {
  const files = { 'dataset/books/new.yaml': WRONG };

  it.each([
    [[], ['SCH004', 'EVI001'], 1],
    [['--only', 'SCH004'], ['SCH004'], 1],
    [['--only', 'sch004,EVI001'], ['SCH004', 'EVI001'], 1],
    [['--skip', 'SCH004'], ['EVI001'], 1],
    [['--skip', 'SCH004', '--skip', 'EVI001'], [], 0],
    [['--only', 'REF001', '--fail-on', 'warning'], [], 0],
    [['--fail-on', 'warning'], ['SCH004', 'EVI001'], 1],
  ])('%j', async (args, codes, status) => {
    const result = await validated(createBookshop(files), '--json', ...args);
    expect(codesIn(result.out)).toEqual(codes);
    expect(result.status).toBe(status);
  });

  it('lists what is checked', async () => {
    const { out, status } = await run(['validate', '--rules']);
    expect(out).toMatch(/^REF001 +error +a reference to a record that does not exist$/m);
    expect(status).toBe(0);
    expect(codesIn((await run(['validate', '--rules', '--json'])).out)).toContain('EXC002');
  });

  it.each([
    [['--only', 'REF01'], 'no rule has the code "REF01"\n  did you mean REF001?'],
    [['--skip', '\u001b[31m'], 'no rule has the code'],
    [['--fail-on', 'info'], '--fail-on cannot be "info"\n  choices: error, warning'],
    [['--rules', '--format', 'sarif'], 'this cannot be printed as sarif'],
  ])('refuses %j', async (args, says) => {
    const { err, status, out } = await validated(createBookshop(), ...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(says);
    expect(err).not.toContain('\u001b');
  });
});

describe('exceptions', () => {
  const exception = (more: string): string =>
    `- file: books/new.yaml\n  code: SCH004\n  reason: asked\n  until: "2026-11-22"\n${more}`;
  const files = { 'dataset/books/new.yaml': WRONG };

  it('let pass what they name, to the end of their last day', async () => {
    const folder = createBookshop({ ...files, 'dataset-exceptions.yaml': exception('') });
    expect(codesIn((await validated(folder, '--json')).out)).toEqual(['EVI001']);
    const tomorrow = { workingFolder: folder, env: { MINERALS_NOW: '2026-11-23' } };
    expect(codesIn((await run(['validate', '--json', '--dataset', 'dataset'], tomorrow)).out)).toEqual([
      'EXC002',
      'EVI001',
    ]);
  });

  it('tell one defect of several by its path', async () => {
    const folder = createBookshop({ ...files, 'dataset-exceptions.yaml': exception('  path: /lent\n') });
    expect(codesIn((await validated(folder, '--json')).out)).toEqual(['EXC001', 'SCH004', 'EVI001']);
  });

  it('are not looked at for files that are not asked for', async () => {
    const folder = createBookshop({
      ...files,
      'dataset-exceptions.yaml': '- {file: books/solaris.yaml, code: REF001, reason: a, until: "2027-01-01"}\n',
    });
    expect(codesIn((await validated(folder, '--json', 'dataset/books/new.yaml')).out)).toEqual(['SCH004', 'EVI001']);
  });

  it.each([
    ['no list', 'file: a\n', ['SCH003']],
    ['not YAML', '- "a\n', ['YAML001']],
    ['nesting without end', '['.repeat(5000), ['YAML004']],
    [
      'a way out of the folder',
      '- {file: ../../../etc/passwd, code: REF001, reason: a, until: "2027-01-01"}\n',
      ['EXC001'],
    ],
    [
      'a key that all objects have',
      '- {__proto__: 1, file: a, code: REF001, reason: a, until: "2027-01-01"}\n',
      ['SCH002'],
    ],
  ])('are refused where they are %s', async (_, text, codes) => {
    expect(codesIn((await validated(createBookshop({ 'dataset-exceptions.yaml': text }), '--json')).out)).toEqual(
      codes,
    );
  });

  it('are not read through a link', async () => {
    const folder = createBookshop({ elsewhere: exception('') });
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'dataset-exceptions.yaml'));
    expect(codesIn((await validated(folder, '--json')).out)).toEqual(['FILE002']);
  });
});

describe('mending', () => {
  it('writes what is safe to write, keeps the mode, and tells what is left', async () => {
    const folder = createBookshop({ 'dataset/books/new.yaml': UNTIDY, 'dataset/books/wrong.yaml': WRONG });
    chmodSync(at(folder, 'books/new.yaml'), 0o640);
    const { err, status, out } = await validated(folder, '--fix', '--json', 'dataset/books');
    expect(codesIn(out)).toEqual(['SCH004', 'EVI001']);
    expect({ err, status }).toEqual({ err: 'note: formatted dataset/books/new.yaml\n', status: 1 });
    expect(readFileSync(at(folder, 'books/new.yaml'), 'utf8')).toBe(TIDY);
    expect(statSync(at(folder, 'books/new.yaml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(at(folder, 'books')).filter((file) => file.startsWith('.'))).toEqual([]);
  });

  it('touches only what is asked for, and nothing twice', async () => {
    const folder = createBookshop({ 'dataset/books/new.yaml': UNTIDY, 'dataset/books/other.yaml': UNTIDY });
    await validated(folder, '--fix', 'dataset/books/new.yaml');
    expect(readFileSync(at(folder, 'books/other.yaml'), 'utf8')).toBe(UNTIDY);
    const { ino } = statSync(at(folder, 'books/new.yaml'));
    await validated(folder, '--fix', 'dataset/books/new.yaml');
    expect(statSync(at(folder, 'books/new.yaml')).ino).toBe(ino);
  });

  it('only tells with fmt --check', async () => {
    const folder = createBookshop({ 'dataset/books/new.yaml': UNTIDY });
    const formatted = async (...args: string[]) =>
      run(['fmt', '--json', '--dataset', 'dataset', 'dataset/books', ...args], { workingFolder: folder });
    expect(await formatted('--check')).toMatchObject({ out: '[\n  "dataset/books/new.yaml"\n]\n', status: 1 });
    expect(readFileSync(at(folder, 'books/new.yaml'), 'utf8')).toBe(UNTIDY);
    expect(await formatted()).toMatchObject({ out: '[\n  "dataset/books/new.yaml"\n]\n', status: 0 });
    expect(await formatted('--check')).toMatchObject({ out: '[]\n', status: 0 });
    expect(readFileSync(at(folder, 'books/new.yaml'), 'utf8')).toBe(TIDY);
  });

  it('says what it could not read', async () => {
    const folder = createBookshop({ 'dataset/books/broken.yaml': 'name: "A\n' });
    const { err, status } = await run(['fmt', '--check', '--dataset', 'dataset'], { workingFolder: folder });
    expect(status).toBe(1);
    expect(err).toContain('note: skipped, not readable: dataset/books/broken.yaml\n');
  });

  it('leaves links, and what is not UTF-8, as they are', async () => {
    const latin = Buffer.from('form: novel\nname: \u00e9\n', 'latin1');
    const folder = createBookshop({ elsewhere: UNTIDY, 'dataset/books/latin.yaml': latin });
    symlinkSync(join(folder, 'elsewhere'), at(folder, 'books/link.yaml'));
    mkdirSync(join(folder, 'outside'));
    writeFileSync(join(folder, 'outside/a.yaml'), UNTIDY);
    rmSync(at(folder, 'shelves'), { recursive: true });
    symlinkSync(join(folder, 'outside'), at(folder, 'shelves'));
    await run(['fmt', '--dataset', 'dataset'], { workingFolder: folder });
    expect(lstatSync(at(folder, 'books/link.yaml')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe(UNTIDY);
    expect(readFileSync(join(folder, 'outside/a.yaml'), 'utf8')).toBe(UNTIDY);
    expect(readFileSync(at(folder, 'books/latin.yaml'))).toEqual(latin);
    expect(
      await run(['fmt', 'dataset/books/link.yaml', '--dataset', 'dataset'], { workingFolder: folder }),
    ).toMatchObject({
      status: 2,
    });
  });

  it('finds a file in a folder whose name has blanks and line breaks', async () => {
    const folder = createBookshop({ 'a b\n::error::c/dataset/books/new.yaml': UNTIDY });
    const { out, err, status } = await run(['fmt', 'a b\n::error::c/dataset'], { workingFolder: folder });
    expect(status).toBe(0);
    expect(`${out}${err}`.split('\n').some((line) => line.startsWith('::'))).toBe(false);
    expect(readFileSync(join(folder, 'a b\n::error::c/dataset/books/new.yaml'), 'utf8')).toBe(TIDY);
  });
});

describe('the dataset of an installed package', () => {
  it.each([
    [['fmt'], 2],
    [['validate', '--fix'], 2],
    [['new', 'book', 'new'], 2],
    [['fmt', '--check', 'dataset/books'], 0],
    [['fmt', '--dataset', 'dataset', 'dataset/books'], 0],
  ])('is not changed by %j', async (args, status) => {
    const root = createBookshop({ 'package.json': '{"version": "1.0.0"}' });
    cpSync(join(BOOKSHOP, 'schemas'), join(root, 'schemas'), { recursive: true });
    const { err, ...result } = await run(args, { root, workingFolder: root });
    expect(result.status).toBe(status);
    expect(err.includes('cannot change the dataset')).toBe(status === 2);
  });
});

describe('a path without --dataset', () => {
  it('belongs to the dataset around it', async () => {
    const folder = createBookshop({ 'dataset/books/new.yaml': WRONG });
    const { out } = await run(['validate', '--json', at(folder, 'books/new.yaml')]);
    expect(codesIn(out)).toEqual(['SCH004', 'EVI001']);
  });
});

describe('what is told of a path', () => {
  it('in a folder of no type is told with the folder', async () => {
    const folder = createBookshop({ 'dataset/books/old/new.yaml': WRONG });
    const { out, status } = await validated(folder, '--json', 'dataset/books/old/new.yaml');
    expect(JSON.parse(out)).toMatchObject([{ code: 'FILE001', file: 'dataset/books/old' }]);
    expect(status).toBe(1);
  });

  it('that is a link to nowhere is that it is a link', async () => {
    const folder = createBookshop();
    symlinkSync('nowhere', at(folder, 'books/new.yaml'));
    expect(codesIn((await validated(folder, '--json', 'dataset/books/new.yaml')).out)).toEqual(['FILE002']);
  });

  it('in another dataset than the one that is named is refused', async () => {
    const folder = createBookshop({ 'other/books/new.yaml': WRONG });
    const { err, status } = await validated(folder, 'other/books/new.yaml');
    expect([err, status]).toEqual([expect.stringContaining('is not in the dataset'), 2]);
  });

  it('that repeats an older record is that it does, whichever of the two comes first', async () => {
    const folder = createBookshop();
    cpSync(at(folder, 'books/solaris.yaml'), at(folder, 'books/a-copy.yaml'));
    const whole = JSON.parse((await validated(folder, '--json')).out) as unknown;
    expect(whole).toMatchObject([{ code: 'DUP001', file: 'dataset/books/solaris.yaml' }]);
    const part = JSON.parse((await validated(folder, '--json', 'dataset/books/a-copy.yaml')).out) as unknown;
    expect(part).toMatchObject([{ code: 'DUP001', file: 'dataset/books/a-copy.yaml' }]);
  });

  it('in a circle is told once, of its last record', async () => {
    const book = (succeeds: string): string =>
      `name: A ${succeeds}\nform: essay\nsucceeds: [${succeeds}]\nevidence: [{source: gazette, supports: [form, succeeds]}]\n`;
    const folder = createBookshop({ 'dataset/books/one.yaml': book('two'), 'dataset/books/two.yaml': book('one') });
    const told = async (...args: string[]): Promise<unknown> =>
      JSON.parse((await validated(folder, '--json', ...args)).out);
    expect(await told()).toMatchObject([{ code: 'REF002', file: 'dataset/books/two.yaml' }]);
    expect(await told('dataset/books/one.yaml')).toMatchObject([{ code: 'REF002', file: 'dataset/books/one.yaml' }]);
  });

  it('is what else the folders hold', async () => {
    const folder = createBookshop();
    rmSync(at(folder, 'README.md'));
    mkdirSync(at(folder, 'README.md'));
    expect(codesIn((await validated(folder, '--json')).out)).toEqual(['FILE001']);
  });
});

describe('files of 600 megabytes', () => {
  it.each(['dataset/books/big.yaml', 'dataset/books/big.bin', 'dataset-exceptions.yaml'])(
    'are refused at once: %s',
    async (file) => {
      const folder = createBookshop({ [file]: '' });
      truncateSync(join(folder, file), 600_000_000);
      const { out, status } = await validated(folder, '--json');
      expect(codesIn(out)).toEqual([file.endsWith('.bin') ? 'FILE001' : 'FILE003']);
      expect(status).toBe(1);
      expect((await run(['fmt', '--check', '--dataset', 'dataset'], { workingFolder: folder })).status).toBeLessThan(2);
    },
  );
});

describe('what data makes long', () => {
  it('is cut in what is told of it', async () => {
    const long = 'x'.repeat(30_000);
    const text = `name: A\nform: ${long}\ngenres: [${long}]\n"${long.slice(0, 1000)}": 1\nevidence: [{source: ${long}, supports: [${long}]}]\n`;
    const { out } = await validated(createBookshop({ 'dataset/books/new.yaml': text }), '--json');
    const found = JSON.parse(out) as { message: string; hint?: string }[];
    expect(found.length).toBeGreaterThan(3);
    expect(Math.max(...found.map(({ message, hint = '' }) => Math.max(message.length, hint.length)))).toBeLessThan(310);
  });
});

describe('watching', () => {
  it('goes on when the dataset is gone and comes back', async () => {
    const folder = createBookshop();
    const stop = new AbortController();
    const notes: string[] = [];
    const steps = [
      () => renameSync(join(folder, 'dataset'), join(folder, 'away')),
      () => renameSync(join(folder, 'away'), join(folder, 'dataset')),
      () => stop.abort(),
    ];
    await run(['validate', '--watch', '--dataset', 'dataset'], {
      workingFolder: folder,
      interruptSignal: stop.signal,
      err: (text) => {
        if (!text.includes('record') && !text.includes('exist')) return;
        notes.push(text);
        setTimeout(() => steps[notes.length - 1]?.(), 20);
      },
    });
    expect(notes).toEqual([
      'note: 13 records are valid\n',
      expect.stringContaining('cannot be read: it does not exist'),
      'note: 13 records are valid\n',
    ]);
  });

  it.each([
    ['a folder', 'dataset/books'],
    ['the dataset', 'dataset'],
    ['the folder around it', '.'],
  ])('sees changes in %s that was removed and created again', { timeout: 20_000 }, async (_, part) => {
    const outer = createBookshop();
    const folder = join(outer, 'inner');
    const stop = new AbortController();
    const copy = join(outer, 'copy');
    mkdirSync(folder);
    cpSync(join(outer, 'dataset'), join(folder, 'dataset'), { recursive: true });
    const replace = (): void => {
      cpSync(join(folder, part), copy, { recursive: true });
      rmSync(join(folder, part), { recursive: true });
      cpSync(copy, join(folder, part), { recursive: true });
    };
    const broken = vi.fn<() => void>();
    await run(['validate', '--watch', '--json', '--dataset', 'dataset'], {
      workingFolder: folder,
      interruptSignal: AbortSignal.any([stop.signal, AbortSignal.timeout(15_000)]),
      out: (text) => {
        if (codesIn(text).includes('SCH004')) {
          broken();
          stop.abort();
        } else if (!existsSync(copy)) {
          setTimeout(replace, 20);
          // Wait until the effects of the restored folder are over.
          setTimeout(() => writeFileSync(at(folder, 'books/new.yaml'), WRONG), 3000);
        }
      },
    });
    expect(broken).toHaveBeenCalledOnce();
  });

  it('checks again after each change, until interrupted', async () => {
    const folder = createBookshop();
    const stop = new AbortController();
    const answers: string[][] = [];
    /** Changes to the files, one after each validation. */
    const steps = [
      () => writeFileSync(at(folder, 'books/new.yaml'), WRONG),
      () => writeFileSync(at(folder, 'books/new.yaml'), WRONG.replace('novl', 'novel')),
      () =>
        writeFileSync(
          join(folder, 'dataset-exceptions.yaml'),
          '- {file: books/new.yaml, code: EVI001, reason: a, until: "2027-01-01"}\n',
        ),
      () => rmSync(at(folder, 'books/new.yaml')),
      () => rmSync(join(folder, 'dataset-exceptions.yaml')),
      () => stop.abort(),
    ];
    const { status } = await run(['validate', '--watch', '--json', '--dataset', 'dataset'], {
      workingFolder: folder,
      interruptSignal: stop.signal,
      out: (text) => {
        answers.push(codesIn(text));
        setTimeout(() => steps[answers.length - 1]?.(), 20);
      },
    });
    expect(answers).toEqual([[], ['SCH004', 'EVI001'], ['EVI001'], [], ['EXC001'], []]);
    expect(status).toBe(0);
  });
});

describe('an explanation', () => {
  it('keeps its examples as they stand, also in a document', async () => {
    const { out } = await run(['explain', 'REF001', '--format', 'markdown']);
    expect(out).toContain('\n## Wrong\n\n```yaml\nname: A meeting\ncountry: QQ\nevidence: [{');
    expect(out).toMatch(/\n## Right\n\n```yaml\n[^`]+\n```\n$/);
  });
});

describe('another repository', () => {
  const validateIn = (folder: string, ...args: string[]) =>
    run(['validate', '--json', ...args], { workingFolder: folder });

  it('has its own dataset checked, also from a folder inside it', async () => {
    const folder = createBookshop({ 'dataset/books/wrong.yaml': WRONG, 'docs/notes.txt': '' });
    for (const place of [folder, join(folder, 'docs')]) {
      const { out, status } = await validateIn(place);
      expect({ files: filesIn(out), status }).toEqual({ files: ['wrong.yaml'], status: 1 });
    }
  });

  it('does not matter if a dataset is named', async () => {
    const folder = createBookshop({ 'dataset/books/wrong.yaml': WRONG });
    expect((await validateIn(folder, '--dataset', join(BOOKSHOP, 'dataset'))).status).toBe(0);
  });

  it('has records created and formatted', async () => {
    const folder = createBookshop();
    const { out } = await run(['new', 'book', 'fiasco'], { workingFolder: folder });
    expect(out).toContain('dataset/books/fiasco.yaml');
    expect(existsSync(at(folder, 'books/fiasco.yaml'))).toBe(true);
  });
});

const filesIn = (out: string): string[] => [
  ...new Set((JSON.parse(out) as { file: string }[]).map(({ file }) => file.replace(/.*\//, ''))),
];

it('names ten unreadable files when it formats, and counts the others', async () => {
  const names = Array.from({ length: 25 }, (_, index) => `dataset/books/broken-${index}.yaml`);
  const folder = createBookshop(Object.fromEntries(names.map((name) => [name, 'name: "\n'])));
  const { err, status } = await run(['fmt', '--dataset', 'dataset'], { workingFolder: folder });
  const notes = err.split('\n').filter((line) => line.includes('not readable'));
  expect(notes).toHaveLength(11);
  expect(notes.at(-1)).toBe('note: skipped, not readable: 15 more files; minerals validate says why');
  expect(status).toBe(1);
});
