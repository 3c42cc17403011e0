import { rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { createClone, killOnce, SCENARIOS } from './kill-runs.ts';

/** Runs per command; `npm run kill` makes more. */
const RUNS = Number(process.env['MINERALS_KILLS'] ?? 40);

/** Longest time in milliseconds after which a process is killed; most of them have ended by then. */
const LONGEST = 250;

it.skipIf(process.platform === 'win32').each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
  'a killed process loses nothing: %s',
  { timeout: 10_000 + RUNS * 3000 },
  async (_, scenario) => {
    const root = createClone();
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    for (let run = 0; run < RUNS; run += 1) {
      const milliseconds = Math.round((LONGEST * run) / RUNS);
      const problems = await killOnce(root, scenario, milliseconds);
      expect({ milliseconds, problems }).toEqual({ milliseconds, problems: [] });
    }
  },
);
