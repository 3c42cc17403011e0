import { dirname } from 'node:path';
import type { Catalog } from '../core/schema/catalog.ts';
import { readFileContent, listFiles, type RecordFile } from './files.ts';
import { runInterruptibly } from './interruptible.ts';
import { replaceFile } from './replace-file.ts';
import { removeAbandoned } from './temporary-files.ts';
import { formatYaml } from '../core/yaml/format-yaml.ts';

interface FormatRequest {
  readonly folder: string;
  readonly catalog: Catalog;
  readonly isSelected: (path: string) => boolean;
  /** True to only report the files that would change. */
  readonly isDryRun?: boolean;
}

interface FormatSummary {
  /** Paths of the files that were not formatted. */
  readonly changed: readonly string[];
  /** Paths of the files without a readable record, which are left alone. */
  readonly unreadable: readonly string[];
  /** Number of selected records. */
  readonly recordCount: number;
  /** Paths of temporary files from interrupted runs, now removed. */
  readonly removed: readonly string[];
}

/** Formats the selected records. An interrupt takes effect between two records, so no file is half written. */
export const formatFiles = async (request: FormatRequest): Promise<FormatSummary> => {
  const { folder, catalog, isSelected, isDryRun } = request;
  const files = listFiles(folder, catalog);
  const leftovers = files.strays.filter(({ path, kind }) => !isDryRun && kind === 'temporary' && isSelected(path));
  const leftoverFolders = new Set(leftovers.map(({ path }) => dirname(path)));
  const removed = [...leftoverFolders].flatMap((path) => removeAbandoned(path));
  const records = files.records.filter(({ path }) => isSelected(path));
  const changed: string[] = [];
  const unreadable: string[] = [];
  const formatFile = ({ path, type }: RecordFile): void => {
    const text = readUtf8(path);
    const formatted = text === undefined ? undefined : formatYaml(text, type.schema);
    if (formatted === undefined) {
      unreadable.push(path);
      return;
    }
    if (formatted === text) return;
    changed.push(path);
    if (!isDryRun) replaceFile(path, formatted);
  };
  await runInterruptibly(stepsFor(records, formatFile));
  return { recordCount: records.length, changed, unreadable, removed };
};

/** The text of a file; undefined if it cannot be read or has bytes that are not UTF-8, which formatting would lose. */
const readUtf8 = (path: string): string | undefined => {
  const content = readFileContent(path);
  if (typeof content === 'string') return undefined;
  const text = Buffer.from(content.bytes).toString();
  return Buffer.from(text).equals(content.bytes) ? text : undefined;
};

function* stepsFor(records: readonly RecordFile[], run: (record: RecordFile) => void): Iterable<() => void> {
  for (const record of records) yield () => run(record);
}
