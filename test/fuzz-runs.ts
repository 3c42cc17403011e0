import { appendFileSync } from 'node:fs';
import * as fc from 'fast-check';

/** How many times as many cases as usual are tried; `npm run fuzz` sets it. */
const FACTOR = Number(process.env['MINERALS_FUZZ'] ?? 1);

/** Number of cases of a property: that of the tests, or many more under `npm run fuzz`, which adds the numbers up. */
export const runs = (count: number): number => {
  const number = Math.ceil(count * FACTOR);
  const counts = process.env['MINERALS_FUZZ_COUNTS'];
  if (counts !== undefined) appendFileSync(counts, `${number}\n`);
  return number;
};

const seed = process.env['MINERALS_SEED'];
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
