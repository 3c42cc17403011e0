/** The keys of an object that has no others than its type says. */
export const keysOf = <Key extends string>(map: Readonly<Record<Key, unknown>>): readonly Key[] =>
  // Object.keys forgets which keys there are.
  Object.keys(map) as Key[];

/** Value of a key of a map. A plain lookup also finds inherited keys: `constructor`, `__proto__`. */
export const ownValue = <Value>(map: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
