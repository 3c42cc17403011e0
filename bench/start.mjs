// Measures how long commands take, in a clone and as an installed package, as ratios to `node -e 0`.
//   node bench/start.mjs [ROUNDS] [FOLDER OF AN INSTALLED PACKAGE]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, formatRatio, printHead, printRow } from './measure.mjs';
import { binOf, installPackage } from './packages.mjs';

const rounds = Number(process.argv[2] ?? 40);

/** Goals of each command, in a clone and as an installed package. */
const CASES = [
  { args: ['--help'], goals: [1.2, 1.1] },
  { args: ['query', '--help'], goals: [] },
  { args: ['query', '--country', 'Peru', '--json'], goals: [2.3, 1.4] },
  { args: ['search', 'lithium', 'Puno', '--json'], goals: [2.3, 1.4] },
  { args: ['show', 'us-pe-mou-2026', '--json'], goals: [2.3, 1.4] },
  { args: ['why', 'us-pe-mou-2026', 'signed', '--json'], goals: [2.3, 1.4] },
  { args: ['query', '--country', 'Peru', '--limit', '10'], goals: [2.6, 1.9] },
  { args: ['query', '--country', 'Peru'], goals: [3.4, 2.8] },
  { args: ['search', 'lithium', 'Puno'], goals: [] },
];

const work = mkdtempSync(join(tmpdir(), 'minerals-bench-'));
try {
  const clone = join(import.meta.dirname, '..');
  const installed = process.argv[3] ?? installPackage(work);
  const programs = CASES.flatMap(({ args }) =>
    [clone, installed].map((folder) => ({ name: args.join(' '), args: [binOf(folder), ...args] })),
  );
  const results = compare(programs, rounds);
  console.log(`node ${process.version}, ${rounds} rounds, node -e 0: ${results[0].baselineTime.toFixed(1)} ms`);
  printHead('command', 'clone', 'installed');
  for (const [index, { args, goals }] of CASES.entries())
    printRow(
      `\`${args.join(' ')}\``,
      ...[0, 1].map((place) => formatRatio(results[index * 2 + place].ratio, goals[place])),
    );
} finally {
  rmSync(work, { recursive: true, force: true });
}
