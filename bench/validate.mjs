// How long `minerals validate` takes with 1,000 and 10,000 agreements, next to a plain validation of their schema: pairs, run
// in turn, and the median of their ratios. `first` has nothing kept from an earlier run; `unchanged` has.
//   npm run bench:validate            against bench/ajv.mjs, which does what ajv-cli does
//   AJV=path/to/ajv npm run bench:validate   against ajv-cli itself
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { writeRecords } from './records.mjs';

const RUNS = 7;
const { AJV, NODE_EXTRA_CA_CERTS: _, ...rest } = process.env;
const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'minerals-bench-'));
const env = { ...rest, XDG_CACHE_HOME: join(work, 'caches') };

const time = (args) => {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${args.join(' ')}\n${stderr.toString()}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
};

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const line = (...cells) => console.log(cells.map((cell) => String(cell).padStart(12)).join(''));

const { readCatalog } = await tsImport('../src/schema/catalog.ts', import.meta.url);
const schema = join(work, 'agreement.schema.json');
writeFileSync(schema, JSON.stringify(readCatalog(join(root, 'schemas')).type('agreement').schema));
const keywords = join(import.meta.dirname, 'keywords.cjs');

try {
  console.log(`against ${AJV ?? 'bench/ajv.mjs, which does what ajv-cli 5.0.0 does'}; milliseconds, median of ${RUNS}`);
  line('records', 'run', 'minerals', 'ajv', 'ratio', 'aim');
  for (const count of [1000, 10_000]) {
    const dataset = join(work, String(count));
    const folder = writeRecords(dataset, count);
    const own = [join(root, 'bin', 'minerals.js'), 'validate', '--dataset', dataset];
    const other = AJV
      ? [
          AJV,
          'validate',
          '--spec=draft2020',
          '--allow-matching-properties',
          '-c',
          keywords,
          '-s',
          schema,
          '-d',
          `${folder}/*.yaml`,
        ]
      : [join(import.meta.dirname, 'ajv.mjs'), schema, folder];
    for (const [run, aim] of [
      ['first', 1],
      ['unchanged', 0.15],
    ]) {
      const pairs = [];
      for (let index = -1; index < RUNS; index += 1) {
        if (run === 'first') rmSync(env.XDG_CACHE_HOME, { recursive: true, force: true });
        const pair = [time(own), time(other)];
        if (index >= 0) pairs.push(pair);
      }
      const [mine, theirs] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])));
      line(
        count,
        run,
        mine.toFixed(0),
        theirs.toFixed(0),
        median(pairs.map(([one, two]) => one / two)).toFixed(2),
        aim,
      );
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
