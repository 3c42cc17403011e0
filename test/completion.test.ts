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
      ['lem,butler', 'lem,butler-samuel'],
    ],
    [['query', '--writer', '=', 'l'], ['lem']],
    [['query', '--genre', 'satire+fict'], ['satire+fiction']],
    [
      ['query', '--form', ''],
      ['novel', 'play', 'essay'],
    ],
    [['query', '--format', 'ya'], ['yaml']],
    [['query', '--since', '2'], []],
    [['query', '--dataset', 'd'], []],
    [['list', 'b'], ['book']],
    [['new', 'g'], ['genre']],
    [['ver'], []],
    [['--'], ['--version', '--help']],
    [['-'], ['--version', '--help']],
    [['help', 'da'], ['dates']],
    [['help', 'va'], ['validate']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [
      ['explain', 'REF00'],
      ['REF001', 'REF002'],
    ],
    [['explain', 'exc003'], ['EXC003']],
    [['validate', '--only', 'REF001,EXC003'], ['REF001,EXC003']],
    [['query', '--fields', 'id,gen'], ['id,genres']],
    [
      ['query', '--sort', '-publishe'],
      ['-published', '-publisher'],
    ],
    [['stats', '--by', 'mon'], ['month']],
    [['query', '--speaker', 'U'], ['Ursula Doe']],
    [['why', 'solaris', 'th'], ['themes.contact']],
    [['why', '--lang', 'de', 'solaris', 'le'], ['lent']],
    [
      ['compare', 'solaris', 'cyb'],
      ['cyberiad', 'cyberiada'],
    ],
    [['show', 'solaris', ''], []],
    [
      ['show', ''],
      ['book/', 'author/', 'genre/', 'shelf/', 'source/'],
    ],
    [['show', 'book/s'], ['book/solaris']],
    // The letters typed stay as they are.
    [['show', 'book/SOL'], ['book/SOLaris']],
    [['query', '--author', 'St'], ['Stanisław Lem']],
    [['show', String.raw`The\ c`], ['The cyberiad']],
    [['show', '"Und'], ['Undated essays']],
    [['cite', 'solar'], ['solaris']],
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
    expect(asked('bash', script(String.raw`minerals query --country South\ K`))).toBe('South\\ Korea\n');
    expect(asked('bash', script(String.raw`minerals query --country '"South K'`))).toBe('South Korea\n');
    expect(asked('bash', script('minerals query --mineral lithium,coba'))).toBe('lithium,cobalt\n');
    // All begin as typed, or the shell would erase letters.
    const offers = asked('bash', script('minerals query --country Pe')).trimEnd().split('\n');
    expect(offers.filter((offer) => !offer.startsWith('Pe'))).toEqual([]);
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
