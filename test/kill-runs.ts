import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { REPOSITORY } from './run.ts';

/** A command that is killed, in a clone with a small dataset. */
interface Scenario {
  readonly name: string;
  readonly args: readonly string[];
  /** Number of processes that run at once; the first one is killed. */
  readonly processes?: number;
  /** Prepares the clone for a round. */
  readonly prepare: (root: string) => void;
  /** What is wrong after the command was killed, and after it was run again to its end; nothing if all is well. */
  readonly problemsAfterKill: (root: string) => string[];
  readonly problemsAtEnd: (root: string, out: string) => string[];
}

const RECORDS = Array.from({ length: 40 }, (_, index) => `event-${String(index).padStart(2, '0')}`);
const UNFORMATTED = (id: string): string => `note: A note.\nname: Meeting ${id}\n`;
const FORMATTED = (id: string): string => `name: Meeting ${id}\nnote: A note.\n`;

const eventsFolder = (root: string): string => join(root, 'dataset', 'events');
const textOf = (root: string, id: string): string => readFileSync(join(eventsFolder(root), `${id}.yaml`), 'utf8');

const writeUnformatted = (root: string): void => {
  for (const id of RECORDS) writeFileSync(join(eventsFolder(root), `${id}.yaml`), UNFORMATTED(id));
};

const brokenRecords = (root: string): string[] =>
  RECORDS.filter((id) => ![UNFORMATTED(id), FORMATTED(id)].includes(textOf(root, id))).map((id) => `${id} is broken`);

const unfinishedRecords = (root: string): string[] => [
  ...RECORDS.filter((id) => textOf(root, id) !== FORMATTED(id)).map((id) => `${id} is not formatted`),
  ...readdirSync(eventsFolder(root))
    .filter((name) => !RECORDS.includes(name.replace(/\.yaml$/, '')))
    .map((name) => `${name} was left`),
];

const EXPORT = 'out';
const exportedRows = (root: string): number =>
  readFileSync(join(root, EXPORT, 'events.csv'), 'utf8')
    .trimEnd()
    .split('\n').length - 1;

/** Number of the edited record's current value, which a query must show. */
let edits = 0;

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'fmt',
    args: ['fmt'],
    prepare: writeUnformatted,
    problemsAfterKill: brokenRecords,
    problemsAtEnd: unfinishedRecords,
  },
  {
    name: 'two fmt at once',
    args: ['fmt'],
    processes: 2,
    prepare: writeUnformatted,
    problemsAfterKill: brokenRecords,
    problemsAtEnd: unfinishedRecords,
  },
  {
    name: 'validate --fix',
    args: ['validate', '--fix'],
    prepare: writeUnformatted,
    problemsAfterKill: brokenRecords,
    problemsAtEnd: (root) => unfinishedRecords(root).filter((problem) => problem.endsWith('was left')),
  },
  {
    name: 'export --force',
    args: ['export', EXPORT, '--to', 'csv', '--force'],
    prepare: (root) => writeFileSync(join(eventsFolder(root), 'event-00.yaml'), FORMATTED(`number ${(edits += 1)}`)),
    problemsAfterKill: () => [],
    problemsAtEnd: (root) => [
      ...(exportedRows(root) === RECORDS.length ? [] : [`${exportedRows(root)} rows were exported`]),
      ...(readFileSync(join(root, EXPORT, 'events.csv'), 'utf8').includes(`Meeting number ${edits}`)
        ? []
        : ['old rows']),
      ...[root, join(root, EXPORT)]
        .flatMap((folder) => readdirSync(folder))
        .filter((name) => name.startsWith('.'))
        .map((name) => `${name} was left`),
    ],
  },
  {
    name: 'the snapshot after an edit',
    args: ['query', '--type', 'event', '--json'],
    processes: 2,
    prepare: (root) => writeFileSync(join(eventsFolder(root), 'event-00.yaml'), FORMATTED(`number ${(edits += 1)}`)),
    problemsAfterKill: () => [],
    problemsAtEnd: (root, out) => [
      ...(out.includes(`"Meeting number ${edits}"`) ? [] : ['the answer is old']),
      // A part that was just written may belong to a run that still goes on.
      ...(readdirSync(join(root, 'dist')).filter((name) => name.startsWith('dataset.snapshot.')).length > 50
        ? ['parts of snapshots pile up']
        : []),
    ],
  },
];

/** Creates a clone of the program with a small dataset. */
export const createClone = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'killed-'));
  for (const part of ['bin', 'dist', 'schemas', 'package.json'])
    cpSync(join(REPOSITORY, part), join(root, part), { recursive: true });
  rmSync(join(root, 'dist', 'dataset.snapshot'), { force: true });
  for (const folder of ['src', 'dataset/events']) mkdirSync(join(root, folder), { recursive: true });
  writeUnformatted(root);
  return root;
};

const start = (root: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [join(root, 'bin', 'minerals.js'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** Runs a command, kills it after a time, and runs it again. Returns what was wrong. */
export const killOnce = async (root: string, scenario: Scenario, milliseconds: number): Promise<string[]> => {
  scenario.prepare(root);
  const children = Array.from({ length: scenario.processes ?? 1 }, () => start(root, scenario.args));
  const ended = Promise.all(children.map((child) => once(child, 'exit')));
  for (const child of children) child.stdout?.resume();
  await setTimeout(milliseconds);
  children[0]?.kill('SIGKILL');
  await ended;
  const broken = scenario.problemsAfterKill(root);
  let out = '';
  const again = start(root, scenario.args);
  again.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  const [status] = (await once(again, 'close')) as [number | null];
  return [
    ...broken,
    ...(status === 0 ? [] : [`the next run exits with ${status}`]),
    ...scenario.problemsAtEnd(root, out),
  ];
};
