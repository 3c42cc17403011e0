// Tries the properties of readers, rules, formatter and operations with many more cases than the tests do, 100,000 and more
// unless a factor is given: npm run fuzz -- 20. MINERALS_SEED repeats a run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FILES = ['test/dataset/fast', 'test/robustness', 'test/format-files', 'test/yaml-format', 'test/fuzz/'];
const factor = Number(process.argv[2] ?? 4);
if (!(factor > 0)) throw new Error('the factor is a number: npm run fuzz -- 20');
const seed = process.env.MINERALS_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
const counts = join(folder, 'counts');
writeFileSync(counts, '');
const { status } = spawnSync(
  process.execPath,
  [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project=sources', '--testTimeout=3600000', ...FILES],
  {
    stdio: 'inherit',
    env: { ...process.env, MINERALS_FUZZ: String(factor), MINERALS_FUZZ_COUNTS: counts, MINERALS_SEED: seed },
  },
);
const total = readFileSync(counts, 'utf8')
  .split('\n')
  .reduce((sum, line) => sum + Number(line), 0);
rmSync(folder, { recursive: true });
console.log(`${total.toLocaleString('en')} cases with seed ${seed}`);
process.exit(status ?? 1);
