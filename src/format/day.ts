import { definedItems } from '../core/model/defined-only.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** Formats a date of any precision in words: 24 February 2026, February 2026, 2026. */
export const formatDay = ([year, month, day]: readonly number[]): string =>
  definedItems([day, MONTHS[(month ?? 0) - 1], year]).join(' ');
