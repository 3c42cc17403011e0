// Measures how the time of a command grows with the dataset, as an installed package, as ratios to `node -e 0`.
//   node bench/size.mjs [ROUNDS] [SIZES, such as 1000,10000,100000] [FOLDER OF AN INSTALLED PACKAGE]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, formatRatio, printHead, printRow } from './measure.mjs';
import { binOf, createDataset, createPackage, installPackage } from './packages.mjs';

const [, , roundText = '40', sizeText = '1000,10000,100000', givenPackage] = process.argv;
const sizes = sizeText.split(',').map(Number);
const GOAL = 1.5;

/** Commands with the same answer, or one of the same length, at each size. */
const COMMANDS = [
  ['query', '--country', 'AA', '--json', '--limit', '20'],
  ['show', 'agreement-5', '--json'],
  ['why', 'agreement-5', 'signed', '--json'],
];

const work = mkdtempSync(join(tmpdir(), 'minerals-bench-'));
try {
  const installed = givenPackage ?? installPackage(join(work, 'installed'));
  const packages = sizes.map((size) =>
    createPackage(installed, join(work, `package-${size}`), createDataset(join(work, `dataset-${size}`), size)),
  );
  const programs = COMMANDS.flatMap((command) =>
    packages.map((folder) => ({ name: command.join(' '), args: [binOf(folder), ...command] })),
  );
  const results = compare(programs, Number(roundText));
  printHead('command', ...sizes.map((size) => `${size} records`), 'growth exponent');
  for (const [index, command] of COMMANDS.entries()) {
    const row = results.slice(index * sizes.length, (index + 1) * sizes.length);
    const [first, last] = [row[0], row.at(-1)];
    const exponent = Math.log(last.ratio / first.ratio) / Math.log(sizes.at(-1) / sizes[0]);
    printRow(`\`${command.join(' ')}\``, ...row.map(({ ratio }) => formatRatio(ratio, GOAL)), exponent.toFixed(2));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
