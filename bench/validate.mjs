// Measures `minerals validate` with 1,000 and 10,000 agreements against plain schema validation: alternating pairs, median of
// their ratios. `first` runs without a cache from an earlier run, `unchanged` with one.
//   npm run bench:validate            against bench/ajv.mjs, which does the same as ajv-cli
//   AJV=path/to/ajv npm run bench:validate   against ajv-cli itself
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { writeRecords } from './records.mjs';

const RUNS = 7;
const { AJV, NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;
const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'minerals-bench-'));
const env = { ...environment, XDG_CACHE_HOME: join(work, 'caches') };

const measureTime = (args) => {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${args.join(' ')}\n${stderr.toString()}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
};

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const printRow = (...cells) => console.log(cells.map((cell) => String(cell).padStart(12)).join(''));

const { readCatalog } = await tsImport('../src/node/read-catalog.ts', import.meta.url);
const schema = join(work, 'agreement.schema.json');
writeFileSync(schema, JSON.stringify(readCatalog(join(root, 'schemas')).type('agreement').schema));
const keywords = join(import.meta.dirname, 'keywords.cjs');

try {
  console.log(
    `against ${AJV ?? 'bench/ajv.mjs, which does the same as ajv-cli 5.0.0'}; milliseconds, median of ${RUNS}`,
  );
  printRow('records', 'run', 'minerals', 'ajv', 'ratio', 'target');
  for (const count of [1000, 10_000]) {
    const dataset = join(work, String(count));
    const folder = writeRecords(dataset, count);
    const command = [join(root, 'bin', 'minerals.js'), 'validate', '--dataset', dataset];
    const baselineCommand = AJV
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
    for (const [run, target] of [
      ['first', 1],
      ['unchanged', 0.15],
    ]) {
      const pairs = [];
      for (let index = -1; index < RUNS; index += 1) {
        if (run === 'first') rmSync(env.XDG_CACHE_HOME, { recursive: true, force: true });
        const pair = [measureTime(command), measureTime(baselineCommand)];
        if (index >= 0) pairs.push(pair);
      }
      const [commandTime, baselineTime] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])));
      printRow(
        count,
        run,
        commandTime.toFixed(0),
        baselineTime.toFixed(0),
        median(pairs.map(([time, baseline]) => time / baseline)).toFixed(2),
        target,
      );
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
