const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** A date in words, as precise as it is: 24 February 2026. */
export const formatDay = ([year, month, day]: readonly number[]): string =>
  [day, month === undefined ? undefined : MONTHS[month - 1], year].filter((part) => part !== undefined).join(' ');
