import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRepository } from './repository.ts';
import { BOOKSHOP, run } from './run.ts';

/** A repository whose book of 1979 was renamed on the 3rd of February, and its essays removed. */
const renamed = (): string => {
  const { folder, commit } = createRepository();
  commit('2026-02-01');
  rmSync(join(folder, 'dataset/books/essays.yaml'));
  writeFileSync(join(folder, 'dataset/books/kindred.yaml'), 'name: Another name\nform: novel\n');
  commit('2026-02-03');
  writeFileSync(join(folder, 'dataset/books/kindred.yaml'), 'name: Not committed\nform: novel\n');
  return folder;
};

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Puts a program called git before the real one, which it runs as `"$GIT" "$@"`. */
const replaceGit = (folder: string, script: string): void => {
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  const found = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFileSync(join(programs, 'git'), `#!/bin/sh\nGIT='${found}'\n${script}\n`);
  chmodSync(join(programs, 'git'), 0o755);
  vi.stubEnv('PATH', `${programs}:${process.env['PATH'] ?? ''}`);
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
      const before = await run(command, { root: BOOKSHOP });
      expect(then.status).toBe(0);
      expect(then.out).toBe(before.out);
    },
  );

  it.each([
    ['2026-02-30', '"2026-02-30" is not a date'],
    ['--all', '"--all" is not a date'],
    ['2025', 'no commit from 2025-12-31 or before'],
    // Dates that git takes for today.
    ['1969-07-20', 'no commit from 1969-07-20 or before'],
    ['0001', 'no commit from 0001-12-31 or before'],
  ])('refuses %s in a sentence', async (date, sentence) => {
    const { err, status } = await run(['list', 'books', '--known-on', date], { root: renamed() });
    expect(err).toContain(sentence);
    expect(status).toBe(2);
  });

  it('is refused where there is no history, or one that does not know the dataset', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'minerals-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(BOOKSHOP, folder, { recursive: true });
    const alone = await run(['list', 'books', '--known-on', '2026'], { root: folder });
    expect(alone.err).toMatch(/^error: .* is not in a git repository\n/);
    expect(alone.status).toBe(2);
    const { folder: project, commit } = createRepository();
    rmSync(join(project, 'dataset'), { recursive: true });
    commit('2026-01-01');
    cpSync(BOOKSHOP, join(project, 'node_modules/library'), { recursive: true });
    const inside = await run(['list', 'books', '--known-on', '2026'], { root: join(project, 'node_modules/library') });
    expect(inside.err).toMatch(/^error: .* had no records on 2026\n/);
    expect(inside.status).toBe(2);
  });

  it('says of a shallow clone that it is one', async () => {
    const { folder, commit, git } = createRepository();
    commit('2026-02-01');
    commit('2026-02-05');
    git('clone', '--quiet', '--depth=1', `file://${folder}`, join(folder, 'shallow'));
    const { err, status } = await run(['list', 'books', '--known-on', '2026-02-02'], { root: join(folder, 'shallow') });
    expect(err).toContain('git fetch --unshallow');
    expect(status).toBe(2);
  });

  it('leaves out the records of a branch that was not merged yet, and not those that were there already', async () => {
    const { folder, commit, git } = createRepository();
    const add = (id: string): void =>
      writeFileSync(join(folder, `dataset/books/${id}.yaml`), `name: ${id}\nform: novel\n`);
    commit('2026-01-01');
    git('branch', 'topic');
    add('on-main');
    commit('2026-02-01');
    git('checkout', '--quiet', 'topic');
    add('on-topic');
    commit('2026-03-01');
    git('checkout', '--quiet', 'main');
    git('merge', '--quiet', '--no-ff', '--no-commit', 'topic');
    commit('2026-05-01');
    const idsOn = async (day: string): Promise<string> =>
      (await run(['list', 'books', '--known-on', day, '--fields', 'id', '--format', 'csv'], { root: folder })).out;
    const before = await idsOn('2026-03-15');
    expect(before).toContain('on-main');
    expect(before).not.toContain('on-topic');
    expect(await idsOn('2026-05-01')).toContain('on-topic');
    // Years beyond git's range are later than all commits.
    expect(await idsOn('2999')).toContain('on-topic');
  });

  it('says that there is no repository whatever the language of the messages of git', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'minerals-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(BOOKSHOP, folder, { recursive: true });
    replaceGit(
      folder,
      'test "$LC_ALL" = C && exec "$GIT" "$@"; echo "Schwerwiegend: Kein Git-Repository" >&2; exit 128',
    );
    vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
    vi.stubEnv('LANGUAGE', 'de');
    for (const args of [['list', 'books', '--known-on', '2026'], ['diff']]) {
      const { err, status } = await run(args, { root: folder });
      expect(err).toMatch(/^error: .* is not in a git repository\n/);
      expect(status).toBe(2);
    }
  });

  it('passes on what git says from the error to the remedy', async () => {
    const { folder, commit } = createRepository();
    commit('2026-02-01');
    replaceGit(
      folder,
      "printf 'warning: a\\nfatal: dubious ownership\\nTo trust it, call:\\n\\n\\tgit config x\\n' >&2; exit 128",
    );
    const { err, status } = await run(['list', 'books', '--known-on', '2026'], { root: folder });
    expect(err).toMatch(
      /^error: git cannot read the repository of .*\n {2}fatal: dubious ownership To trust it, call: git config x\n/,
    );
    expect(status).toBe(2);
  });

  it('says what is wrong with a folder that only names a repository', async () => {
    const { folder } = createRepository();
    rmSync(join(folder, '.git'), { recursive: true });
    writeFileSync(join(folder, '.git'), 'gitdir: /gone/worktrees/one\n');
    const { err } = await run(['list', 'books', '--known-on', '2026'], { root: folder });
    expect(err).toMatch(/^error: git cannot read the repository of .*\n {2}fatal: not a git repository: \/gone/);
  });
});
