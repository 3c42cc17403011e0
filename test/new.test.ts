import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from './run.ts';
import { createBookshop } from './temporary.ts';

const made = async (folder: string, ...args: string[]) =>
  run(['new', ...args, '--dataset', 'dataset'], { workingFolder: folder });

const read = (folder: string, file: string): string => readFileSync(join(folder, 'dataset', file), 'utf8');

describe('new', () => {
  it('writes what is known, tells the rest, and leads editors to the schema', async () => {
    const folder = createBookshop();
    const { status, out, err } = await made(
      folder, 'book', 'fiasco', '--set', 'name=Fiasco: a novel', '--set', 'published=1986', '--set', 'genres=satire, fiction',
      '--set', 'lent=true', '--set', 'praise.name=Doe', '--set', 'evidence=[{supports: [published], source: gazette}]',
    ); // prettier-ignore
    expect({ status, out }).toEqual({ status: 0, out: 'File  dataset/books/fiasco.yaml\n' });
    expect(err).toBe('note: fill in the missing fields, then run: minerals validate dataset/books/fiasco.yaml\n');
    const [modeline, ...lines] = read(folder, 'books/fiasco.yaml').split('\n');
    expect(modeline).toMatch(/^# yaml-language-server: \$schema=\.\.\/.*schemas\/book\.schema\.json$/);
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([
      'name: "Fiasco: a novel"',
      'form: # What sort of book it is. One of novel, play, essay.',
      'genres: [fiction, satire]',
      'published: "1986"',
      'lent: true',
      'praise:',
      '  name: Doe',
      'evidence:',
      '  - source: gazette',
      '    supports: [published]',
      '',
    ]);
    expect(lines).toContain('# summary: What it is about.');
  });

  it('writes a record that lacks only what nobody has told', async () => {
    const folder = createBookshop();
    await made(folder, 'book', 'fiasco', '--set', 'form=novel');
    const { out } = await run(['validate', '--json', 'dataset/books/fiasco.yaml', '--dataset', 'dataset'], {
      workingFolder: folder,
    });
    const found = JSON.parse(out) as { code: string; message: string }[];
    expect(found.map(({ message }) => message)).toEqual(['the field "name" is missing', 'form has no evidence']);
  });

  it.each([
    ['a type that does not exist', ['bok', 'a'], 'unknown type "bok"\n  did you mean book?'],
    ['an id that exists', ['book', 'solaris'], 'book/solaris already exists'],
    ['an id in capitals', ['book', 'SOLARIS'], '"SOLARIS" is not a valid id'],
    ['an id that Windows reserves', ['book', 'com1'], '"com1" is not a valid id: Windows reserves this file name'],
    ['an id that is no id', ['book', 'a b'], '"a b" is not a valid id'],
    ['a way out of the folder', ['book', '../../a'], '"../../a" is not a valid id'],
    ['a line break in an id', ['book', 'a\n::error::b'], '"a\n::error::b" is not a valid id'],
    [
      'no id where nobody can be asked',
      ['book', '--set', 'name=His Master’s Voice'],
      'minerals new book his-masters-voice',
    ],
    ['a field that does not exist', ['book', 'a', '--set', 'frm=novel'], 'unknown field "frm"\n  did you mean form?'],
    ['a key that all objects have', ['book', 'a', '--set', '__proto__.a=1'], 'unknown field "__proto__"'],
    ['the same deeper', ['book', 'a', '--set', 'themes.__proto__.summary=b'], 'invalid value for themes'],
    ['a part of a list', ['book', 'a', '--set', 'evidence.source=b'], 'evidence is a list'],
    ['a value that the field cannot hold', ['book', 'a', '--set', 'form=nvel'], 'did you mean novel?'],
    ['a date that does not exist', ['book', 'a', '--set', 'published=2026-02-30'], '"2026-02-30" is not a valid date'],
    ['an escape of a terminal', ['book', 'a', '--set', 'name=\u001b[31m'], 'does not have the required format'],
    ['nesting without end', ['book', 'a', '--set', `evidence=${'['.repeat(5000)}`], 'invalid value for evidence'],
    ['no value', ['book', 'a', '--set', 'name'], 'use field=value'],
    [
      'two values for a field',
      ['book', 'a', '--set', 'name=A', '--set', 'name=B'],
      '--set name cannot be both A and B\n  set it once',
    ],
    [
      'a part and the whole',
      ['book', 'a', '--set', 'praise.name=Doe', '--set', 'praise={name: Roe}'],
      '--set cannot give both praise.name and praise',
    ],
    [
      'the whole and a part',
      ['book', 'a', '--set', 'praise={name: Roe}', '--set', 'praise.name=Doe'],
      '--set cannot give both praise and praise.name',
    ],
  ])('refuses %s', async (_, args, says) => {
    const folder = createBookshop();
    const before = readdirSync(join(folder, 'dataset'), { recursive: true });
    const { status, out, err } = await made(folder, ...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(says);
    expect(err).not.toContain('\u001b');
    expect(readdirSync(join(folder, 'dataset'), { recursive: true })).toEqual(before);
  });

  it('follows no link out of the dataset', async () => {
    const folder = createBookshop();
    mkdirSync(join(folder, 'elsewhere'));
    rmSync(join(folder, 'dataset/books'), { recursive: true });
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'dataset/books'));
    const { status, err } = await made(folder, 'book', 'a');
    expect(status).toBe(2);
    expect(err).toContain('is not a folder\n  symbolic links are not followed');
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });

  it('asks for each field on a terminal, and again where an answer will not do', async () => {
    const folder = createBookshop();
    const { status, asked } = await typed(folder, ['new', 'author'], {
      'name:': ['Bruno Schulz'],
      'born:': ['1892-13', '\u007f\u007f07'],
      'Source of born:': ['almanac'],
    });
    expect(status).toBe(0);
    expect(asked).toContain('"1892-13" is not a valid date');
    const lines = read(folder, 'authors/bruno-schulz.yaml').split('\n');
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([
      'name: Bruno Schulz',
      'born: "1892-07"',
      'evidence:',
      '  - source: almanac',
      '    supports: [born]',
      '',
    ]);
  });

  it('asks nothing on a terminal where fields are given', async () => {
    const folder = createBookshop();
    const { status, asked } = await typed(folder, ['new', 'author', 'schulz', '--set', 'name=Schulz'], {});
    expect({ status, asked }).toEqual({ status: 0, asked: '' });
    expect(read(folder, 'authors/schulz.yaml')).toContain('name: Schulz');
  });

  it('asks for the id alone where fields are given without one', async () => {
    const folder = createBookshop();
    const { status, asked } = await typed(folder, ['new', 'author', '--set', 'name=Bruno Schulz'], {});
    expect(status).toBe(0);
    expect(asked).toContain('Id');
    expect(asked).not.toContain('born');
    expect(read(folder, 'authors/bruno-schulz.yaml')).toContain('name: Bruno Schulz');
  });

  it('takes the same value twice', async () => {
    const folder = createBookshop();
    const { status } = await made(folder, 'author', 'schulz', '--set', 'name=Schulz', '--set', 'name=Schulz');
    expect(status).toBe(0);
  });

  it('writes nothing where the person gives up', async () => {
    const folder = createBookshop();
    const { status, err } = await typed(folder, ['new', 'author', 'schulz'], { 'name:': ['\u0003'] });
    expect({ status, err }).toEqual({ status: 2, err: 'error: cancelled; nothing was written\n' });
    expect(existsSync(join(folder, 'dataset/authors/schulz.yaml'))).toBe(false);
  });
});

/** Runs a command in a terminal and types these answers, each to the prompt that starts with its key; Enter to all other prompts. */
const typed = async (folder: string, args: readonly string[], answers: Readonly<Record<string, readonly string[]>>) => {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 200, rows: 40 });
  const left = Object.entries(answers).map(([question, texts]) => ({ question, texts: [...texts] }));
  let asked = '';
  // A prompt is redrawn at each key. It is answered once, and again if the answer was rejected.
  let last: string | undefined;
  output.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    asked += text;
    const [, state, question] = /([◆▲]) {2}(.*)/.exec(text.replaceAll(/\u001b\[[\d;?]*[A-Za-z]/g, '')) ?? []; // oxlint-disable-line no-control-regex -- escapes of the terminal are what is removed
    if (question === undefined || (state === '◆' && question === last)) return;
    last = question;
    const answer = left.find((each) => question.startsWith(each.question))?.texts.shift() ?? '';
    setImmediate(() => input.write(`${answer}\r`));
  });
  const result = await run([...args, '--dataset', 'dataset'], {
    workingFolder: folder,
    openTerminal: () => ({ input, output }),
  });
  return { ...result, asked };
};

describe('new with --from-text', () => {
  const HEADER =
    'url: https://example.org/a\ntitle: "A" of B: c\ndate: 2026-02\npublisher: The Gazette\nnote: long\n----\nText\n';
  const withText = async (text: string | Uint8Array, ...args: string[]) => {
    const folder = createBookshop();
    writeFileSync(join(folder, 'text.txt'), text);
    return { folder, ...(await made(folder, ...args, '--from-text', 'text.txt')) };
  };

  it('writes a source from the header of a text', async () => {
    const { folder, status, err } = await withText(HEADER, 'source', 'a');
    expect({ status, err }).toEqual({
      status: 0,
      err: 'note: fill in the missing fields, then run: minerals validate dataset/sources/a.yaml\n',
    });
    const lines = read(folder, 'sources/a.yaml')
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(lines).toEqual([
      'name: \'"A" of B: c\'',
      'title: \'"A" of B: c\'',
      'publisher: The Gazette',
      'url: https://example.org/a',
      'published: "2026-02"',
      '',
    ]);
  });

  it('reads CRLF and a byte order mark, and lets what is set go first', async () => {
    const { folder } = await withText(`\ufeff${HEADER.replaceAll('\n', '\r\n')}`, 'source', 'a', '--set', 'title=D');
    expect(read(folder, 'sources/a.yaml')).toMatch(/^title: D$/m);
    expect(read(folder, 'sources/a.yaml')).toMatch(/^url: https:\/\/example\.org\/a$/m);
  });

  it.each([
    ['an address that is none', 'url: (none in the file)', 'url is left out'],
    ['two addresses', 'url: https://a.org\nurl: https://b.org', 'url is left out'],
    ['a date that is none', 'date: consolidated to 2024', 'published is left out'],
    ['an escape of a terminal', 'publisher: a\u001b[31mb', 'publisher is left out'],
  ])('leaves out %s, and says so', async (_, line, said) => {
    const { status, err } = await withText(`title: A\n${line}\n----\nText\n`, 'source', 'a');
    expect(status).toBe(0);
    expect(err).toContain(said);
  });

  it.each<[string, string | Uint8Array]>([
    ['no header', 'Just a text.\n'],
    ['nothing', ''],
    ['a header without an end', 'title: A\nurl: https://a.org\n'],
    ['a header with prose in it', 'title: A\nsome prose\n----\n'],
    ['a header without end in sight', `title: ${'a'.repeat(20_000)}\n----\n`],
    ['bytes', Uint8Array.from({ length: 3000 }, (__, index) => index % 256)],
  ])('refuses %s', async (_, text) => {
    const { status, err, folder } = await withText(text, 'source', 'a');
    expect(status).toBe(2);
    expect(err).toContain('text.txt does not begin with a header');
    expect(existsSync(join(folder, 'dataset', 'sources', 'a.yaml'))).toBe(false);
  });

  it.each([
    ['a file that is not there', ['source', 'a', '--from-text', 'nowhere.txt'], 'no file at nowhere.txt'],
    ['a folder', ['source', 'a', '--from-text', 'dataset'], 'no file at dataset'],
    ['a type that is not cited', ['book', 'a', '--from-text', 'text.txt'], 'a text is no book'],
  ])('refuses %s', async (_, args, said) => {
    const folder = createBookshop();
    writeFileSync(join(folder, 'text.txt'), HEADER);
    const { status, err } = await made(folder, ...args);
    expect(status).toBe(2);
    expect(err).toContain(said);
  });
});
