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
import { type FileListing, listFiles, type FileStamp, readStamp, readText } from '../node/files.ts';
import { definedItems } from '../core/model/defined-only.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import type { CheckReport, CheckRequest } from './check.ts';

/** Fingerprint of the build; undefined if the code runs from its sources, and then nothing is cached. */
declare const BUILD: string | undefined;

/**
 * Checks like `checkDataset`, but reuses the cached result if nothing has changed. A cached result is valid if the code,
 * the schemas, and the name, size and times of every file are the same; the change time (ctime) of a file cannot be set
 * back. Caching is best effort: if the cache cannot be read or written, the dataset is checked.
 */
export const checkCached = async (
  request: CheckRequest,
  cacheFolder: string | undefined,
  build = typeof BUILD === 'string' ? BUILD : undefined,
): Promise<CheckReport> => {
  const { folder, catalog, isSelected, displayPath, cache = new Map() } = request;
  const runCheck = async (checkRequest: CheckRequest): Promise<CheckReport> =>
    (await import('./check.ts')).checkDataset(checkRequest);
  if (cacheFolder === undefined || build === undefined || request.today !== undefined) return runCheck(request);
  const startTime = Date.now();
  const files = listFiles(folder, catalog);
  const wordLists = WORD_LISTS.map((name) => readStamp(join(catalog.folder, name))?.key);
  const keyPrefix = JSON.stringify([build, [...catalog.schemaFiles], wordLists]);
  const cacheFile = join(cacheFolder, `verdict-${hashText(folder).slice(0, 16)}.json`);
  const cachedDiagnostics = readCachedResult(cacheFile, () => stampFiles(keyPrefix, files, readStamp).key);
  const isWholeDataset = files.records.every(({ path }) => isSelected(path));
  // A check of a subset may report the other record of a duplicate pair, so the cached result is not reusable.
  if (!isWholeDataset && (!cachedDiagnostics || cachedDiagnostics.length > 0)) return runCheck({ ...request, files });
  const fullRequest: CheckRequest = { ...request, files, cache, isSelected: () => true, displayPath: (path) => path };
  const allDiagnostics = cachedDiagnostics ?? (await runCheck(fullRequest)).diagnostics;
  if (!cachedDiagnostics) {
    const { key, time } = stampFiles(keyPrefix, files, (path) => cache.get(path)?.stamp ?? readStamp(path));
    // A file system may not distinguish two changes within one tick of its clock. An unreadable file may become readable
    // for another user or later, without any change of the file.
    const isReusable = time < startTime - CLOCK_TICK && !allDiagnostics.some(({ code }) => code === UNREADABLE);
    if (isReusable) writeCachedResult(cacheFile, key, allDiagnostics);
  }
  const diagnostics = allDiagnostics.filter(({ file }) => isSelected(file));
  const reportedPaths = new Set(diagnostics.map(({ file }) => file));
  const checkedPaths = [...files.records.map(({ path }) => path), ...definedItems([files.redirects])];
  const reportedFiles = checkedPaths.filter((path) => reportedPaths.has(path));
  return {
    diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, file: displayPath(diagnostic.file) })),
    fileTexts: Object.fromEntries(reportedFiles.map((path) => [displayPath(path), readText(path)])),
    checkedCount: files.records.filter(({ path }) => isSelected(path)).length,
    isEmpty: !checkedPaths.some((path) => isSelected(path)),
  };
};

/** Files beside the schemas that the rules read. */
const WORD_LISTS = ['words.yaml', 'rewriting-sites.yaml'];

/** Resolution of file times in milliseconds. */
const CLOCK_TICK = 20;

/** Code of a file that could not be read. */
const UNREADABLE = 'FILE007';

/** Maximum number of cached results in a folder: each dataset has one, and old datasets rarely return. */
const MAX_RESULTS = 50;

const hashText = (text: string): string => createHash('sha1').update(text).digest('hex');

/** Hash of everything that determines the result, with the time of the newest change. */
const stampFiles = (
  keyPrefix: string,
  { records, strays, redirects }: FileListing,
  stampOf: (path: string) => FileStamp | undefined,
): FileStamp => {
  let newestTime = 0;
  let keyText = keyPrefix;
  const otherFiles: readonly { path: string; kind?: string }[] = [
    ...strays,
    ...definedItems([redirects]).map((path) => ({ path })),
  ];
  for (const { path, kind = '' } of [...records, ...otherFiles] as readonly { path: string; kind?: string }[]) {
    const stamp = stampOf(path);
    newestTime = Math.max(newestTime, stamp?.time ?? 0);
    keyText += `\0${path}\0${kind} ${stamp?.key}`;
  }
  return { key: hashText(keyText), time: newestTime };
};

/** Returns the diagnostics cached under a key; undefined if there are none or the file is damaged. */
const readCachedResult = (file: string, computeKey: () => string): readonly Diagnostic[] | undefined => {
  try {
    if (!lstatSync(file).isFile()) return undefined;
    const [header, content = ''] = readFileSync(file, 'utf8').split('\n');
    if (header !== `${computeKey()} ${hashText(content)}`) return undefined;
    return JSON.parse(content) as Diagnostic[];
  } catch {
    return undefined;
  }
};

const writeCachedResult = (file: string, key: string, diagnostics: readonly Diagnostic[]): void => {
  const content = JSON.stringify(diagnostics);
  const temporaryFile = `${file}.${randomUUID()}`;
  try {
    // A recursive mkdir never ends below /proc.
    for (const folder of [dirname(dirname(file)), dirname(file)])
      if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    writeFileSync(temporaryFile, `${key} ${hashText(content)}\n${content}`, { flag: 'wx', mode: 0o600 });
    renameSync(temporaryFile, file);
    removeOldest(dirname(file));
  } catch {
    if (existsSync(temporaryFile)) rmSync(temporaryFile);
  }
};

/** Removes the oldest cached results, and parts of results, beyond `MAX_RESULTS`. */
const removeOldest = (folder: string): void => {
  const fileNames = readdirSync(folder).filter((name) => name.startsWith('verdict-'));
  if (fileNames.length <= MAX_RESULTS) return;
  const datedFiles = fileNames.map((name) => {
    const path = join(folder, name);
    return { path, time: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 };
  });
  datedFiles.sort((first, second) => second.time - first.time);
  for (const { path } of datedFiles.slice(MAX_RESULTS)) rmSync(path, { force: true });
};
