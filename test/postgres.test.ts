import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOKSHOP, REPOSITORY, run } from './run.ts';

const DEBIAN_FOLDER = '/usr/lib/postgresql';

/** The newest PostgreSQL that Debian's package installed; undefined if there is none. */
const findPrograms = (): string | undefined => {
  if (!existsSync(DEBIAN_FOLDER)) return undefined;
  const folders = readdirSync(DEBIAN_FOLDER).map((version) => join(DEBIAN_FOLDER, version, 'bin'));
  return folders.findLast((bin) => existsSync(join(bin, 'initdb')));
};

const programs = findPrograms();

const HOSTILE = [
  "it's; DROP TABLE books; --",
  '\\',
  "\\'",
  '$$',
  ':name',
  '\n\\! echo',
  'عربي\u200f',
  '</script>',
  ']]>',
];

/** PostgreSQL does not run as root; Debian's package brings a user of its own. */
const serverUser = (): { uid: number; gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const readId = (option: string): number => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: readId('-u'), gid: readId('-g') };
};

const findPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });

// .ci/run installs the server and asks for this test; elsewhere it needs one.
it.runIf(process.env['MINERALS_POSTGRES'] === 'required')('has a PostgreSQL server', () => {
  expect(programs).toBeDefined();
});

describe.runIf(programs !== undefined)('the script for PostgreSQL', () => {
  const bin = programs ?? '';
  let folder = '';
  let port = 0;
  let user: { uid: number; gid: number } | undefined;
  const call = (program: string, args: readonly string[], input?: string): string =>
    execFileSync(join(bin, program), args, {
      ...user,
      cwd: folder,
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  const connection = (database: string): string[] => [
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-U',
    'minerals',
    '-d',
    database,
    '-X',
  ];
  const ask = (sql: string): string => call('psql', [...connection('postgres'), '-A', '-t', '-c', sql]).trimEnd();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'minerals-postgres-'));
    user = serverUser();
    if (user) chownSync(folder, user.uid, user.gid);
    port = await findPort();
    call('initdb', ['-D', 'data', '-U', 'minerals', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']);
    const options = `-p ${port} -h 127.0.0.1 -k ''`;
    // The server keeps the pipes of its parent, so that it gets none.
    const started = spawnSync(join(bin, 'pg_ctl'), ['-D', 'data', '-l', 'log', '-w', '-o', options, 'start'], {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    });
    if (started.status !== 0) throw new Error('PostgreSQL did not start');
  }, 60_000);
  afterAll(() => {
    spawnSync(join(bin, 'pg_ctl'), ['-D', 'data', '-m', 'immediate', 'stop'], {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    });
    rmSync(folder, { recursive: true });
  });

  it('loads hostile texts in one transaction, with types, keys and comments', async () => {
    const dataset = join(folder, 'dataset');
    cpSync(join(BOOKSHOP, 'dataset'), dataset, { recursive: true });
    for (const [index, name] of HOSTILE.entries())
      writeFileSync(join(dataset, 'books', `hostile-${index}.yaml`), JSON.stringify({ name, form: 'essay' }));
    const target = join(folder, 'export');
    expect(await run(['export', target, '--to', 'postgres', '--dataset', dataset])).toMatchObject({
      status: 0,
      err: '',
    });
    const script = readFileSync(join(target, 'minerals.sql'), 'utf8');
    expect(script.match(/^(?:BEGIN|COMMIT);$/gm)).toEqual(['BEGIN;', 'COMMIT;']);
    call('psql', [...connection('postgres'), '-v', 'ON_ERROR_STOP=1', '-q'], script);
    expect(JSON.parse(ask("select json_agg(name order by id) from books where id like 'hostile%'"))).toEqual(HOSTILE);
    expect(ask("select published_from - date '1961-01-01' from books where id = 'solaris'")).toBe('0');
    expect(ask("select value from books_authors where books_id = 'solaris'")).toBe('lem');
    expect(ask("select authors from books_joined where id = 'solaris'")).toBe('lem');
    expect(ask("select count(*) > 5 from pg_constraint where contype = 'f'")).toBe('t');
    expect(ask("select obj_description('books'::regclass)")).toMatch(/\w/);
    expect(ask("select count(*) > 0 from pg_indexes where indexname = 'claims_by_source'")).toBe('t');
  });

  it('loads the dataset', async () => {
    const target = join(folder, 'whole');
    expect(await run(['export', target, '--to', 'postgres'], { root: REPOSITORY })).toMatchObject({
      status: 0,
      err: '',
    });
    const script = readFileSync(join(target, 'minerals.sql'), 'utf8');
    call('psql', [...connection('postgres'), '-q', '-c', 'create database whole']);
    call('psql', [...connection('whole'), '-v', 'ON_ERROR_STOP=1', '-q'], script);
    const iso3 = "select distinct value_iso3 from agreements_parties where value = 'NA'";
    expect(call('psql', [...connection('whole'), '-A', '-t', '-c', iso3])).toBe('NAM\n');
  });
});
