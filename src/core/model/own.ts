/** Value of a key of a map. A plain lookup also finds inherited keys: `constructor`, `__proto__`. */
export const ownValue = <Value>(map: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
