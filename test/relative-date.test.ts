import { describe, expect, it } from 'vitest';
import { parseRelativeDate } from '../src/core/model/relative-date.ts';

const TODAY = '2026-03-31';

describe('parseRelativeDate', () => {
  it.each([
    ['today', '2026-03-31'],
    ['Yesterday', '2026-03-30'],
    ['30d', '2026-03-01'],
    ['30 days ago', '2026-03-01'],
    ['2w', '2026-03-17'],
    ['1m', '2026-02-28'],
    ['13 months ago', '2025-02-28'],
    ['1y', '2025-03-31'],
    ['last week', '2026-03-24'],
    ['last  month', '2026-02'],
    ['this month', '2026-03'],
    ['last year', '2025'],
    ['this year', '2026'],
  ])('reads %s', (text, expected) => {
    expect(parseRelativeDate(text, TODAY)).toBe(expected);
  });

  it.each(['', '2026', '30', '-30d', '30dd', 'd', 'next month', '99999y', '999999d', 'last', '１０d'])(
    'does not read %j',
    (text) => {
      expect(parseRelativeDate(text, TODAY)).toBeUndefined();
    },
  );
});
