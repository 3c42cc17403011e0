import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCatalog } from '../src/node/read-catalog.ts';
import { REPOSITORY, run, splitWords } from './run.ts';
import { createBookshop } from './temporary.ts';

const text = (file: string): string => readFileSync(join(REPOSITORY, file), 'utf8');
const WRONG = 'name: A\nform: novl\nlent: true\nevidence:\n  - {source: gazette, supports: [form]}\n';

describe('the action', () => {
  const { runs } = parse(text('action.yml')) as { runs: { steps: readonly { name?: string; run?: string }[] } };
  const scripts = runs.steps.flatMap(({ run: script }) => (script === undefined ? [] : [script]));

  it('lets no text from outside into a script', () => {
    expect(scripts.length).toBeGreaterThan(2);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  it('installs what the sources and the build import, and no tools of the tests', async () => {
    const { findBuildTools } = (await import(join(REPOSITORY, 'scripts/install-build-tools.mjs'))) as BuildTools;
    const tools = Object.keys(findBuildTools());
    expect(scripts[0]).toContain('install-build-tools.mjs');
    expect(tools).toEqual(
      expect.arrayContaining([
        'esbuild',
        'ajv',
        'commander',
        '@modelcontextprotocol/server',
        'yaml',
        'world-atlas',
        'topojson-client',
      ]),
    );
    for (const name of ['vitest', 'typescript', 'oxlint', '@duckdb/node-api', 'playwright-core'])
      expect(tools).not.toContain(name);
  });

  it('checks the folder that it is given, whatever its name', () => {
    const dataset = 'a $(touch run) ; touch run #"\n::error::b';
    const folder = createBookshop({ [`${dataset}/events/new.yaml`]: 'name: A\nplaec: b\n' });
    const script = runs.steps.find(({ name }) => name === 'Validate')?.run ?? '';
    const { status, stdout } = spawnSync('bash', ['-e', '-c', script], {
      cwd: folder,
      env: { ...process.env, ACTION: REPOSITORY, DATASET: dataset },
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=.*,title=SCH002::/m);
    expect(stdout).not.toMatch(/^::error::b/m);
    expect(existsSync(join(folder, 'run'))).toBe(false);
  });

  describe('comments on a pull request', () => {
    const script = runs.steps.find(({ name }) => name === 'Comment')?.run ?? '';
    /** Runs the step with a fake `gh` that finds the comment `mine` and records its arguments and input. */
    const comment = (facts: string, mine: string): { calls: string[]; body: string } => {
      const folder = createBookshop({ 'facts.md': facts });
      const gh = [
        '#!/usr/bin/env bash',
        'echo "$1 $2 $3 $4" >> calls',
        '[ "$1 $2" = "pr view" ] && echo "$MINE"',
        'for word; do case $word in body=@*) cat "${word#body=@}" > body;; */facts.md) cat "$word" > body;; esac; done',
        'exit 0',
      ].join('\n');
      writeFileSync(join(folder, 'gh'), gh, { mode: 0o755 });
      const { status } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
        cwd: folder,
        env: {
          ...process.env,
          PATH: `${folder}:${process.env['PATH']}`,
          FACTS: join(folder, 'facts.md'),
          NUMBER: '7',
          REPOSITORY: 'a/b',
          MINE: mine,
        },
        encoding: 'utf8',
      });
      expect(status).toBe(0);
      const told = (file: string): string => readFileSync(join(folder, file), 'utf8');
      return { calls: told('calls').trim().split('\n'), body: told('body') };
    };
    const MARK = '<!-- minerals: what changes in the facts -->\n';

    it('anew where it has written none', () => {
      const { calls, body } = comment('two `facts` $(touch run)\n', '');
      expect(calls).toEqual(['pr view 7 --repo', 'pr comment 7 --repo']);
      expect(body).toBe(`${MARK}two \`facts\` $(touch run)\n`);
    });

    it('in the place of what it wrote before', () => {
      const { calls } = comment('a fact\n', 'https://github.com/a/b/pull/7#issuecomment-123');
      expect(calls[1]).toBe('api --method PATCH repos/a/b/issues/comments/123');
    });

    it('with a pointer where the facts are too many', () => {
      expect(comment('a fact\n'.repeat(10_000), '').body).toMatch(/^<!-- .* -->\nWhat changes .* too long .*\n$/);
    });
  });
});

describe('the hooks', () => {
  it.each(parse(text('.pre-commit-hooks.yaml')) as readonly { id: string; entry: string; files: string }[])(
    '$id runs on the dataset in the folder',
    async ({ entry, files }) => {
      const folder = createBookshop({ 'dataset/books/new.yaml': WRONG });
      const { err, out } = await run(splitWords(entry).slice(1), { workingFolder: folder });
      expect(`${out}${err}`).toContain('dataset/');
      expect('dataset/agreements/us-pe-mou-2026.yaml').toMatch(new RegExp(files));
      expect('docs/rules.md').not.toMatch(new RegExp(files));
    },
  );
});

describe('the editor', () => {
  it('has the schema of every type', () => {
    const { 'yaml.schemas': schemas } = JSON.parse(text('.vscode/settings.json')) as Record<string, unknown>;
    const catalog = readCatalog(join(REPOSITORY, 'schemas'));
    expect(schemas).toEqual({
      './schemas/exceptions.json': 'dataset-exceptions.yaml',
      ...Object.fromEntries(
        catalog.types.map(({ name, folder }) => [`./schemas/${name}.schema.json`, `dataset/${folder}/*.yaml`]),
      ),
    });
  });

  it('understands what validate --watch prints', async () => {
    const [{ problemMatcher }] = (JSON.parse(text('.vscode/tasks.json')) as { tasks: [Task] }).tasks;
    const folder = createBookshop({ 'dataset/books/new.yaml': WRONG });
    const { out } = await run(['validate', '--dataset', 'dataset'], { workingFolder: folder });
    const found = out.split('\n').flatMap((line) => {
      const parts = new RegExp(problemMatcher.pattern.regexp).exec(line);
      return parts ? [parts.slice(1, 6)] : [];
    });
    expect(found).toEqual([
      ['dataset/books/new.yaml', '2', '7', 'error', 'SCH004'],
      ['dataset/books/new.yaml', '3', '1', 'error', 'EVI001'],
    ]);
    const ends = new RegExp(problemMatcher.background.endsPattern);
    expect(out.split('\n').filter((line) => ends.test(line))).toHaveLength(1);
    expect(
      (await run(['validate', '--dataset', 'dataset'], { workingFolder: createBookshop() })).err.trimEnd(),
    ).toMatch(ends);
  });
});

interface BuildTools {
  readonly findBuildTools: () => Readonly<Record<string, string>>;
}

interface Task {
  readonly problemMatcher: {
    readonly pattern: { readonly regexp: string };
    readonly background: { readonly endsPattern: string };
  };
}
