// Measures programs against each other: each round runs all of them once, in another order, and compares within the round.
// The output goes through a pipe that is read to the end: to /dev/null, Node would build a stream and measure that.
import { spawnSync } from 'node:child_process';

const WARMUP_ROUNDS = 2;
const MAX_OUTPUT = 2 ** 30;

// On Node 20 this variable alone takes 2.5 times as long as `node -e 0`.
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

/** The environment of the measured programs. */
export const env = environment;

/** Runs a program to its end. Returns the milliseconds that it took. Throws if its status is another than 0. */
const runProgram = ({ name, file = process.execPath, args, input, before, environment: own = {} }) => {
  before?.();
  const start = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(file, args, {
    env: { ...env, ...own },
    input,
    maxBuffer: MAX_OUTPUT,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const time = Number(process.hrtime.bigint() - start) / 1e6;
  if (error || status !== 0) throw new Error(`${name}: ${args.join(' ')}\n${error?.message ?? stderr.toString()}`);
  return time;
};

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const shuffle = (items) => {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
};

/** The program that does nothing, which all ratios refer to unless another baseline is given. */
export const BARE_NODE = { name: 'node -e 0', args: ['-e', '0'] };

/** Runs programs in rounds. Returns for each the median time and the median of its ratio to the baseline in the same round. */
export const compare = (programs, rounds, baseline = BARE_NODE) => {
  const all = [baseline, ...programs];
  const times = new Map(all.map((program) => [program, []]));
  for (let round = -Math.min(WARMUP_ROUNDS, rounds); round < rounds; round += 1)
    for (const program of shuffle(all)) {
      const time = runProgram(program);
      if (round >= 0) times.get(program).push(time);
    }
  const baselineTimes = times.get(baseline);
  return programs.map((program) => ({
    ...program,
    time: median(times.get(program)),
    baselineTime: median(baselineTimes),
    ratio: median(times.get(program).map((time, round) => time / baselineTimes[round])),
  }));
};

/** Prints a row of a Markdown table. */
export const printRow = (...cells) => console.log(`| ${cells.join(' | ')} |`);

/** Prints the first lines of a Markdown table. */
export const printHead = (...titles) => {
  printRow(...titles);
  printRow(...titles.map(() => '---'));
};

/** Formats a ratio beside its goal. */
export const formatRatio = (ratio, goal) => {
  if (goal === undefined) return ratio.toFixed(2);
  return `${ratio.toFixed(2)} (goal ${goal}${ratio > goal ? ', missed' : ''})`;
};
