import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { repository } from './repository.ts';
import { LIBRARY, run } from './run.ts';

/** A repository whose book of 1979 was renamed on the 3rd of February, and its essays removed. */
const renamed = (): string => {
  const { folder, commit } = repository();
  commit('2026-02-01');
  rmSync(join(folder, 'dataset/books/essays.yaml'));
  writeFileSync(join(folder, 'dataset/books/kindred.yaml'), 'name: Another name\nform: novel\n');
  commit('2026-02-03');
  writeFileSync(join(folder, 'dataset/books/kindred.yaml'), 'name: Not committed\nform: novel\n');
  return folder;
};

describe('--known-on', () => {
  it('answers as the dataset stood at the end of that day', async () => {
    const root = renamed();
    const names = async (...args: string[]): Promise<unknown> => {
      const { out } = await run([...args, '--json'], { root });
      return (JSON.parse(out) as { name: string }[]).map(({ name }) => name);
    };
    expect(await names('list', 'books', '--known-on', '2026-02-02', '--fields', 'name')).toContain('Undated essays');
    expect(await names('query', '--form', 'novel', '--known-on', '2026-02-02', '--fields', 'name')).toContain(
      'Kindred',
    );
    expect(await names('query', '--form', 'novel', '--known-on', '2026-02-03', '--fields', 'name')).toContain(
      'Another name',
    );
    expect(await names('query', '--form', 'novel', '--known-on', '2026', '--fields', 'name')).toContain('Another name');
    expect(await names('query', '--form', 'novel', '--fields', 'name')).toContain('Not committed');
    expect(await names('search', 'essays', '--known-on', '2026-02-02')).toContain('Undated essays');
  });

  it.each([['show', 'Kindred'], ['why', 'kindred'], ['conflicts'], ['stats', '--by', 'form'], ['timeline', 'kindred']])(
    'is understood by %s',
    async (...command) => {
      const root = renamed();
      const then = await run([...command, '--known-on', '2026-02-01'], { root });
      const before = await run(command, { root: LIBRARY });
      expect(then.status).toBe(0);
      expect(then.out).toBe(before.out);
    },
  );

  it.each([
    ['2026-02-30', '"2026-02-30" is no date'],
    ['--all', '"--all" is no date'],
    ['2025', 'no commit from 2025-12-31 or before'],
  ])('refuses %s in a sentence', async (date, sentence) => {
    const { err, status } = await run(['list', 'books', '--known-on', date], { root: renamed() });
    expect(err).toContain(sentence);
    expect(status).toBe(2);
  });

  it('is refused where there is no history, or one that does not know the dataset', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'minerals-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(LIBRARY, folder, { recursive: true });
    const alone = await run(['list', 'books', '--known-on', '2026'], { root: folder });
    expect(alone.err).toMatch(/^error: .* is in no git repository\n/);
    expect(alone.status).toBe(2);
    const { folder: project, commit } = repository();
    rmSync(join(project, 'dataset'), { recursive: true });
    commit('2026-01-01');
    cpSync(LIBRARY, join(project, 'node_modules/library'), { recursive: true });
    const inside = await run(['list', 'books', '--known-on', '2026'], { root: join(project, 'node_modules/library') });
    expect(inside.err).toMatch(/^error: .* held no record on 2026\n/);
    expect(inside.status).toBe(2);
  });

  it('says of a shallow clone that it is one', async () => {
    const { folder, commit, git } = repository();
    commit('2026-02-01');
    commit('2026-02-05');
    git('clone', '--quiet', '--depth=1', `file://${folder}`, join(folder, 'shallow'));
    const { err, status } = await run(['list', 'books', '--known-on', '2026-02-02'], { root: join(folder, 'shallow') });
    expect(err).toContain('git fetch --unshallow');
    expect(status).toBe(2);
  });
});
