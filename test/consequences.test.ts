import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../src/core/model/diagnostic.ts';
import { run } from './run.ts';
import { createBookshop } from './temporary.ts';

const EVIDENCE = 'evidence:\n  - {source: gazette, supports: [form, published, genres, answers]}\n';

/** Codes, files and messages of what is wrong with a bookshop. */
const validate = async (folder: string): Promise<string[]> => {
  const { out } = await run(['validate', '--json', '--dataset', 'dataset'], { workingFolder: folder });
  return (JSON.parse(out) as readonly Diagnostic[]).map(({ code, file, message }) => `${code} ${file}: ${message}`);
};

describe('one mistake gives one finding', () => {
  it.each([
    [
      'books/solaris.yaml',
      'books/Solaris.yaml',
      /^ID002 dataset\/books\/Solaris.yaml: .*; \d+ references? in other records/,
    ],
    ['genres', 'genre', /^FILE001 dataset\/genre: .*; \d+ references in other records lead nowhere/],
    [
      'sources/almanac.yaml',
      'books/almanac.yaml',
      /^FILE008 dataset\/books\/almanac.yaml: .* type source; \d+ references/,
    ],
  ])('where %s becomes %s', async (before, after, expected) => {
    const folder = createBookshop();
    renameSync(join(folder, 'dataset', before), join(folder, 'dataset', after));
    expect(await validate(folder)).toEqual([expect.stringMatching(expected)]);
  });

  it('where a record that many refer to is missing', async () => {
    const books = Array.from({ length: 5 }, (_, index) => [
      `dataset/books/new-${'abcde'[index]}.yaml`,
      `name: Book ${'abcde'[index]}\nform: essay\npublished: "19${70 + index}"\ngenres: [westerns]\n${EVIDENCE.replace(', answers', '')}`,
    ]);
    expect(await validate(createBookshop(Object.fromEntries(books)))).toEqual([
      'REF001 dataset/books/new-a.yaml: genres refers to the genre "westerns", which does not exist; 4 more references lead to it',
    ]);
  });

  it('where the date of one record is wrong', async () => {
    const books = Array.from({ length: 5 }, (_, index) => [
      `dataset/books/new-${'abcde'[index]}.yaml`,
      `name: Book ${'abcde'[index]}\nform: essay\npublished: "1990-0${index + 1}"\nanswers: question\n${EVIDENCE.replace(', genres', '')}`,
    ]);
    const question = `name: Question\nform: essay\npublished: "1909-01"\n${EVIDENCE.replace(', genres, answers', '')}`;
    expect(
      await validate(createBookshop({ ...Object.fromEntries(books), 'dataset/books/question.yaml': question })),
    ).toEqual([
      'DATE005 dataset/books/question.yaml: the date is far from those of 5 records that refer to this one, such as dataset/books/new-a.yaml',
    ]);
  });

  it('where a key is misspelt in each entry', async () => {
    const loans = ['a', 'b', 'c'].map((name) => `  - {raeder: ${name}}\n`).join('');
    const text = `name: A\nform: essay\nloans:\n${loans}evidence:\n  - {source: gazette, supports: [form, loans]}\n`;
    const found = await validate(createBookshop({ 'dataset/books/new.yaml': text }));
    expect(found).toEqual([
      expect.stringMatching(/^SCH002 .*"raeder"; the same mistake is in 2 more places of this file$/),
    ]);
  });

  it('but few wrong references are listed one by one', async () => {
    const text = `name: A\nform: essay\ngenres: [westerns, westerns-too]\nevidence:\n  - {source: gazette, supports: [form, genres]}\n`;
    expect(await validate(createBookshop({ 'dataset/books/new.yaml': text }))).toHaveLength(2);
  });
});
