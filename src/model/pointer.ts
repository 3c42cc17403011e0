import { type JsonObject, isJsonObject, isList, type JsonValue } from './record.ts';

/** The steps from a record's root to a place in it. */
export type Path = readonly (string | number)[];

/** A path as a JSON Pointer (RFC 6901): `/history/signed`. */
export const toPointer = (path: Path): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The steps of a JSON Pointer; numbers stay text, as the pointer cannot tell a key from an index. */
export const fromPointer = (pointer: string): string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** A path as evidence writes it: `history.signed`. */
export const toDotted = (path: Path): string => path.join('.');

export const fromDotted = (dotted: string): string[] => dotted.split('.');

/** The value at a path, or undefined where there is none. Sees own keys only. */
export const valueAt = (value: JsonValue | undefined, path: Path): JsonValue | undefined => {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    if (isList(current)) current = current[Number(step)];
    else if (Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
};

/** A value with another one at a path, maps and lists made where none are. Entries, not assignments: a key may be `__proto__`. */
export const setValueAt = (value: JsonValue | undefined, path: Path, placed: JsonValue): JsonValue => {
  const [step, ...rest] = path;
  if (step === undefined) return placed;
  if (typeof step === 'number') {
    const list = isList(value) ? value : [];
    return list.toSpliced(step, 1, setValueAt(list[step], rest, placed));
  }
  const map: JsonObject = isJsonObject(value) ? value : {};
  const before = Object.hasOwn(map, step) ? map[step] : undefined;
  const others = Object.entries(map).filter(([key]) => key !== step);
  return Object.fromEntries([...others, [step, setValueAt(before, rest, placed)]]);
};
