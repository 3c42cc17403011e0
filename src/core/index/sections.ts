/** Named parts of a compiled dataset. */
export type Sections = Readonly<Record<string, Uint8Array>>;

/** A compiled dataset, in a file or in memory. */
export interface Snapshot {
  /** Reads `length` bytes of a section from `offset`. Absent sections are empty. May throw if a file is damaged. */
  readonly read: (section: string, offset?: number, length?: number) => Uint8Array;
  /** Length of a section in bytes. */
  readonly lengthOf: (section: string) => number;
}

const NO_BYTES = new Uint8Array();

export const createMemorySnapshot = (sections: Sections): Snapshot => ({
  read: (section, offset = 0, length) =>
    sections[section]?.subarray(offset, length === undefined ? undefined : offset + length) ?? NO_BYTES,
  lengthOf: (section) => sections[section]?.length ?? 0,
});
