import { dirname } from 'node:path';
import type { Catalog } from '../schema/catalog.ts';
import { readContent, listFiles, type RecordFile } from './files.ts';
import { runSteps } from './interruptible.ts';
import { replaceFile } from './replace-file.ts';
import { removeAbandoned } from './temporary-files.ts';
import { formatYaml } from './yaml/format-yaml.ts';

interface FormatRequest {
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
  /** The paths of temporary files that an interrupted run had left, and that are removed. */
  readonly removed: readonly string[];
}

/** Formats the records that are not tidy. An interrupt takes effect between two records and leaves both whole. */
export const formatFiles = async ({ folder, catalog, wanted, dry }: FormatRequest): Promise<Tidied> => {
  const files = listFiles(folder, catalog);
  const leftovers = files.strays.filter(({ path, kind }) => kind === 'temporary' && wanted(path));
  const folders = dry ? [] : new Set(leftovers.map(({ path }) => dirname(path)));
  const removed = [...folders].flatMap((each) => removeAbandoned(each));
  const records = files.records.filter(({ path }) => wanted(path));
  const untidy: string[] = [];
  const unread: string[] = [];
  const tidyOne = ({ path, type }: RecordFile): void => {
    const content = readContent(path);
    const text = typeof content === 'string' ? '' : Buffer.from(content.bytes).toString();
    // Bytes that are not UTF-8 would be lost.
    const isText = typeof content !== 'string' && Buffer.from(text).equals(content.bytes);
    const better = isText ? formatYaml(text, type.schema) : undefined;
    if (better === undefined) {
      unread.push(path);
      return;
    }
    if (better === text) return;
    untidy.push(path);
    if (!dry) replaceFile(path, better);
  };
  await runSteps(stepsOf(records, tidyOne));
  return { seen: records.length, untidy, unread, removed };
};

function* stepsOf(records: readonly RecordFile[], work: (record: RecordFile) => void): Iterable<() => void> {
  for (const record of records) yield () => work(record);
}
