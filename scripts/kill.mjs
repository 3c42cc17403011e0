// Kills commands that write, at random moments, more often than the tests do: npm run kill -- 2000.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const times = Number(process.argv[2] ?? 1000);
if (!(times > 0)) throw new Error('give a number: npm run kill -- 2000');
const { status } = spawnSync(
  process.execPath,
  [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--testTimeout=36000000', 'test/killed.test.ts'],
  { stdio: 'inherit', env: { ...process.env, MINERALS_KILLS: String(times) } },
);
process.exit(status ?? 1);
