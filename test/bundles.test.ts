import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REPOSITORY, run } from './run.ts';

it('builds bundles of ASCII, as the launcher reads them as Latin-1', () => {
  const dist = join(REPOSITORY, 'dist');
  const bundles = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.cjs'));
  expect(bundles.length).toBeGreaterThan(5);
  // oxlint-disable-next-line no-control-regex -- the range is the point
  expect(bundles.filter((file) => /[^\u0000-\u007f]/.test(readFileSync(join(dist, file), 'utf8')))).toEqual([]);
});

it('keeps the help as the program prints it', async () => {
  const { out } = await run(['--help']);
  expect(out).toContain('query');
  expect(readFileSync(join(REPOSITORY, 'dist/help.txt'), 'utf8')).toBe(out);
});
