import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawBar } from '../src/format/bar.ts';
import { REPOSITORY, run } from './run.ts';

it('draws a longer bar for more, never over the width, and something for whatever is not nothing', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, fc.integer({ min: 1, max: 80 }), (one, other, width) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      expect(drawBar(less, width).length).toBeLessThanOrEqual(drawBar(more, width).length);
      expect(drawBar(more, width).length).toBeLessThanOrEqual(width);
      expect(drawBar(more, width) === '').toBe(more === 0);
    }),
  );
});

it.each([50, 80, 200])('fills a terminal of %i columns and no more', async (width) => {
  const { out } = await run(['stats', '--by', 'kind,year', '--type', 'agreement'], {
    root: REPOSITORY,
    dataset: 'test/diplomacy',
    outIsTerminal: true,
    width,
    env: { NO_COLOR: '1' },
  });
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
  expect(out).toMatch(/█{8}/);
});
