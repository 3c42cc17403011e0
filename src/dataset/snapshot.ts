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
 * question reads a small part of the body, and only the pages of that part are checked, after it was answered: there is
 * time for that while the freshness of the snapshot is found out.
 */
export interface Snapshot {
  /** A section, or a part of it: `length` bytes from `offset`. Absent sections are empty. A damaged file may make it throw. */
  readonly read: (section: string, offset?: number, length?: number) => Buffer;
}

/** A snapshot in a file. */
export interface SnapshotFile extends Snapshot {
  /** Whether a part that was read so far is damaged. Until this is known, what was read may be anything. */
  readonly isDamaged: () => Promise<boolean>;
  /** Whether the whole file is as it was written. Reads all of it. */
  readonly isIntact: () => Promise<boolean>;
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

/** The most pages that are read at once to be checked. */
const BATCH = 256;

/** The age in milliseconds at which a part of a snapshot is one that nobody writes any more. */
const ABANDONED = 3_600_000;

export const inMemory = (sections: Sections): Snapshot => ({
  read: (section, offset = 0, length) =>
    sections[section]?.subarray(offset, length === undefined ? undefined : offset + length) ?? Buffer.alloc(0),
});

/** Opens a snapshot file whose key is the one expected; undefined where it is absent, cut short or of another key. */
export const openSnapshot = (file: string, key: string): SnapshotFile | undefined => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const header = readHeader(descriptor);
    const start = bodyStart(header);
    if (header.key === key && start + header.size === fstatSync(descriptor).size) {
      const opened = descriptor;
      const used = new Uint8Array(pageCount(header));
      return {
        read: (section, offset = 0, length) => {
          const [sectionStart, sectionLength] = header.sections[section] ?? [0, 0];
          const from = sectionStart + offset;
          const wanted = length ?? sectionLength - offset;
          used.fill(1, Math.floor(from / PAGE), Math.ceil((from + wanted) / PAGE));
          return readBytes(opened, start + from, wanted);
        },
        isDamaged: async () => !(await areIntact(opened, header, used)),
        isIntact: () => areIntact(opened, header, used.fill(1)),
      };
    }
  } catch {
    // Whatever is wrong with a snapshot, the answer is to compile it anew.
  }
  if (descriptor !== undefined) closeSync(descriptor);
  return undefined;
};

/** Whether the header and the pages that are marked with 1 are as they were written. */
const areIntact = async (
  descriptor: number,
  header: Header & { length: number },
  used: Uint8Array,
): Promise<boolean> => {
  const { crc32 } = await import('node:zlib');
  const start = bodyStart(header);
  try {
    const head = readBytes(descriptor, 0, start);
    if (crc32(head.subarray(PREFIX)) !== head.readUInt32LE(4)) return false;
    const table = head.subarray(PREFIX + header.length);
    for (let first = used.indexOf(1); first >= 0;) {
      const unused = used.indexOf(0, first);
      const end = Math.min(unused < 0 ? used.length : unused, first + BATCH);
      const bytes = readBytes(descriptor, start + first * PAGE, Math.min(end * PAGE, header.size) - first * PAGE);
      for (let page = first; page < end; page += 1) {
        const offset = (page - first) * PAGE;
        if (crc32(bytes.subarray(offset, offset + PAGE)) !== table.readUInt32LE(page * 4)) return false;
      }
      first = used.indexOf(1, end);
    }
    return true;
  } catch {
    return false;
  }
};

/** The header and its length. Throws where there is none. */
const readHeader = (descriptor: number): Header & { length: number } => {
  const length = readBytes(descriptor, 0, PREFIX).readUInt32LE(0);
  if (PREFIX + length > fstatSync(descriptor).size) throw new Error('the snapshot is cut short');
  return { ...(JSON.parse(readBytes(descriptor, PREFIX, length).toString()) as Header), length };
};

const pageCount = ({ size }: Header): number => Math.ceil(size / PAGE);

/** The place in the file at which the body begins. */
const bodyStart = (header: Header & { length: number }): number => PREFIX + header.length + pageCount(header) * 4;

/**
 * The marks of a snapshot file; undefined where there are none. They are not checked against the checksum, as they are
 * wanted early: they count only for a snapshot that is not damaged.
 */
export const readMarks = (file: string): Marks | undefined => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    return readHeader(descriptor).marks;
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
