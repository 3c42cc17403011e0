import { decodeNumbers, decodeText, encodeNumbers } from './bytes.ts';
import type { Sections, Snapshot } from './sections.ts';

/**
 * A column: values by position. The section NAME has their bytes, end to end; `NAME ends` the end of each, as 32-bit
 * numbers. A value is found without reading those before it.
 */
export interface StoredColumn {
  readonly size: number;
  /** Bytes of a value; empty if there is none at the position. */
  readonly bytesAt: (position: number) => Uint8Array;
  readonly textAt: (position: number) => string;
}

const encoder = new TextEncoder();

/** Bytes of a UTF-16 code unit in UTF-8, at most. */
const MAX_BYTES_PER_UNIT = 3;

/** Share by which the room for values grows when it is full. */
const GROWTH = 1.5;

/** Room that is always added, so that a small column grows rarely. */
const MIN_ROOM = 1024;

/** Collects the values of a column. */
export class ColumnBuilder {
  private bytes = new Uint8Array(MIN_ROOM);
  private length = 0;
  private readonly ends: number[] = [];

  /** Number of values. */
  get size(): number {
    return this.ends.length;
  }

  addText(text: string): void {
    this.makeRoom(text.length * MAX_BYTES_PER_UNIT);
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written;
    this.ends.push(this.length);
  }

  addBytes(bytes: Uint8Array): void {
    this.makeRoom(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
    this.ends.push(this.length);
  }

  toSections(name: string): Sections {
    return {
      [name]: this.bytes.subarray(0, this.length),
      [`${name} ends`]: encodeNumbers(Uint32Array.from(this.ends)),
    };
  }

  private makeRoom(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.ceil((this.length + count) * GROWTH) + MIN_ROOM);
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** Share of a column from which it is read as a whole: one read is faster than many. */
const WHOLE_SHARE = 16;

/** Number of values that are always read one by one. */
const MIN_SINGLE_READS = 64;

const NUMBER_LENGTH = 4;

/** Opens a column. The first values are read one by one; once many were, all are. */
export const openColumn = ({ read, lengthOf }: Snapshot, name: string): StoredColumn => {
  const endsSection = `${name} ends`;
  const size = lengthOf(endsSection) / NUMBER_LENGTH;
  let readCount = 0;
  let whole: WholeColumn | undefined;
  const findWhole = (): WholeColumn | undefined => {
    readCount += 1;
    if (whole === undefined && readCount > MIN_SINGLE_READS && readCount * WHOLE_SHARE > size)
      whole = readWhole(read, name, endsSection);
    return whole;
  };
  const bytesAt = (position: number): Uint8Array => {
    const known = findWhole();
    if (known) return known.bytes.subarray(known.ends[position - 1] ?? 0, known.ends[position] ?? 0);
    const [start, end] = findRange(read, endsSection, position, size);
    return read(name, start, end - start);
  };
  return {
    size,
    bytesAt,
    textAt: (position) => {
      const bytes = bytesAt(position);
      if (!whole) return decodeText(bytes);
      const text = (whole.text ??= decodeText(whole.bytes));
      // In ASCII, a range of bytes is one of characters.
      if (text.length === whole.bytes.length)
        return text.slice(whole.ends[position - 1] ?? 0, whole.ends[position] ?? 0);
      return decodeText(bytes);
    },
  };
};

/** Start and end of a value; an empty range if there is none at the position. */
const findRange = (
  read: Snapshot['read'],
  section: string,
  position: number,
  size: number,
): readonly [start: number, end: number] => {
  if (!(position >= 0 && position < size)) return [0, 0];
  const first = Math.max(position - 1, 0);
  const bytes = read(section, first * NUMBER_LENGTH, (position + 1 - first) * NUMBER_LENGTH);
  if (position === 0) return [0, readNumber(bytes, 0)];
  return [readNumber(bytes, 0), readNumber(bytes, NUMBER_LENGTH)];
};

/** A number in little-endian order, as the typed arrays of usual processors have it. */
const readNumber = (bytes: Uint8Array, offset: number): number =>
  ((bytes[offset] ?? 0) |
    ((bytes[offset + 1] ?? 0) << 8) |
    ((bytes[offset + 2] ?? 0) << 16) |
    ((bytes[offset + 3] ?? 0) << 24)) >>>
  0;

interface WholeColumn {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
  /** The text of all values, once it was needed. */
  text?: string;
}

const readWhole = (read: Snapshot['read'], name: string, endsSection: string): WholeColumn => ({
  bytes: read(name),
  ends: decodeNumbers(read(endsSection)),
});
