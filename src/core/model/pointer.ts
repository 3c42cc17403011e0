import { ownValue } from './own.ts';
import { asList, asObject, isList, type JsonValue } from './record.ts';

/** The keys and indexes that lead from the root of a record to a value. */
export type Path = readonly (string | number)[];

/** Converts a path to a JSON Pointer (RFC 6901): `/history/signed`. */
export const toPointer = (path: Path): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Splits a JSON Pointer into steps. Indexes stay text, as a pointer does not distinguish them from keys. */
export const fromPointer = (pointer: string): string[] => {
  if (pointer === '') return [];
  const steps = pointer.slice(1).split('/');
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
};

/** Converts a path to the dotted form that evidence uses: `history.signed`. */
export const toDotted = (path: Path): string => path.join('.');

export const fromDotted = (dotted: string): string[] => dotted.split('.');

/** Returns the value at a path, or undefined if there is none. Ignores inherited keys. */
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

/**
 * Returns a copy of a value with a new value at a path, creating maps and lists as needed. Builds maps from entries,
 * as an assignment to `__proto__` would set the prototype.
 */
export const setValueAt = (value: JsonValue | undefined, path: Path, newValue: JsonValue): JsonValue => {
  const [step, ...remainingPath] = path;
  if (step === undefined) return newValue;
  if (typeof step === 'number') {
    const list = asList(value);
    return list.toSpliced(step, 1, setValueAt(list[step], remainingPath, newValue));
  }
  const map = asObject(value);
  const oldValue = ownValue(map, step);
  const otherEntries = Object.entries(map).filter(([key]) => key !== step);
  return Object.fromEntries([...otherEntries, [step, setValueAt(oldValue, remainingPath, newValue)]]);
};
