/** The value that a map has under a key. A plain lookup also finds what every object inherits: `constructor`, `__proto__`. */
export const ownValue = <T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
