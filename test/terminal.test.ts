import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY, run } from './run.ts';

/** A fake terminal that records the texts and URLs that it gets. */
const terminal = (height: number, answers = true) => {
  const asked: string[] = [];
  return {
    asked,
    streams: {
      outIsTerminal: true,
      width: 80,
      height,
      showInPager: async (command: string, text: string) => {
        asked.push(`${command}: ${text.split('\n').length} lines`);
        return answers;
      },
      openBrowser: async (url: string) => {
        asked.push(url);
        return answers;
      },
    },
  };
};

describe('a pager', () => {
  const on = async (height: number, args: readonly string[], env: object = {}, answers = true) => {
    const { asked, streams } = terminal(height, answers);
    const { out } = await run(['query', ...args], { ...streams, env: { NO_COLOR: '1', ...env } });
    return { asked, isPrinted: out !== '' };
  };

  it('shows what is higher than the screen', async () => {
    expect(await on(10, [])).toMatchObject({
      asked: [expect.stringMatching(/^less -FRX: \d\d lines$/)],
      isPrinted: false,
    });
  });

  it.each([
    ['a screen that is high enough', 500, [], {}],
    ['--no-pager', 10, ['--no-pager'], {}],
    ['a dumb terminal', 10, [], { TERM: 'dumb', PAGER: 'less' }],
    ['an empty MINERALS_PAGER', 10, [], { MINERALS_PAGER: '', PAGER: 'more' }],
  ])('is not asked on %s', async (_, height, args, env) => {
    expect(await on(height, args, env)).toEqual({ asked: [], isPrinted: true });
  });

  it('is the one that the environment names', async () => {
    expect((await on(10, [], { PAGER: 'more' })).asked[0]).toMatch(/^more: /);
    expect((await on(10, [], { PAGER: 'more', MINERALS_PAGER: 'bat -p' })).asked[0]).toMatch(/^bat -p: /);
  });

  it('is done without where there is none', async () => {
    expect((await on(10, [], {}, false)).isPrinted).toBe(true);
  });

  it('is not asked where stdout is no terminal', async () => {
    const { asked, streams } = terminal(10);
    await run(['query'], { ...streams, outIsTerminal: false });
    expect(asked).toEqual([]);
  });
});

describe('an address', () => {
  const shown = async (env: object, outIsTerminal = true): Promise<string> => {
    const { out } = await run(['why', 'solaris', 'form'], {
      outIsTerminal,
      width: 40,
      env: env as Record<string, string>,
    });
    return out.trimEnd().split('\n').at(-1)?.trim().replaceAll('\u001b', 'ESC').replaceAll('\u0007', 'BEL') ?? '';
  };
  const address = 'https://example.org/almanac#:~:text=Solaris%2C%20a%20novel,of%2Dthe%2Dyear';
  const hidden = `ESC]8;;${address}BELexample.org/almanacESC]8;;BEL`;

  it.each<[string, string, object]>([
    [
      'hidden',
      'a terminal that opens what is hidden',
      { TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809' },
    ],
    ['hidden', 'another', { TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.80.1' }],
    ['hidden', 'one made with VTE', { TERM: 'xterm-256color', VTE_VERSION: '6003' }],
    ['hidden', 'any terminal where it is wanted', { TERM: 'xterm', FORCE_HYPERLINK: '1' }],
    ['told', 'a terminal that is too old', { TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.60' }],
    ['told', 'a terminal that nobody knows', { TERM: 'xterm' }],
    ['told', 'one that bears the name of something that all objects have', { TERM_PROGRAM: 'constructor' }],
    ['told', 'another such', { TERM_PROGRAM: '__proto__', TERM_PROGRAM_VERSION: '9' }],
    ['told', 'a dumb one', { TERM: 'dumb', FORCE_HYPERLINK: '1' }],
    ['told', 'one where it is not wanted', { TERM: 'xterm-kitty', FORCE_HYPERLINK: '0' }],
    ['told', 'one without colours', { TERM: 'xterm-kitty', NO_COLOR: '1' }],
  ])('is %s on %s', async (how, _, env) => {
    expect(await shown(env)).toBe(how === 'hidden' ? hidden : address);
  });

  it('is told where there is no terminal', async () => {
    expect(await shown({ TERM: 'xterm-kitty', FORCE_COLOR: '1', FORCE_HYPERLINK: '1' }, false)).toBe(address);
  });
});

describe('--open', () => {
  const opened = async (...args: readonly string[]) => {
    const { asked, streams } = terminal(500);
    const { err, status } = await run(args, { ...streams, env: {} });
    return [...asked, err, status];
  };

  it('opens the passage that a record or a field rests on, or the source itself', async () => {
    const passage = 'https://example.org/almanac#:~:text=Solaris%2C%20a%20novel,of%2Dthe%2Dyear';
    expect(await opened('show', 'solaris', '--open')).toEqual([passage, '', 0]);
    expect(await opened('why', 'solaris', 'lent', '--open')).toEqual(['https://example.org/almanac', '', 0]);
    expect(await opened('show', 'source/gazette', '--open')).toEqual(['https://example.org/gazette#top', '', 0]);
  });

  it('says so where nothing can be opened', async () => {
    expect(await opened('show', 'genre/satire', '--open')).toEqual([
      'note: nothing to open: the record has no source with an address\n',
      0,
    ]);
  });

  it('says the address where there is no browser', async () => {
    const { streams } = terminal(500, false);
    const { err, status } = await run(['show', 'source/gazette', '--open'], { ...streams, env: {} });
    expect([err, status]).toEqual([
      'note: could not open a browser; the address is https://example.org/gazette#top\n',
      0,
    ]);
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', '--help', 'data:text/html,x', ''])(
    'opens nothing but addresses of the web: %j',
    async (address) => {
      const { openInBrowser: browse } = await import('../src/cli/open-url.ts');
      const { asked, streams } = terminal(1);
      const all = { out: () => {}, err: () => {}, errIsTerminal: false, env: {}, workingFolder: '/', ...streams };
      await expect(browse(all, address)).rejects.toThrow('not a web address');
      expect(asked).toEqual([]);
    },
  );
});

describe('MINERALS_NOW', () => {
  it.each(['yesterday', '2026-02-30', '2026', 'constructor'])('must be a day: %s', async (day) => {
    const { status, err } = await run(['query'], { env: { MINERALS_NOW: day } });
    expect({ status, err }).toEqual({
      status: 2,
      err: `error: MINERALS_NOW is "${day}", which is not a date\n  use YYYY-MM-DD\n`,
    });
  });
});

describe('the other programs', () => {
  const launched = (code: string): string =>
    spawnSync(process.execPath, ['-e', `const { openBrowser, showInPager } = require('./bin/launch.js'); ${code}`], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    }).stdout;

  it('get a text whole, or leave it before its end', () => {
    expect(launched(`showInPager('cat', 'x'.repeat(300000)).then((shown) => console.log(shown))`)).toBe(
      `${'x'.repeat(300_000)}true\n`,
    );
    expect(launched(`showInPager('true', 'x'.repeat(3000000)).then((shown) => console.log(shown))`)).toBe('true\n');
  });

  it('may be given as a shell takes them', () => {
    expect(launched(`showInPager("sh -c 'cat | cat'", 'a b').then((shown) => console.log(shown))`)).toBe('a btrue\n');
    expect(launched(`showInPager('FIRST=c; cat; printf "$FIRST"', 'a b').then((shown) => console.log(shown))`)).toBe(
      'a bctrue\n',
    );
  });

  it.each(['false', "sh -c 'exit 3'", "no-such-pager 'a b'", "'", 'kill $$'])('may fail: %s', (pager) => {
    const code = `showInPager(${JSON.stringify(pager)}, 'x'.repeat(300000)).then((shown) => console.log(shown))`;
    expect(launched(code)).toBe('false\n');
  });

  it.runIf(process.platform !== 'win32')('leave an interrupt to the pager, and only while it runs', () => {
    const code = `showInPager('sh -c "kill -INT $PPID; cat; exit 2"', 'x').then((shown) => {
      console.log(shown, process.listenerCount('SIGINT'));
    })`;
    expect(launched(code)).toBe('xtrue 0\n');
  });

  it.runIf(process.platform === 'linux')('may open nothing though they are there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'minerals-'));
    writeFileSync(join(folder, 'xdg-open'), '#!/bin/sh\nexit 4\n', { mode: 0o755 });
    const code = `process.env.PATH = ${JSON.stringify(`${folder}:/bin:/usr/bin`)};
      openBrowser('https://example.org/').then((open) => console.log(open))`;
    expect(launched(code)).toBe('false\n');
    rmSync(folder, { recursive: true });
  });

  it('may not be there', () => {
    expect(launched(`showInPager('no-such-pager -x', 'x').then((shown) => console.log(shown))`)).toBe('false\n');
    expect(
      launched(`process.env.PATH = ''; openBrowser('https://example.org/').then((open) => console.log(open))`),
    ).toBe('false\n');
  });
});

describe('a note', () => {
  const noteOn = async (errIsTerminal: boolean): Promise<string[]> => {
    const { err } = await run(['query', '--country', 'Blefuscu,El Dorado', '--kind', 'treaty'], {
      root: REPOSITORY,
      dataset: 'test/diplomacy',
      errIsTerminal,
      width: 50,
    });
    return err.trimEnd().split('\n');
  };

  it('is wrapped on a terminal, with the later lines indented', async () => {
    const lines = await noteOn(true);
    expect(lines.every((line) => line.length <= 50 && /^(?:note: | {2}\S)/.test(line))).toBe(true);
    expect(lines.some((line) => line.startsWith('  '))).toBe(true);
  });

  it('is one line elsewhere', async () => {
    expect((await noteOn(false)).every((line) => line.startsWith('note: '))).toBe(true);
  });
});
