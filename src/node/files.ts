import { closeSync, type Dirent, fstatSync, lstatSync, openSync, readdirSync, readSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';
import { definedOnly } from '../core/model/defined-only.ts';
import { compareText } from '../core/model/text.ts';
import { DatasetError } from '../core/model/errors.ts';
import { isReservedName } from '../core/model/file-name.ts';
import type { RecordBytes } from '../core/index/record-bytes.ts';
import type { Catalog, RecordType } from '../core/schema/catalog.ts';
import { isPacked, packedError } from './packed-records.ts';
import { isTemporaryName } from './temporary-files.ts';
import { MAX_BYTES } from '../core/yaml/document.ts';

/** A record file; its type and id follow from its path. */
export interface RecordFile {
  readonly type: RecordType;
  readonly id: string;
  readonly path: string;
}

/** A record file and its content. */
export interface RecordText extends RecordBytes {
  /** True if the file exists but cannot be read; `bytes` is then empty. */
  readonly isUnreadable?: boolean;
}

/** A file, folder or link in the dataset that is not a record. */
export interface StrayFile {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'name' | 'reserved' | 'temporary';
}

export interface FileListing {
  readonly records: readonly RecordFile[];
  readonly strays: readonly StrayFile[];
  /** Path of the redirects, if there are any. */
  readonly redirects?: string;
}

const EXTENSION = '.yaml';

/** File beside the folders of records that says what became of former ids. */
export const REDIRECTS_FILE = 'redirects.yaml';
const ID = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/;

/** Lists the files of a dataset by type and id. Links are not followed. Throws DatasetError if there is no dataset. */
export const listFiles = (folder: string, catalog: Catalog): FileListing => {
  const strays: StrayFile[] = [];
  const recordsByType = new Map<RecordType, RecordFile[]>();
  let redirects: string | undefined;
  for (const entry of readFolder(folder)) {
    const type = catalog.typeByFolder(entry.name);
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) strays.push({ path, kind: 'link' });
    else if (type && entry.isDirectory()) recordsByType.set(type, listRecords(path, type, strays));
    else if (entry.name === REDIRECTS_FILE && entry.isFile()) redirects = path;
    else if (entry.name !== 'README.md' || !entry.isFile()) strays.push({ path, kind: classifyStray(entry) });
  }
  if (recordsByType.size === 0)
    throw new DatasetError(
      `${folder} is not a dataset: it has none of the folders ${catalog.types.map((type) => type.folder).join(', ')}`,
      'use --dataset with the folder that contains them',
    );
  const records = catalog.types.flatMap((type) => recordsByType.get(type) ?? []);
  return definedOnly({ records, strays, redirects });
};

/** Fingerprint of a file's state, from its metadata. */
export interface FileStamp {
  readonly key: string;
  /** Time of the last write or move, in milliseconds. */
  readonly time: number;
}

export const toStamp = ({ size, mtimeMs, ctimeMs, ino }: Stats): FileStamp => ({
  key: `${size} ${mtimeMs} ${ctimeMs} ${ino}`,
  time: Math.max(mtimeMs, ctimeMs),
});

/** Content of a file, and its stamp at the time of reading. */
export interface FileContent {
  readonly bytes: Uint8Array;
  readonly stamp: FileStamp;
}

/** Reads a file, at most one byte more than is allowed. Returns the reason as text if it cannot be read. */
export const readFileContent = (path: string): FileContent | string => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const stats = fstatSync(descriptor);
    // One byte more than allowed shows that the file is too long.
    const bytes = Buffer.allocUnsafe(Math.min(stats.size, MAX_BYTES + 1));
    let length = 0;
    for (let count = -1; count !== 0 && length < bytes.length; length += count)
      count = readSync(descriptor, bytes, length, bytes.length - length, null);
    return { bytes: bytes.subarray(0, length), stamp: toStamp(stats) };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return UNREADABLE_FILE.get(code) ?? message;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};

const UNREADABLE_FILE: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'it was removed meanwhile'],
  ['EACCES', 'permission is denied'],
]);

/** Reads a file as text without a byte order mark, as far as MAX_BYTES allows; empty if it cannot be read. */
export const readText = (path: string): string => {
  const content = readFileContent(path);
  if (typeof content === 'string') return '';
  return Buffer.from(content.bytes)
    .toString()
    .replace(/^\ufeff/, '');
};

/** The stamp of a path, without following a link; undefined if it cannot be determined. */
export const readStamp = (path: string): FileStamp | undefined => {
  try {
    return toStamp(lstatSync(path));
  } catch {
    return undefined;
  }
};

/** Reads the record files of a dataset one by one. Throws DatasetError if there is no dataset. */
export function* readFiles(folder: string, catalog: Catalog): Generator<RecordText> {
  for (const file of listFiles(folder, catalog).records) {
    const content = readFileContent(file.path);
    // An unreadable file counts as an empty one: neither contains a record.
    if (typeof content === 'string') yield { ...file, bytes: new Uint8Array(), isUnreadable: true };
    else yield { ...file, bytes: content.bytes };
  }
}

/** Selects the records among files that were read elsewhere. Paths are relative to the dataset's folder. */
export const selectRecordFiles = (
  files: Iterable<{ readonly path: string; readonly bytes: Uint8Array }>,
  catalog: Catalog,
): RecordText[] => {
  const recordsByType = new Map<RecordType, RecordText[]>(catalog.types.map((type) => [type, []]));
  for (const { path, bytes } of files) {
    const [folder = '', name = '', ...subfolders] = path.split('/');
    const type = catalog.typeByFolder(folder);
    const id = name.slice(0, -EXTENSION.length);
    if (type && name.endsWith(EXTENSION) && ID.test(id) && subfolders.length === 0)
      recordsByType.get(type)?.push({ type, id, path, bytes });
  }
  return [...recordsByType.values()].flat();
};

/** Strips the extension, so that files sort by id: `butler` before `butler-samuel`. */
const stripExtension = (name: string): string => (name.endsWith(EXTENSION) ? name.slice(0, -EXTENSION.length) : name);

const readFolder = (folder: string): Dirent[] => {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort((a, b) => compareText(stripExtension(a.name), stripExtension(b.name)));
  } catch (error) {
    if (isPacked(folder)) throw packedError();
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reason = UNREADABLE_FOLDER.get(code) ?? message;
    throw new DatasetError(`The dataset ${folder} cannot be read: ${reason}`, 'check the path given with --dataset');
  }
};

const UNREADABLE_FOLDER: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'it does not exist'],
  ['ENOTDIR', 'it is not a folder'],
]);

const classifyStray = (entry: Dirent): StrayFile['kind'] => {
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() && isTemporaryName(entry.name) ? 'temporary' : 'file';
};

const listRecords = (folder: string, type: RecordType, strays: StrayFile[]): RecordFile[] => {
  const records: RecordFile[] = [];
  for (const entry of readFolder(folder)) {
    const path = `${folder}${sep}${entry.name}`;
    const id = entry.name.slice(0, -EXTENSION.length);
    if (entry.isSymbolicLink()) strays.push({ path, kind: 'link' });
    else if (entry.isDirectory()) strays.push({ path, kind: 'folder' });
    else if (!entry.isFile() || !entry.name.endsWith(EXTENSION)) strays.push({ path, kind: classifyStray(entry) });
    else if (!ID.test(id)) strays.push({ path, kind: 'name' });
    else if (isReservedName(id)) strays.push({ path, kind: 'reserved' });
    else records.push({ type, id, path });
  }
  return records;
};
