import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';

/**
 * A compiled dataset: named runs of bytes, in one file or in memory. In a file a line of JSON comes first, padded to
 * HEADER bytes: `{"key", "sections": {name: [offset, length]}}`. One file, replaced as a whole, cannot be half new.
 */
export interface Snapshot {
  /** A section, or a part of it: `length` bytes from `offset`. Absent sections are empty. */
  readonly read: (section: string, offset?: number, length?: number) => Buffer;
}

export type Sections = Readonly<Record<string, Buffer>>;

const HEADER = 1024;

export const inMemory = (sections: Sections): Snapshot => ({
  read: (section, offset = 0, length) =>
    sections[section]?.subarray(offset, length === undefined ? undefined : offset + length) ?? Buffer.alloc(0),
});

/** Opens a snapshot file whose key is the one expected; undefined where it is absent, damaged or of another key. */
export const openSnapshot = (file: string, key: string): Snapshot | undefined => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const opened = descriptor;
    const bytes = (position: number, length: number): Buffer => {
      const buffer = Buffer.allocUnsafe(length);
      let done = 0;
      while (done < length) {
        const read = readSync(opened, buffer, done, length - done, position + done);
        if (read === 0) throw new Error(`${file} is cut short`);
        done += read;
      }
      return buffer;
    };
    const header = JSON.parse(bytes(0, HEADER).toString('latin1'));
    const end = Math.max(...Object.values<[number, number]>(header.sections).map(([from, length]) => from + length));
    if (header.key === key && fstatSync(opened).size === end)
      return {
        read: (section, offset = 0, length) => {
          const [from, whole] = header.sections[section] ?? [0, 0];
          return bytes(from + offset, length ?? whole - offset);
        },
      };
  } catch {
    // Whatever is wrong with a snapshot, the answer is to compile it anew.
  }
  if (descriptor !== undefined) closeSync(descriptor);
  return undefined;
};

/**
 * Writes a snapshot file in one step, dated `since` (milliseconds), when what it holds began to be read. A folder that
 * can't be written is no error: the next run compiles again.
 */
export const writeSnapshot = (file: string, key: string, sections: Sections, since: number): void => {
  let offset = HEADER;
  const places: Record<string, [number, number]> = {};
  for (const [name, bytes] of Object.entries(sections)) {
    places[name] = [offset, bytes.length];
    offset += bytes.length;
  }
  const header = JSON.stringify({ key, sections: places }).padEnd(HEADER - 1);
  const fresh = `${file}.${Math.random().toString(36).slice(2)}`;
  try {
    writeFileSync(fresh, Buffer.concat([Buffer.from(`${header}\n`, 'latin1'), ...Object.values(sections)]));
    utimesSync(fresh, since / 1000, since / 1000);
    renameSync(fresh, file);
  } catch {
    rmSync(fresh, { force: true });
  }
};
