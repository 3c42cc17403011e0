import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type FileListing, listFiles, type FileStamp, readStamp, decodeText } from '../dataset/files.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { CheckReport, CheckRequest } from './check.ts';

/** What the code was built from; absent where it runs from its sources, and nothing is kept then. */
declare const BUILD: string | undefined;

/**
 * Judges as `check` does; a dataset in which nothing has changed since it was last judged is not read again. What is kept
 * counts only where code, schemas, and name, size and times of every file are the same: a file's change time (ctime)
 * cannot be set back. Keeping is best effort: where a verdict cannot be written or read, the dataset is judged.
 */
export const checkCached = async (
  request: CheckRequest,
  keep: string | undefined,
  build = typeof BUILD === 'string' ? BUILD : undefined,
): Promise<CheckReport> => {
  const { folder, catalog, wanted, shown, memory = new Map() } = request;
  const judge = async (asked: CheckRequest): Promise<CheckReport> => (await import('./check.ts')).checkDataset(asked);
  if (keep === undefined || build === undefined) return judge(request);
  const since = Date.now();
  const files = listFiles(folder, catalog);
  const head = JSON.stringify([build, [...catalog.sources]]);
  const file = join(keep, `verdict-${hash(folder).slice(0, 16)}.json`);
  const kept = read(file, () => stateOf(head, files, readStamp).key);
  const isWhole = files.records.every(({ path }) => wanted(path));
  // Of two records that cannot both be right a part of the dataset is told another one than the whole.
  if (!isWhole && (!kept || kept.length > 0)) return judge({ ...request, files });
  const anew: CheckRequest = { ...request, files, memory, wanted: () => true, shown: (path) => path };
  const found = kept ?? (await judge(anew)).diagnostics;
  if (!kept) {
    const { key, time } = stateOf(head, files, (path) => memory.get(path)?.stamp ?? readStamp(path));
    // Within one tick of its clock a file system may not tell a second change from the first. Others, or the same person
    // tomorrow, may be allowed to read a file that could not be read now, and nothing in the file changes with that.
    if (time < since - TICK && !found.some(({ code }) => code === UNREADABLE)) write(file, key, found);
  }
  const diagnostics = found.filter((each) => wanted(each.file));
  const paths = new Set(diagnostics.map((each) => each.file));
  const records = files.records.filter(({ path }) => paths.has(path));
  return {
    diagnostics: diagnostics.map((each) => ({ ...each, file: shown(each.file) })),
    texts: Object.fromEntries(records.map(({ path }) => [shown(path), decodeText(path)])),
    checked: files.records.filter(({ path }) => wanted(path)).length,
  };
};

/** Milliseconds. */
const TICK = 20;

/** The code of a file that could not be read. */
const UNREADABLE = 'FILE007';

/** Verdicts that are kept in a folder: each dataset has one, and most datasets of the past are gone. */
const MOST_VERDICTS = 50;

const hash = (text: string): string => createHash('sha1').update(text).digest('hex');

/** What changes whenever the verdict may, and when a file last did. */
const stateOf = (
  head: string,
  { records, strays }: FileListing,
  stamp: (path: string) => FileStamp | undefined,
): FileStamp => {
  let time = 0;
  let all = head;
  for (const { path, kind = '' } of [...records, ...strays] as readonly { path: string; kind?: string }[]) {
    const own = stamp(path);
    time = Math.max(time, own?.time ?? 0);
    all += `\0${path}\0${kind} ${own?.key}`;
  }
  return { key: hash(all), time };
};

/** The diagnostics that were kept under a key; undefined where there are none, or they are damaged. */
const read = (file: string, keyOf: () => string): readonly Diagnostic[] | undefined => {
  try {
    if (!lstatSync(file).isFile()) return undefined;
    const [head, body = ''] = readFileSync(file, 'utf8').split('\n');
    return head === `${keyOf()} ${hash(body)}` ? (JSON.parse(body) as Diagnostic[]) : undefined;
  } catch {
    return undefined;
  }
};

const write = (file: string, key: string, diagnostics: readonly Diagnostic[]): void => {
  const body = JSON.stringify(diagnostics);
  const fresh = `${file}.${randomUUID()}`;
  try {
    // Not recursively, which in /proc goes on for ever.
    for (const folder of [dirname(dirname(file)), dirname(file)])
      if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    writeFileSync(fresh, `${key} ${hash(body)}\n${body}`, { flag: 'wx', mode: 0o600 });
    renameSync(fresh, file);
    removeOldest(dirname(file));
  } catch {
    if (existsSync(fresh)) rmSync(fresh);
  }
};

/** Removes the oldest verdicts, and parts of verdicts, beyond those that are kept. */
const removeOldest = (folder: string): void => {
  const verdicts = readdirSync(folder).filter((name) => name.startsWith('verdict-'));
  if (verdicts.length <= MOST_VERDICTS) return;
  const dated = verdicts.map((name) => {
    const path = join(folder, name);
    return { path, time: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 };
  });
  dated.sort((one, other) => other.time - one.time);
  for (const { path } of dated.slice(MOST_VERDICTS)) rmSync(path, { force: true });
};
