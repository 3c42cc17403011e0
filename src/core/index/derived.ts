import { compareText } from '../model/text.ts';
import type { JsonObject, Ref } from '../model/record.ts';
import type { Catalog } from '../schema/catalog.ts';
import { deriveEntries, findDerivedMaps, type DerivedMap } from '../schema/derived-entries.ts';
import type { DerivedEntries } from './dataset.ts';
import type { Sections } from './sections.ts';
import { encodeTable, encodeTextTable } from './table.ts';

/** Table from a ref to the entries of its maps that follow from other records, as JSON. */
export const DERIVED_ENTRIES = 'derived entries';

/** Table from a filter and a value to the records that have the value because of other records. */
export const DERIVED_POSITIONS = 'derived positions';

/** Key of a value of a filter in a table. */
export const filterKey = (filter: string, value: string): string => `${filter}\u0000${value}`;

/** Collects the entries of maps that follow from other records. */
export class DerivedBuilder {
  private readonly maps: readonly {
    readonly map: DerivedMap;
    readonly entriesById: Map<string, Map<string, Set<Ref>>>;
  }[];

  constructor(catalog: Catalog) {
    this.maps = findDerivedMaps(catalog).map((map) => ({ map, entriesById: new Map() }));
  }

  /** Adds what follows from a record. */
  add(type: string, id: string, data: JsonObject): void {
    for (const { map, entriesById } of this.maps)
      for (const [owner, key] of deriveEntries(map, type, data)) {
        const entries = entriesById.get(owner) ?? new Map<string, Set<Ref>>();
        entriesById.set(owner, entries);
        entries.set(key, (entries.get(key) ?? new Set()).add(`${type}/${id}`));
      }
  }

  /** `findPosition` gives the position of a record, or undefined if there is none. */
  toSections(findPosition: (ref: Ref) => number | undefined): Sections {
    const entriesByRef = new Map<Ref, Record<string, DerivedEntries[string]>>();
    const positions = new Map<string, number[]>();
    for (const { map, entriesById } of this.maps)
      for (const [id, entries] of entriesById) {
        const ref = `${map.type}/${id}`;
        const position = findPosition(ref);
        if (position === undefined) continue;
        const sorted = [...entries].toSorted(([a], [b]) => compareText(a, b));
        const listed = sorted.map(([key, refs]): [string, Ref[]] => [key, [...refs].toSorted(compareText)]);
        entriesByRef.set(ref, { ...entriesByRef.get(ref), [map.field]: listed });
        for (const filter of map.filters)
          for (const [key] of sorted) {
            const value = filterKey(filter, `${map.keyType}/${key}`);
            positions.set(value, [...(positions.get(value) ?? []), position]);
          }
      }
    const texts = new Map([...entriesByRef].map(([ref, entries]) => [ref, JSON.stringify(entries)]));
    return { ...encodeTextTable(DERIVED_ENTRIES, texts), ...encodeTable(DERIVED_POSITIONS, positions) };
  }
}
