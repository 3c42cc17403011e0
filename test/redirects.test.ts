import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './run.ts';
import { createBookshop } from './temporary.ts';

/** A copy of the bookshop whose former ids are these. */
const withRedirects = (redirects: string | Uint8Array): string =>
  createBookshop({ 'dataset/redirects.yaml': redirects });

const FORMER = 'book/solaris-1961: book/solaris\nbook/nothing-1962: There is no such book.\n';

describe('a former id', () => {
  it.each([
    ['show', ['show', 'solaris-1961']],
    ['show with its type', ['show', 'book/solaris-1961']],
    ['why', ['why', 'solaris-1961', 'form']],
    ['cite', ['cite', 'solaris-1961']],
    ['timeline', ['timeline', 'solaris-1961']],
    ['compare', ['compare', 'solaris-1961', 'cyberiad']],
  ])('is followed by %s, with a note', async (_, args) => {
    const { err, status } = await run([...args, '--dataset', 'dataset'], { workingFolder: withRedirects(FORMER) });
    expect(err).toContain('note: book/solaris-1961 is now book/solaris');
    expect(status).toBe(0);
  });

  it('is followed in a filter', async () => {
    const folder = createBookshop({ 'dataset/redirects.yaml': 'author/lem-stanislaw: author/lem\n' });
    const { out, err } = await run(['query', '--author', 'lem-stanislaw', '--count', '--dataset', 'dataset'], {
      workingFolder: folder,
    });
    expect(out.trim()).toBe('3');
    expect(err).toContain('author/lem-stanislaw is now author/lem');
  });

  it('of a record that was withdrawn is answered with the reason', async () => {
    const folder = withRedirects(FORMER);
    const { err, status } = await run(['show', 'nothing-1962', '--dataset', 'dataset'], { workingFolder: folder });
    expect(err).toBe('error: book/nothing-1962 was withdrawn: There is no such book.\n');
    expect(status).toBe(1);
  });

  it('is read anew when the file changes', async () => {
    const folder = withRedirects(FORMER);
    const show = () => run(['show', 'solaris-1961', '--dataset', 'dataset'], { workingFolder: folder });
    expect((await show()).status).toBe(0);
    rmSync(join(folder, 'dataset/redirects.yaml'));
    expect((await show()).status).toBe(1);
    writeFileSync(join(folder, 'dataset/redirects.yaml'), FORMER);
    expect((await show()).status).toBe(0);
  });

  it('is the hint for a reference to it', async () => {
    const folder = createBookshop({
      'dataset/redirects.yaml': 'author/lem-stanislaw: author/lem\n',
      'dataset/books/new.yaml': 'name: A\nform: essay\nauthors: [lem-stanislaw]\n',
    });
    const { out } = await run(['validate', '--json', '--dataset', 'dataset'], { workingFolder: folder });
    const diagnostics = JSON.parse(out) as readonly { readonly code: string; readonly hint?: string }[];
    expect(diagnostics.filter(({ code }) => code === 'REF001').map(({ hint }) => hint)).toEqual([
      'it is now author/lem',
    ]);
  });
});

describe('a file of redirects that cannot be used', () => {
  const GARBAGE: readonly (readonly [defect: string, text: string | Uint8Array])[] = [
    ['is empty', ''],
    ['is a list', '- book/solaris\n'],
    ['is one text', 'book/solaris\n'],
    ['is broken YAML', 'book/solaris-1961: "book/solaris\n'],
    ['is binary', new Uint8Array([0xff, 0xfe, 0, 1, 2])],
    ['is UTF-16', Buffer.from(FORMER, 'utf16le')],
    ['nests deeply', `${'['.repeat(5000)}\n`],
    ['has keys twice', 'book/a: book/solaris\nbook/a: book/solaris\n'],
    ['has keys of objects', '__proto__: book/solaris\nconstructor: book/solaris\n'],
    ['has other types', 'book/a: 7\nbook/b: [book/solaris]\nbook/c: {a: b}\nbook/d:\n'],
    ['is too large', `book/a: ${'x'.repeat(300_000)}\n`],
  ];

  it.each(GARBAGE)('because it %s gets a diagnostic, and questions are answered all the same', async (_, text) => {
    const folder = withRedirects(text);
    const { out, status } = await run(['validate', '--json', '--dataset', 'dataset'], { workingFolder: folder });
    const diagnostics = JSON.parse(out) as readonly { readonly code: string; readonly file: string }[];
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.length).toBeLessThan(60);
    expect(new Set(diagnostics.map(({ file }) => file))).toEqual(new Set([join('dataset', 'redirects.yaml')]));
    expect(status).toBe(1);
    expect((await run(['show', 'solaris', '--dataset', 'dataset'], { workingFolder: folder })).status).toBe(0);
    expect((await run(['show', 'nothing-1962', '--dataset', 'dataset'], { workingFolder: folder })).status).toBe(1);
  });

  it('may be checked alone', async () => {
    const folder = withRedirects(FORMER);
    const args = ['validate', 'dataset/redirects.yaml', '--dataset', 'dataset'];
    expect((await run(args, { workingFolder: folder })).status).toBe(0);
    writeFileSync(join(folder, 'dataset/redirects.yaml'), 'book/a: book/none\n');
    expect((await run(args, { workingFolder: folder })).status).toBe(1);
  });
});
