import { decodeNumbers, encodeNumbers } from './bytes.ts';
import { ColumnBuilder, openColumn } from './column.ts';
import type { Sections, Snapshot } from './sections.ts';

/** A sorted table: keys in order, with a value each. Two columns, `NAME keys` and `NAME values`. */
export interface LookupTable {
  readonly size: number;
  readonly keyAt: (index: number) => string;
  /** Bytes of the value at an index. */
  readonly bytesAt: (index: number) => Uint8Array;
  /** The value at an index, as numbers. */
  readonly numbersAt: (index: number) => Uint32Array;
  /** The value at an index, as text. */
  readonly textAt: (index: number) => string;
  /** Index of a key; -1 if the table lacks it. */
  readonly find: (key: string) => number;
  /** Indexes of the keys with a prefix: the first, and the one after the last. */
  readonly findRange: (prefix: string) => readonly [first: number, end: number];
}

/** Encodes a table of numbers. */
export const encodeTable = (name: string, valuesByKey: ReadonlyMap<string, readonly number[]>): Sections =>
  encodeRows(name, valuesByKey, (values, numbers) => values.addBytes(encodeNumbers(Uint32Array.from(numbers))));

/** Encodes a table of texts. */
export const encodeTextTable = (name: string, valuesByKey: ReadonlyMap<string, string>): Sections =>
  encodeRows(name, valuesByKey, (values, text) => values.addText(text));

const encodeRows = <Value>(
  name: string,
  valuesByKey: ReadonlyMap<string, Value>,
  addValue: (values: ColumnBuilder, value: Value) => void,
): Sections => {
  const [keys, values] = [new ColumnBuilder(), new ColumnBuilder()];
  // By code units, as `<` compares texts.
  for (const key of [...valuesByKey.keys()].sort()) {
    keys.addText(key);
    addValue(values, valuesByKey.get(key) as Value);
  }
  return { ...keys.toSections(`${name} keys`), ...values.toSections(`${name} values`) };
};

export const openTable = (snapshot: Snapshot, name: string): LookupTable => {
  const keys = openColumn(snapshot, `${name} keys`);
  const values = openColumn(snapshot, `${name} values`);
  /** Index of the first key that is not before a text. */
  const findFirst = (text: string): number => {
    let [low, high] = [0, keys.size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys.textAt(middle) < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    size: keys.size,
    keyAt: keys.textAt,
    bytesAt: values.bytesAt,
    numbersAt: (index) => decodeNumbers(values.bytesAt(index)),
    textAt: values.textAt,
    find: (key) => {
      const index = findFirst(key);
      return index < keys.size && keys.textAt(index) === key ? index : -1;
    },
    findRange: (prefix) => [findFirst(prefix), findFirst(`${prefix}${LAST_CODE_UNIT}`)],
  };
};

/** No text in a key starts with this code unit, which no character has. */
const LAST_CODE_UNIT = '\uffff';
