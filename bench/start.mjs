// Measures how long commands take, as ratios to `node -e 0`, in pairs within one run.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUNS = Number(process.argv[2] ?? 40);
const WARMUP_RUNS = 3;
const bin = fileURLToPath(new URL('../bin/minerals.js', import.meta.url));

/** Target ratio of each command to `node -e 0`. */
const CASES = [
  { name: '--help', args: ['--help'], target: 1.3 },
  { name: 'JSON query', args: ['query', '--country', 'Peru', '--json'], target: 1.6 },
  { name: 'search', args: ['search', 'lithium', 'Puno', '--json'], target: 2 },
  { name: 'search, table', args: ['search', 'lithium', 'Puno'], target: 2.2 },
  { name: 'table', args: ['query', '--country', 'Peru'], target: 2.2 },
];

// On Node 20 this variable alone takes 2.5 times as long as `node -e 0`.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

const measureTime = (args) => {
  const start = performance.now();
  execFileSync(process.execPath, args, { env, stdio: 'ignore' });
  return performance.now() - start;
};

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

console.log(`node ${process.version}, ${RUNS} pairs each, medians`);
console.log(['command', 'ms', 'node -e 0', 'ratio', 'target'].map((title) => title.padStart(14)).join(''));
for (const { name, args, target } of CASES) {
  const pairs = [];
  for (let run = 0; run < RUNS + WARMUP_RUNS; run += 1) {
    const pair = [measureTime([bin, ...args]), measureTime(['-e', '0'])];
    if (run >= WARMUP_RUNS) pairs.push(pair);
  }
  const ratio = median(pairs.map(([commandTime, baseline]) => commandTime / baseline));
  const cells = [
    name,
    median(pairs.map(([commandTime]) => commandTime)).toFixed(1),
    median(pairs.map(([, baseline]) => baseline)).toFixed(1),
    ratio.toFixed(2),
    target.toFixed(1),
  ];
  console.log(cells.map((cell) => cell.padStart(14)).join(''));
}
