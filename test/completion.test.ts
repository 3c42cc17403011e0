import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY, run } from './run.ts';

const offered = async (...words: string[]): Promise<string[]> =>
  (await run(['complete', '--', ...words])).out.split('\n').flatMap((line) => line.split('\t')[0] || []);

describe('minerals complete', () => {
  it.each([
    [['va'], ['validate']],
    [['nothing', ''], []],
    [['query', '--wri'], ['--writer']],
    [['query', '--writer', 'l'], ['lem']],
    [['query', '--writer', 'Oct'], ['Octavia E. Butler']],
    [
      ['query', '--writer', 'lem,but'],
      ['lem,butler', 'lem,butler-samuel', 'lem,Butler', 'lem,Butler'],
    ],
    [['query', '--writer', '=', 'l'], ['lem']],
    [
      ['query', '--form', ''],
      ['novel', 'play', 'essay'],
    ],
    [['query', '--format', 'ya'], ['yaml']],
    [['query', '--since', '2'], []],
    [['query', '--dataset', 'd'], []],
    [['list', 'b'], ['book']],
    [
      ['show', ''],
      ['book/', 'author/', 'genre/', 'shelf/', 'source/'],
    ],
    [
      ['show', 'book/s'],
      ['book/solaris', 'book/Solaris'],
    ],
    [['show', '"Und'], ['Undated essays']],
    [
      ['cite', 'solar'],
      ['solaris', 'Solaris'],
    ],
  ])('%j', async (words, expected) => {
    expect((await offered(...words)).toSorted()).toEqual(expected.toSorted());
  });
});

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

describe('in a shell', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'minerals-'));
    writeFileSync(join(folder, 'minerals'), `#!/bin/sh\nexec node '${join(REPOSITORY, 'bin', 'minerals.js')}' "$@"\n`);
    chmodSync(join(folder, 'minerals'), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const asked = (shell: string, script: string): string =>
    execFileSync(shell, ['-c', script], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` },
    });

  it.runIf(has('bash'))('bash completes names, blanks and all', () => {
    const script = (words: string): string =>
      `source <(minerals completion bash); COMP_WORDS=(${words}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); _minerals; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(asked('bash', script('minerals query --country Per')).split('\n')).toContain('Peru');
    expect(asked('bash', script('minerals query --country "South K"'))).toBe('South\\ Korea\n');
    expect(asked('bash', script('minerals why us-pe-mou-2026x'))).toBe('\n');
  });

  it.runIf(has('fish'))('fish completes names', () => {
    const script = `minerals completion fish | source; complete -C 'minerals query --country Per'`;
    expect(asked('fish', script)).toMatch(/^Peru\tPE$/m);
  });

  it.runIf(has('zsh'))('zsh takes the script', () => {
    expect(asked('zsh', 'compdef() { print $1 $2 }; source <(minerals completion zsh)')).toBe('_minerals minerals\n');
    // What the script makes of an answer, without the editor that would show it.
    const script = `compdef() { }; _describe() { print -l -- \${(P)2} }; source <(minerals completion zsh); words=(minerals query --country Per); CURRENT=4; _minerals`;
    expect(asked('zsh', script)).toMatch(/^Peru:PE$/m);
  });
});
