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
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Marks } from './freshness.ts';

/**
 * A compiled dataset: named sections of bytes, in one file or in memory. One file, replaced as a whole, cannot be half new.
 *
 * The layout of a file, numbers in 32 bits, low byte first: the length of the header; a checksum (CRC-32) of header and
 * table; the header, as JSON; the table, a checksum for each page of the body; the body, the sections end to end. A
 * question reads a small part of the body, and only the pages of that part are checked.
 */
export interface Snapshot {
  /**
   * A section, or a part of it: `length` bytes from `offset`. Absent sections are empty. Throws where the bytes are not
   * those that were written.
   */
  readonly read: (section: string, offset?: number, length?: number) => Buffer;
}

/** A snapshot in a file. */
export interface SnapshotFile extends Snapshot {
  /** Whether a part that was read so far is damaged. */
  readonly isDamaged: () => boolean;
  /** Whether the whole body is as it was written. Reads all of it. */
  readonly isIntact: () => boolean;
}

export type Sections = Readonly<Record<string, Buffer>>;

interface Header {
  /** The layout of the sections. */
  readonly key: string;
  /** The state of the folders that the sections were compiled from. */
  readonly marks: Marks;
  /** The place of each section in the body. */
  readonly sections: { readonly [name: string]: readonly [offset: number, length: number] };
  /** The length of the body. */
  readonly size: number;
}

/** The two numbers before the header. */
const PREFIX = 8;

const PAGE = 4096;

/** Pages that are read at once where all are checked. */
const BATCH = 256;

/** The age in milliseconds at which a part of a snapshot is one that nobody writes any more. */
const ABANDONED = 3_600_000;

export const createMemorySnapshot = (sections: Sections): Snapshot => ({
  read: (section, offset = 0, length) =>
    sections[section]?.subarray(offset, length === undefined ? undefined : offset + length) ?? Buffer.alloc(0),
});

/** Opens a snapshot file whose key is the one expected; undefined where it is absent, damaged or of another key. */
export const openSnapshot = async (file: string, key: string): Promise<SnapshotFile | undefined> => {
  const { crc32 } = await import('node:zlib');
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const opened = descriptor;
    const { size: fileSize } = fstatSync(opened);
    const prefix = readBytes(opened, 0, PREFIX);
    const headerEnd = PREFIX + prefix.readUInt32LE(0);
    if (headerEnd > fileSize) throw new Error(`${file} is cut short`);
    const header = JSON.parse(readBytes(opened, PREFIX, headerEnd - PREFIX).toString()) as Header;
    const pageCount = Math.ceil(header.size / PAGE);
    const start = headerEnd + pageCount * 4;
    if (header.key === key && start + header.size === fileSize) {
      const checked = readBytes(opened, PREFIX, start - PREFIX);
      const table = checked.subarray(headerEnd - PREFIX);
      if (crc32(checked) === prefix.readUInt32LE(4)) {
        let isDamaged = false;
        const readPages = (first: number, end: number): Buffer => {
          const length = Math.min(end * PAGE, header.size) - first * PAGE;
          const bytes = readBytes(opened, start + first * PAGE, length);
          for (let page = first; page < end; page += 1) {
            const offset = (page - first) * PAGE;
            if (crc32(bytes.subarray(offset, offset + PAGE)) === table.readUInt32LE(page * 4)) continue;
            isDamaged = true;
            throw new Error(`${file} is damaged`);
          }
          return bytes;
        };
        return {
          read: (section, offset = 0, length) => {
            const [sectionStart, sectionLength] = header.sections[section] ?? [0, 0];
            const from = sectionStart + offset;
            const to = from + (length ?? sectionLength - offset);
            if (to <= from) return Buffer.alloc(0);
            const first = Math.floor(from / PAGE);
            const bytes = readPages(first, Math.ceil(to / PAGE));
            return bytes.subarray(from - first * PAGE, to - first * PAGE);
          },
          isDamaged: () => isDamaged,
          isIntact: () => {
            try {
              for (let first = 0; first < pageCount; first += BATCH)
                readPages(first, Math.min(first + BATCH, pageCount));
              return true;
            } catch {
              return false;
            }
          },
        };
      }
    }
  } catch {
    // Whatever is wrong with a snapshot, the answer is to compile it anew.
  }
  if (descriptor !== undefined) closeSync(descriptor);
  return undefined;
};

/**
 * The marks of a snapshot file; undefined where there are none. They are not checked against the checksum, as they are
 * wanted early: they count only for a snapshot that `openSnapshot` opens.
 */
export const readMarks = (file: string): Marks | undefined => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const length = readBytes(descriptor, 0, PREFIX).readUInt32LE(0);
    if (PREFIX + length > fstatSync(descriptor).size) return undefined;
    const { marks } = JSON.parse(readBytes(descriptor, PREFIX, length).toString()) as Header;
    return marks;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};

const readBytes = (descriptor: number, position: number, length: number): Buffer => {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const count = readSync(descriptor, bytes, done, length - done, position + done);
    if (count === 0) throw new Error('the snapshot is cut short');
    done += count;
  }
  return bytes;
};

/**
 * Writes a snapshot file in one step; whoever may read the folder that it was compiled from may read it. A folder that
 * can't be written is no error: the next run compiles again.
 */
export const writeSnapshot = async (
  file: string,
  { key, marks, sections, folder }: { key: string; marks: Marks; sections: Sections; folder: string },
): Promise<void> => {
  const { crc32 } = await import('node:zlib');
  let size = 0;
  const places: Record<string, [number, number]> = {};
  for (const [name, bytes] of Object.entries(sections)) {
    places[name] = [size, bytes.length];
    size += bytes.length;
  }
  const body = Buffer.concat(Object.values(sections));
  const header = Buffer.from(JSON.stringify({ key, marks, sections: places, size } satisfies Header));
  const table = Buffer.alloc(Math.ceil(size / PAGE) * 4);
  for (let page = 0; page * PAGE < size; page += 1)
    table.writeUInt32LE(crc32(body.subarray(page * PAGE, (page + 1) * PAGE)), page * 4);
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32LE(header.length, 0);
  prefix.writeUInt32LE(crc32(Buffer.concat([header, table])), 4);
  const part = `${file}.${Math.random().toString(36).slice(2)}`;
  try {
    removeAbandoned(file);
    writeFileSync(part, Buffer.concat([prefix, header, table, body]));
    chmodSync(part, statSync(folder).mode & 0o666);
    renameSync(part, file);
  } catch {
    rmSync(part, { force: true });
  }
};

/** Removes the parts that a run left behind which was ended while it wrote. */
const removeAbandoned = (file: string): void => {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!name.startsWith(`${basename(file)}.`)) continue;
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats && stats.mtimeMs < Date.now() - ABANDONED) rmSync(path, { force: true });
  }
};
