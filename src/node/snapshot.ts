import {
  chmodSync,
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Sections, Snapshot } from '../core/index/sections.ts';
import type { SourceState } from './freshness.ts';

/**
 * A snapshot in a file, which is replaced as a whole, so it is never a mix of old and new.
 *
 * Layout of the file, with 32-bit little-endian numbers: the length of the header; a checksum (CRC-32) of header and table;
 * the header, as JSON; the table, a checksum for each page of the body; the body, the sections end to end. A query reads a
 * small part of the body. Only the pages of that part are checked, after the query, while the freshness check still runs.
 */
export interface SnapshotFile extends Snapshot {
  readonly read: (section: string, offset?: number, length?: number) => Buffer;
  /** Resolves to true if a part that was read so far is damaged. Until then, nothing that was read can be trusted. */
  readonly isDamaged: () => Promise<boolean>;
  /** Resolves to true if the whole file is as it was written. Reads all of it. */
  readonly isIntact: () => Promise<boolean>;
}

interface Header {
  /** Version of the layout of the sections. */
  readonly key: string;
  /** State of the folders that the sections were compiled from. */
  readonly state: SourceState;
  /** Offset and length of each section in the body. */
  readonly sections: { readonly [name: string]: readonly [offset: number, length: number] };
  /** Length of the body. */
  readonly size: number;
}

/** A header as read from a file, with its own length. */
type StoredHeader = Header & { readonly length: number };

/** Length of the two numbers before the header. */
const PREFIX_LENGTH = 8;

const PAGE_SIZE = 4096;

/** Size of the parts that are read at once for small reads, and the maximum number that is kept. */
const BLOCK_SIZE = 4 * PAGE_SIZE;
const MAX_BLOCKS = 1024;

const NO_BYTES = Buffer.alloc(0);

/** Maximum number of pages that are read at once to be checked. */
const PAGES_PER_READ = 256;

/** Age in milliseconds from which a partly written snapshot counts as abandoned. */
const ABANDONED_AFTER = 3_600_000;

/** Opens a snapshot file; undefined if it is absent, truncated or has another key. */
export const openSnapshot = (file: string, key: string): SnapshotFile | undefined => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const header = readHeader(descriptor);
    const isComplete = findBodyStart(header) + header.size === fstatSync(descriptor).size;
    if (header.key === key && isComplete) return toSnapshotFile(descriptor, header);
  } catch {
    // An unusable snapshot, for any reason, is compiled anew.
  }
  if (descriptor !== undefined) closeSync(descriptor);
  return undefined;
};

const toSnapshotFile = (descriptor: number, header: StoredHeader): SnapshotFile => {
  const bodyStart = findBodyStart(header);
  const usedPages = new Uint8Array(countPages(header));
  // Lookups read many small parts that lie close together.
  const blocks = new Map<number, Buffer>();
  const readBlock = (block: number): Buffer => {
    const known = blocks.get(block);
    if (known) return known;
    if (blocks.size >= MAX_BLOCKS) blocks.clear();
    const start = block * BLOCK_SIZE;
    const bytes = readBytes(descriptor, bodyStart + start, Math.min(BLOCK_SIZE, header.size - start));
    blocks.set(block, bytes);
    return bytes;
  };
  return {
    read: (section, offset = 0, length) => {
      const [sectionStart, sectionLength] = header.sections[section] ?? [0, 0];
      const start = sectionStart + offset;
      const byteCount = length ?? sectionLength - offset;
      if (byteCount === 0) return NO_BYTES;
      usedPages.fill(1, Math.floor(start / PAGE_SIZE), Math.ceil((start + byteCount) / PAGE_SIZE));
      const block = Math.floor(start / BLOCK_SIZE);
      if (start + byteCount > Math.min((block + 1) * BLOCK_SIZE, header.size))
        return readBytes(descriptor, bodyStart + start, byteCount);
      const offsetInBlock = start - block * BLOCK_SIZE;
      return readBlock(block).subarray(offsetInBlock, offsetInBlock + byteCount);
    },
    lengthOf: (section) => header.sections[section]?.[1] ?? 0,
    isDamaged: async () => !(await arePagesIntact(descriptor, header, usedPages)),
    isIntact: () => arePagesIntact(descriptor, header, usedPages.fill(1)),
  };
};

/** Compares the checksums of the header and of the pages that are 1 in `selected`. */
const arePagesIntact = async (descriptor: number, header: StoredHeader, selected: Uint8Array): Promise<boolean> => {
  const { crc32 } = await import('node:zlib');
  const bodyStart = findBodyStart(header);
  try {
    const head = readBytes(descriptor, 0, bodyStart);
    if (crc32(head.subarray(PREFIX_LENGTH)) !== head.readUInt32LE(4)) return false;
    const table = head.subarray(PREFIX_LENGTH + header.length);
    for (let first = selected.indexOf(1); first >= 0;) {
      const firstUnselected = selected.indexOf(0, first);
      const end = Math.min(firstUnselected < 0 ? selected.length : firstUnselected, first + PAGES_PER_READ);
      const start = first * PAGE_SIZE;
      const bytes = readBytes(descriptor, bodyStart + start, Math.min(end * PAGE_SIZE, header.size) - start);
      for (let page = first; page < end; page += 1) {
        const offset = (page - first) * PAGE_SIZE;
        if (crc32(bytes.subarray(offset, offset + PAGE_SIZE)) !== table.readUInt32LE(page * 4)) return false;
      }
      first = selected.indexOf(1, end);
    }
    return true;
  } catch {
    return false;
  }
};

/** Reads the header of a snapshot file. Throws if there is none. */
const readHeader = (descriptor: number): StoredHeader => {
  const length = readBytes(descriptor, 0, PREFIX_LENGTH).readUInt32LE(0);
  if (PREFIX_LENGTH + length > fstatSync(descriptor).size) throw new Error('the snapshot is truncated');
  return { ...(JSON.parse(readBytes(descriptor, PREFIX_LENGTH, length).toString()) as Header), length };
};

const countPages = ({ size }: Header): number => Math.ceil(size / PAGE_SIZE);

/** Offset of the body in the file. */
const findBodyStart = (header: StoredHeader): number => PREFIX_LENGTH + header.length + countPages(header) * 4;

/**
 * Reads the source state from a snapshot file; undefined if there is none. It is needed early, so its checksum is not
 * compared: the result only counts for a snapshot that turns out undamaged.
 */
export const readStoredState = (file: string): SourceState | undefined => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    return readHeader(descriptor).state;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};

const readBytes = (descriptor: number, position: number, length: number): Buffer => {
  const bytes = Buffer.allocUnsafe(length);
  let readCount = 0;
  while (readCount < length) {
    const count = readSync(descriptor, bytes, readCount, length - readCount, position + readCount);
    if (count === 0) throw new Error('the snapshot is truncated');
    readCount += count;
  }
  return bytes;
};

/**
 * Writes a snapshot file in one step, readable by everyone who can read the source folder. A folder without write access
 * is not an error: the next run compiles again.
 */
export const writeSnapshot = async (
  file: string,
  { key, state, sections, folder }: { key: string; state: SourceState; sections: Sections; folder: string },
): Promise<void> => {
  const { crc32 } = await import('node:zlib');
  let size = 0;
  const sectionRanges: Record<string, [number, number]> = {};
  for (const [name, bytes] of Object.entries(sections)) {
    sectionRanges[name] = [size, bytes.length];
    size += bytes.length;
  }
  const header = Buffer.from(JSON.stringify({ key, state, sections: sectionRanges, size } satisfies Header));
  const table = Buffer.alloc(Math.ceil(size / PAGE_SIZE) * 4);
  let checksumOffset = 0;
  for (const page of toPages(Object.values(sections)))
    checksumOffset = table.writeUInt32LE(crc32(page), checksumOffset);
  const prefix = Buffer.alloc(PREFIX_LENGTH);
  prefix.writeUInt32LE(header.length, 0);
  prefix.writeUInt32LE(crc32(Buffer.concat([header, table])), 4);
  const partialFile = `${file}.${Math.random().toString(36).slice(2)}`;
  try {
    removePartialFiles(file);
    writeParts(partialFile, [prefix, header, table, ...Object.values(sections)]);
    chmodSync(partialFile, statSync(folder).mode & 0o666);
    renameSync(partialFile, file);
  } catch {
    rmSync(partialFile, { force: true });
  }
};

/** Writes parts one after the other: a copy of all of them would need twice the memory. */
const writeParts = (file: string, parts: readonly Uint8Array[]): void => {
  const descriptor = openSync(file, 'wx');
  try {
    for (const part of parts)
      for (let written = 0; written < part.length;) written += writeSync(descriptor, part, written);
  } finally {
    closeSync(descriptor);
  }
};

/** Splits parts that lie end to end into pages. */
function* toPages(parts: readonly Uint8Array[]): Generator<Uint8Array> {
  // The same memory for each page: a page is used before the next one is made.
  const page = Buffer.alloc(PAGE_SIZE);
  let length = 0;
  for (const part of parts)
    for (let offset = 0; offset < part.length;) {
      const count = Math.min(PAGE_SIZE - length, part.length - offset);
      page.set(part.subarray(offset, offset + count), length);
      offset += count;
      length += count;
      if (length < PAGE_SIZE) continue;
      yield page;
      length = 0;
    }
  if (length > 0) yield page.subarray(0, length);
}

/** Removes partial files of runs that were killed while writing. */
const removePartialFiles = (file: string): void => {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!name.startsWith(`${basename(file)}.`)) continue;
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats && stats.mtimeMs < Date.now() - ABANDONED_AFTER) rmSync(path, { force: true });
  }
};
