import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { REPOSITORY } from './run.ts';

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;

// .ci/run installs pre-commit and asks for this test; elsewhere it needs one.
it.runIf(process.env['MINERALS_PRE_COMMIT'] === 'required')('has pre-commit', () => {
  expect(hasPreCommit).toBe(true);
});

const folder = mkdtempSync(join(tmpdir(), 'minerals-pre-commit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The environment without what npm and git tell the programs that they run. */
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:npm_|GIT_|NODE_(?!EXTRA_CA_CERTS)|VITEST)/.test(name)),
  ),
  PRE_COMMIT_HOME: join(folder, 'home'),
};

it.runIf(hasPreCommit)(
  'lets pre-commit install the hooks and run them',
  () => {
    const project = join(folder, 'project');
    mkdirSync(join(project, 'dataset', 'minerals'), { recursive: true });
    const file = join(project, 'dataset', 'minerals', 'mithril.yaml');
    writeFileSync(file, 'symbol: "mi"\nname:   Mithril\n');
    const call = (program: string, ...args: string[]): string => {
      const { stdout, stderr } = spawnSync(program, args, { cwd: project, env, encoding: 'utf8' });
      return `${stdout}${stderr}`;
    };
    call('git', 'init', '--quiet');
    call('git', 'add', '.');
    const output = call('pre-commit', 'try-repo', REPOSITORY, '--all-files');
    expect(output).toMatch(/minerals validate\.+Failed/);
    expect(output).toContain('dataset/minerals/mithril.yaml:2:9 error SCH005');
    expect(output).toMatch(/minerals fmt\.+Failed/);
    expect(readFileSync(file, 'utf8')).toMatch(/^name: +Mithril\nsymbol: "mi"\n$/);
  },
  600_000,
);
