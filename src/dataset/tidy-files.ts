import { readFileSync } from 'node:fs';
import type { Catalog } from '../schema/catalog.ts';
import { listFiles } from './files.ts';
import { replaceFile } from './replace-file.ts';
import { tidy } from './tidy.ts';

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
  /** How many records were looked at. */
  readonly seen: number;
}

/** Writes the records that are not tidy as they should be. */
export const tidyFiles = ({ folder, catalog, wanted, dry }: Request): Tidied => {
  const records = listFiles(folder, catalog).records.filter(({ path }) => wanted(path));
  return {
    seen: records.length,
    untidy: records.flatMap(({ path, type }) => {
      const bytes = readFileSync(path);
      const text = bytes.toString();
      // What is not UTF-8 would be lost.
      if (!Buffer.from(text).equals(bytes)) return [];
      const better = tidy(text, type.schema);
      if (better === text) return [];
      if (!dry) replaceFile(path, better);
      return [path];
    }),
  };
};
