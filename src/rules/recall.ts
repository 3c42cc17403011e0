import { createHash, randomUUID } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listFiles } from '../dataset/files.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Report, Request } from './check.ts';

/** What the code was built from; absent where it runs from its sources, and nothing is kept then. */
declare const BUILD: string | undefined;

/**
 * Judges as `check` does; a dataset in which nothing has changed since it was last judged is not read again. What is kept
 * counts only where code, schemas, and name, size and times of every file are the same: a file's change time (ctime)
 * cannot be set back. Keeping is best effort: where a verdict cannot be written or read, the dataset is judged.
 */
export const recall = async (
  request: Request,
  keep: string | undefined,
  build = typeof BUILD === 'string' ? BUILD : undefined,
): Promise<Report> => {
  const { folder, wanted, shown } = request;
  const judge = async (asked: Request): Promise<Report> => (await import('./check.ts')).check(asked);
  if (keep === undefined || build === undefined) return judge(request);
  const since = Date.now();
  const { key, newest, records } = stampOf(request, build);
  const file = join(keep, `verdict-${hash(folder).slice(0, 16)}.json`);
  const kept = read(file, key);
  if (!kept && !records.every(wanted)) return judge(request);
  const found = kept ?? (await judge({ ...request, wanted: () => true, shown: (path) => path })).diagnostics;
  // Within one tick of its clock a file system may not tell a second change from the first.
  if (!kept && newest < since - TICK) write(file, key, found);
  const diagnostics = found.filter((each) => wanted(each.file));
  const texts = new Map<string, string>();
  for (const path of new Set(diagnostics.map((each) => each.file)))
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) texts.set(shown(path), readFileSync(path, 'utf8'));
  return {
    diagnostics: diagnostics.map((each) => ({ ...each, file: shown(each.file) })),
    texts: Object.fromEntries(texts),
    checked: records.filter(wanted).length,
  };
};

/** Milliseconds. */
const TICK = 20;

const hash = (text: string): string => createHash('sha1').update(text).digest('hex');

/** What changes whenever the verdict may. */
const stampOf = (
  { folder, catalog }: Request,
  build: string,
): { key: string; newest: number; records: readonly string[] } => {
  const { records, strays } = listFiles(folder, catalog);
  let newest = 0;
  let stamps = JSON.stringify([build, [...catalog.sources]]);
  for (const { path, kind = '' } of [...records, ...strays] as readonly { path: string; kind?: string }[]) {
    const { size, mtimeMs = 0, ctimeMs = 0, ino } = lstatSync(path, { throwIfNoEntry: false }) ?? {};
    newest = Math.max(newest, mtimeMs, ctimeMs);
    stamps += `\0${path}\0${kind} ${size} ${mtimeMs} ${ctimeMs} ${ino}`;
  }
  return { key: hash(stamps), newest, records: records.map(({ path }) => path) };
};

/** The diagnostics that were kept under a key; undefined where there are none, or they are damaged. */
const read = (file: string, key: string): readonly Diagnostic[] | undefined => {
  try {
    const [head, body = ''] = readFileSync(file, 'utf8').split('\n');
    return head === `${key} ${hash(body)}` ? (JSON.parse(body) as Diagnostic[]) : undefined;
  } catch {
    return undefined;
  }
};

const write = (file: string, key: string, diagnostics: readonly Diagnostic[]): void => {
  const body = JSON.stringify(diagnostics);
  const fresh = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(fresh, `${key} ${hash(body)}\n${body}`, { flag: 'wx', mode: 0o600 });
    renameSync(fresh, file);
  } catch {
    if (existsSync(fresh)) rmSync(fresh);
  }
};
