/** Things by what a function says of them, in the order of their first appearance; a thing may stand under several keys. */
export const groupBy = <Key, Thing>(
  things: Iterable<Thing>,
  keysOf: (thing: Thing) => readonly Key[],
): Map<Key, Thing[]> => {
  const groups = new Map<Key, Thing[]>();
  for (const thing of things)
    for (const key of keysOf(thing)) {
      const own = groups.get(key);
      if (own) own.push(thing);
      else groups.set(key, [thing]);
    }
  return groups;
};
