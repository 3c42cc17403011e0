import type { Ref } from '../model/record.ts';

/** Collects all records that can be reached from some records by following a relation; excludes the start records. */
export const followRefs = (startRefs: Iterable<Ref>, nextRefs: (ref: Ref) => readonly Ref[]): Set<Ref> => {
  const start = new Set(startRefs);
  const reached = new Set<Ref>();
  const pending = [...start];
  for (let current = pending.pop(); current !== undefined; current = pending.pop())
    for (const ref of nextRefs(current))
      if (!start.has(ref) && !reached.has(ref)) {
        reached.add(ref);
        pending.push(ref);
      }
  return reached;
};
