/** A type whose keys that may be undefined are optional keys. */
type DefinedOnly<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Copies an object without the keys whose value is undefined. */
export const definedOnly = <T extends object>(values: T): DefinedOnly<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as DefinedOnly<T>;

/** Copies a list without its undefined items. */
export const definedItems = <Item>(items: readonly (Item | undefined)[]): Item[] =>
  items.filter((item) => item !== undefined);

/** Converts a value unless it is undefined. */
export const mapDefined = <Value, Converted>(
  value: Value | undefined,
  convert: (value: Value) => Converted,
): Converted | undefined => (value === undefined ? undefined : convert(value));
