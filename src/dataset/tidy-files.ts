import type { Catalog } from '../schema/catalog.ts';
import { contentOf, listFiles } from './files.ts';
import { replaceFile } from './replace-file.ts';
import { tidy } from './yaml/tidy.ts';

interface Request {
  readonly folder: string;
  readonly catalog: Catalog;
  /** Whether a file may be changed. */
  readonly wanted: (path: string) => boolean;
  /** Whether files are only judged, and nothing is written. */
  readonly dry?: boolean;
}

interface Tidied {
  /** The paths of the files that were not tidy. */
  readonly untidy: readonly string[];
  /** The paths of the files that hold no record that can be read, and are left alone. */
  readonly unread: readonly string[];
  /** How many records were looked at. */
  readonly seen: number;
}

/** Writes the records that are not tidy as they should be. */
export const tidyFiles = ({ folder, catalog, wanted, dry }: Request): Tidied => {
  const records = listFiles(folder, catalog).records.filter(({ path }) => wanted(path));
  const untidy: string[] = [];
  const unread: string[] = [];
  for (const { path, type } of records) {
    const content = contentOf(path);
    const text = typeof content === 'string' ? '' : Buffer.from(content.bytes).toString();
    // What is not UTF-8 would be lost.
    const isText = typeof content !== 'string' && Buffer.from(text).equals(content.bytes);
    const better = isText ? tidy(text, type.schema) : undefined;
    if (better === undefined) unread.push(path);
    else if (better !== text) {
      untidy.push(path);
      if (!dry) replaceFile(path, better);
    }
  }
  return { seen: records.length, untidy, unread };
};
