import { closeSync, openSync, readSync } from 'node:fs';

/** A header is at the very beginning of its file. */
const MAX_HEADER_BYTES = 16_384;

/** The line between header and text. */
export const HEADER_END = /^----[ \t]*$/m;

/** The first bytes of a file; undefined where it cannot be read. */
const firstBytes = (path: string, length: number): string | undefined => {
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(length);
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, length, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
};

/** The lines of a header; undefined where the file has none. Keys that come twice keep all their values. */
export const readTextHeader = (path: string): ReadonlyMap<string, string> | undefined => {
  const start = firstBytes(path, MAX_HEADER_BYTES)
    ?.replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n');
  const end = start === undefined ? -1 : start.search(HEADER_END);
  if (start === undefined || end < 0) return undefined;
  const header = new Map<string, string>();
  for (const line of start.slice(0, end).split('\n')) {
    const [, key, value = ''] = /^([a-z_-]+):[ \t]*(.*)$/i.exec(line) ?? [];
    if (key === undefined) {
      if (line.trim() !== '') return undefined;
      continue;
    }
    const name = key.toLowerCase();
    const before = header.get(name);
    header.set(name, before === undefined ? value.trim() : `${before} ${value.trim()}`);
  }
  return header.size > 0 ? header : undefined;
};
