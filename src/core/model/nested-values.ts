import type { Path } from './pointer.ts';
import { isJsonObject, isList, type JsonValue } from './record.ts';

/**
 * All values at a path. Lists are passed through, and so are maps whose keys are free: `evidence.source` gives the sources
 * of all items, `provisions.clause` the clauses of all provisions.
 */
export const nestedValues = (value: JsonValue | undefined, path: Path): JsonValue[] => {
  if (value === undefined || value === null) return [];
  if (isList(value)) return value.flatMap((item) => nestedValues(item, path));
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  if (!isJsonObject(value)) return [];
  if (Object.hasOwn(value, key)) return nestedValues(value[key], rest);
  return Object.values(value).flatMap((entry) => {
    if (isJsonObject(entry) && Object.hasOwn(entry, key)) return nestedValues(entry, path);
    return [];
  });
};
