// How long the commands take to start and answer, as ratios to `node -e 0`, measured in pairs within one run.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUNS = Number(process.argv[2] ?? 40);
const WARM = 3;
const bin = fileURLToPath(new URL('../bin/minerals.js', import.meta.url));

/** What each command may cost, in times of `node -e 0`. */
const CASES = [
  { name: '--help', args: ['--help'], aim: 1.3 },
  { name: 'JSON query', args: ['query', '--country', 'Peru', '--json'], aim: 1.6 },
  { name: 'search', args: ['search', 'lithium', 'Puno', '--json'], aim: 2 },
  { name: 'search, table', args: ['search', 'lithium', 'Puno'], aim: 2.2 },
  { name: 'table', args: ['query', '--country', 'Peru'], aim: 2.2 },
];

// On Node 20 this variable alone costs 2.5 times the floor.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

const time = (args) => {
  const start = performance.now();
  execFileSync(process.execPath, args, { env, stdio: 'ignore' });
  return performance.now() - start;
};

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

console.log(`node ${process.version}, ${RUNS} pairs each, medians`);
console.log(['command', 'ms', 'node -e 0', 'ratio', 'aim'].map((title) => title.padStart(14)).join(''));
for (const { name, args, aim } of CASES) {
  const pairs = [];
  for (let run = 0; run < RUNS + WARM; run += 1) {
    const pair = [time([bin, ...args]), time(['-e', '0'])];
    if (run >= WARM) pairs.push(pair);
  }
  const ratio = median(pairs.map(([own, floor]) => own / floor));
  const cells = [
    name,
    median(pairs.map(([own]) => own)).toFixed(1),
    median(pairs.map(([, floor]) => floor)).toFixed(1),
    ratio.toFixed(2),
    aim.toFixed(1),
  ];
  console.log(cells.map((cell) => cell.padStart(14)).join(''));
}
