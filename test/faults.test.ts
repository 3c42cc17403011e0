import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRepository } from './repository.ts';
import { run } from './run.ts';
import { createBookshop } from './temporary.ts';

describe('search in scripts without spaces', () => {
  const folder = (): string =>
    createBookshop({
      'dataset/genres/korean.yaml': 'name: Minerals\nnote: 핵심광물협력\n',
      'dataset/genres/japanese.yaml': 'name: Rare\nnote: 重要なレアアースの供給\n',
      'dataset/genres/arabic.yaml': 'name: Ore\nnote: والمعادن\n',
      'dataset/genres/chinese.yaml': 'name: Earth\nnote: 关于稀土的谅解备忘录\n',
      'dataset/genres/cyrillic.yaml': 'name: литий\n',
    });
  const search = async (words: string): Promise<string[]> => {
    const { out } = await run(['search', words, '--json', '--dataset', 'dataset'], { workingFolder: folder() });
    return (JSON.parse(out) as { id: string }[]).map(({ id }) => id);
  };

  it.each([
    ['광물', 'korean'],
    ['レアアース', 'japanese'],
    ['معادن', 'arabic'],
    ['稀土', 'chinese'],
    ['литий', 'cyrillic'],
  ])('finds %s within a text', async (word, id) => {
    expect(await search(word)).toEqual([id]);
  });

  it.each(['秘鲁', '광산', 'литы', 'メアリ'])('finds nothing that only sounds like %s', async (word) => {
    expect(await search(word)).toEqual([]);
  });
});

it('names files in a subfolder by their paths in the repository', async () => {
  const { folder } = createRepository();
  const events = join(folder, 'data', 'dataset', 'books');
  mkdirSync(events, { recursive: true });
  writeFileSync(
    join(events, 'a.yaml'),
    'name: A\nform: essay\nfrom: Lima\nevidence:\n  - {source: x, supports: [form]}\n',
  );
  const validate = async (format: string, env = {}): Promise<string> => {
    const args = ['validate', '--format', format, '--dataset', 'dataset'];
    return (await run(args, { workingFolder: join(folder, 'data'), env })).out;
  };
  expect(await validate('github')).toMatch(/::error file=data\/dataset\/books\/a.yaml,/);
  expect(await validate('sarif')).toContain('"uri": "data/dataset/books/a.yaml"');
  expect(await validate('github', { GITHUB_WORKSPACE: join(folder, 'data') })).toMatch(
    /::error file=dataset\/books\/a.yaml,/,
  );
  expect(await validate('pretty')).toMatch(/^dataset\/books\/a.yaml:/);
});

it('says how values differ that look the same', async () => {
  const { folder, commit } = createRepository();
  const book = join(folder, 'dataset', 'genres', 'poetry.yaml');
  writeFileSync(book, 'name: Perú\nnote: "2026"\n');
  commit('2026-02-01');
  writeFileSync(book, 'name: Peru\u0301\nnote: 2026\n');
  const { out } = await run(['diff'], { root: folder, workingFolder: folder });
  expect(out).toContain('name: Perú → Peru\u0301 (the same letters in other characters: U+00FA → U+0075 U+0301)');
  expect(out).toContain('note: 2026 → 2026 (string → number)');
});
