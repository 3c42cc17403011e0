import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { escapeForBash, readWords } from '../src/cli/typed.ts';
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
    // bash passes `--writer=l` as three words and keeps the first two; other shells pass one word and replace it.
    [['query', '--writer', '=', 'l'], ['lem']],
    [
      ['query', '--writer', '=', 'lem,but'],
      ['lem,butler', 'lem,butler-samuel'],
    ],
    [
      ['query', '--form', '='],
      ['novel', 'play', 'essay'],
    ],
    [['query', '--form=es'], ['--form=essay']],
    [['query', '--form=es', 'x', '--form=no'], ['--form=novel']],
    [['query', '--nothing=x'], []],
    [['query', '--form', '=', 'essay', '--wri'], ['--writer']],
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
    [['vers'], []],
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
    // The typed letters stay unchanged.
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

/** True if pseudo-terminals can be created. */
const hasTerminals = spawnSync('python3', ['-c', 'import pty']).status === 0;

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
    // All start with the typed text, or the shell would erase letters.
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
    // Runs the script on the suggestions, without the line editor that would display them.
    const script = `compdef() { }; _describe() { print -l -- \${(P)2} }; source <(minerals completion zsh); words=(minerals query --country Per); CURRENT=4; _minerals`;
    expect(asked('zsh', script)).toMatch(/^Peru:PE$/m);
  });
});

/** Runs bash in a terminal, types the keys and TAB, and prints the resulting line. */
const TYPIST = `
import os, pty, select, sys, time
pid, terminal = pty.fork()
if pid == 0: os.execvp('bash', ['bash', '--norc', '--noprofile', '-i'])
def read(until, seconds):
  text, end = '', time.time() + seconds
  while until not in text and time.time() < end:
    if select.select([terminal], [], [], 0.1)[0]: text += os.read(terminal, 65536).decode()
  return text
def enter(text): os.write(terminal, text.encode())
enter("bind 'set enable-bracketed-paste off'; bind 'set completion-ignore-case off'; PS1='@@@ '; source <(minerals completion bash); echo re''ady\\n")
read('ready\\r\\n@@@ ', 20)
enter(sys.argv[1] + '\\t')
# A character typed after TAB is echoed when the completion is done.
enter('~'); print(read('~', 20)); enter('\\x15exit\\n')
`;

describe('on a terminal, bash', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minerals-'));
  beforeAll(() => {
    for (const part of ['bin', 'dist', 'schemas', 'package.json'])
      cpSync(join(REPOSITORY, part), join(folder, part), { recursive: true });
    rmSync(join(folder, 'dist', 'dataset.snapshot'), { force: true });
    const record = (path: string, name: string): void => {
      mkdirSync(join(folder, 'dataset', path, '..'), { recursive: true });
      writeFileSync(join(folder, 'dataset', path), `name: ${JSON.stringify(name)}\n`);
    };
    record('events/zinc.yaml', 'Zinc summit $(touch pwned) of `Lima`');
    record('events/go.yaml', 'Say: "go!"');
    record('countries/CI.yaml', "Cote d'Ivoire");
    writeFileSync(join(folder, 'minerals'), `#!/bin/sh\nexec node '${join(folder, 'bin', 'minerals.js')}' "$@"\n`);
    chmodSync(join(folder, 'minerals'), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.runIf(has('bash') && hasTerminals).each([
    ['show "Zinc su', String.raw`show "Zinc summit \$(touch pwned) of \`Lima\`" `],
    ["show 'Zinc su", "show 'Zinc summit $(touch pwned) of `Lima`' "],
    [String.raw`show Zinc\ su`, String.raw`show Zinc\ summit\ \$\(touch\ pwned\)\ of\ \`Lima\` `],
    ["show 'Cote d", String.raw`show 'Cote d'\''Ivoire' `],
    [String.raw`show 'Cote d'\''Iv`, String.raw`show 'Cote d'\''Ivoire' `],
    ['show "Sa', String.raw`show "Say: \"go"'!'"\"" `],
    [String.raw`show Say:\ \"`, String.raw`show Say:\ \"go\!\" `],
    ['query --country=Cot', String.raw`query --country=Cote\ d\'Ivoire `],
    ['query --country=', 'query --country=CI '],
  ])('inserts nothing that it would run: %s', (keys, line) => {
    const screen = execFileSync('python3', ['-c', TYPIST, `minerals ${keys}`], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${folder}:${process.env['PATH']}`, TERM: 'dumb', COLUMNS: '200' },
    });
    expect(screen).toContain(`minerals ${line}~`);
  });
});

describe('what bash inserts', () => {
  /** The word after completion with a single candidate. */
  const closed = (escaped: string, quote: string): string =>
    quote + escaped + (quote !== '' && escaped.endsWith(quote) ? '' : quote);

  const echoed = (words: readonly string[]): string[] =>
    execFileSync('bash', ['-c', words.map((word) => `printf '%s\\0' ${word}\n`).join('')], { encoding: 'utf8' })
      .split('\0')
      .slice(0, -1);

  it.runIf(has('bash')).each(['', '"', "'"])('is read by it as the text that was found, after %j', (quote) => {
    const texts = fc.sample(
      fc.string({ unit: fc.constantFrom(...Array.from('aZé0 \'"`$(){}[]<>|&;!#~*?\\^%-=:,.@+/')) }),
      500,
    );
    const others = texts.filter((text) => text !== '');
    expect(echoed(others.map((text) => closed(escapeForBash(text, quote), quote)))).toEqual(others);
  });

  it('was read as it was typed', () => {
    const texts = fc.sample(fc.string({ unit: fc.constantFrom(...Array.from('aé \'"`$(!\\')) }), 500);
    for (const text of texts)
      for (const quote of ['', '"', "'"]) {
        const { words } = readWords([closed(escapeForBash(text, quote), quote)], true);
        expect(words).toEqual([text]);
      }
  });
});
