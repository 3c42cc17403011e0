import { filterKey } from './derived.ts';
import type { LookupTable } from './table.ts';

/**
 * Values of a filter with the positions of the records that have each, read from a table. In the table, the positions follow
 * the number of the value: values are listed in the order of these numbers.
 */
export class FilterIndex implements ReadonlyMap<string, readonly number[]> {
  private readonly table: LookupTable;
  private readonly filter: string;
  private all: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(table: LookupTable, filter: string) {
    this.table = table;
    this.filter = filter;
  }

  get(value: string): readonly number[] | undefined {
    const index = this.table.find(filterKey(this.filter, value));
    if (index < 0) return undefined;
    return Array.from(this.table.numbersAt(index).subarray(1));
  }

  has(value: string): boolean {
    return this.table.find(filterKey(this.filter, value)) >= 0;
  }

  get size(): number {
    const [first, end] = this.findRange();
    return end - first;
  }

  keys(): MapIterator<string> {
    return this.readAll().keys();
  }

  values(): MapIterator<readonly number[]> {
    return this.readAll().values();
  }

  entries(): MapIterator<[string, readonly number[]]> {
    return this.readAll().entries();
  }

  forEach(visit: (positions: readonly number[], value: string, map: this) => void): void {
    for (const [value, positions] of this.readAll()) visit(positions, value, this);
  }

  [Symbol.iterator](): MapIterator<[string, readonly number[]]> {
    return this.entries();
  }

  private findRange(): readonly [first: number, end: number] {
    return this.table.findRange(filterKey(this.filter, ''));
  }

  private readAll(): ReadonlyMap<string, readonly number[]> {
    return (this.all ??= this.readRange());
  }

  private readRange(): ReadonlyMap<string, readonly number[]> {
    const [first, end] = this.findRange();
    const prefixLength = filterKey(this.filter, '').length;
    const rows = Array.from({ length: end - first }, (_, offset) => {
      const [number = 0, ...positions] = this.table.numbersAt(first + offset);
      return { number, value: this.table.keyAt(first + offset).slice(prefixLength), positions };
    });
    rows.sort((a, b) => a.number - b.number);
    return new Map(rows.map(({ value, positions }) => [value, positions]));
  }
}
