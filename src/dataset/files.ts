import { closeSync, type Dirent, fstatSync, lstatSync, openSync, readdirSync, readSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';
import { DatasetError } from '../model/errors.ts';
import { isReservedName } from '../model/file-name.ts';
import type { Catalog, RecordType } from '../schema/catalog.ts';
import { isTemporaryName } from './temporary-files.ts';
import { MAX_BYTES } from './yaml/document.ts';

/** A file that holds a record, by its place. */
export interface RecordFile {
  readonly type: RecordType;
  readonly id: string;
  readonly path: string;
}

/** The same with what it holds. */
export interface RecordText extends RecordFile {
  readonly bytes: Uint8Array;
  /** Whether the file is there and cannot be read. */
  readonly isUnreadable?: boolean;
}

/** Something in the folders that is not a record. */
export interface StrayFile {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'name' | 'reserved' | 'temporary';
}

export interface FileListing {
  readonly records: readonly RecordFile[];
  readonly strays: readonly StrayFile[];
}

const EXTENSION = '.yaml';
const ID = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/;

/** Whether Windows keeps a file name for a device, with any extension: such a file cannot be checked out there. */
const isReservedName = (id: string): boolean => /^(?:con|prn|aux|nul|(?:com|lpt)\d)$/i.test(id);

/** The files of a dataset in the order of the types and ids. Links are not followed. Throws DatasetError where there is none. */
export const listFiles = (folder: string, catalog: Catalog): FileListing => {
  const strays: StrayFile[] = [];
  const found = new Map<RecordType, RecordFile[]>();
  for (const entry of entriesOf(folder)) {
    const type = catalog.ofFolder(entry.name);
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) strays.push({ path, kind: 'link' });
    else if (type && entry.isDirectory()) found.set(type, recordsIn(path, type, strays));
    else if (entry.name !== 'README.md' || !entry.isFile()) strays.push({ path, kind: kindOf(entry) });
  }
  if (found.size === 0)
    throw new DatasetError(
      `${folder} holds no dataset: none of the folders ${catalog.types.map((type) => type.folder).join(', ')} is in it`,
      'name the folder that holds them with --dataset',
    );
  return { records: catalog.types.flatMap((type) => found.get(type) ?? []), strays };
};

/** What changes whenever a file does. */
export interface FileStamp {
  readonly key: string;
  /** When it was last written or moved, in milliseconds. */
  readonly time: number;
}

export const toStamp = ({ size, mtimeMs, ctimeMs, ino }: Stats): FileStamp => ({
  key: `${size} ${mtimeMs} ${ctimeMs} ${ino}`,
  time: Math.max(mtimeMs, ctimeMs),
});

/** What a file holds, and its stamp when that was read. */
export interface FileContent {
  readonly bytes: Uint8Array;
  readonly stamp: FileStamp;
}

/** What a file holds, as far as it may be read, or why it cannot be: it was removed meanwhile, or is somebody else's. */
export const readContent = (path: string): FileContent | string => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const stats = fstatSync(descriptor);
    // A byte more than may be read tells that there are too many.
    const bytes = Buffer.allocUnsafe(Math.min(stats.size, MAX_BYTES + 1));
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(descriptor, bytes, length, bytes.length - length, null);
    return { bytes: bytes.subarray(0, length), stamp: toStamp(stats) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'it was removed meanwhile' : code === 'EACCES' ? 'permission is denied' : message;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};

/** The text of a file as far as it may be read, without a byte order mark; empty where it cannot be read. */
export const decodeText = (path: string): string => {
  const content = readContent(path);
  return typeof content === 'string'
    ? ''
    : Buffer.from(content.bytes)
        .toString()
        .replace(/^\ufeff/, '');
};

/** The stamp of what is at a path, a link not followed; undefined where that cannot be told. */
export const readStamp = (path: string): FileStamp | undefined => {
  try {
    return toStamp(lstatSync(path));
  } catch {
    return undefined;
  }
};

/** The records of a dataset with their texts, each read when it is asked for. Throws DatasetError where there is none. */
export function* readFiles(folder: string, catalog: Catalog): Generator<RecordText> {
  for (const file of listFiles(folder, catalog).records) {
    const content = readContent(file.path);
    // A file that cannot be read holds no record, as an empty file holds none.
    if (typeof content === 'string') yield { ...file, bytes: new Uint8Array(), isUnreadable: true };
    else yield { ...file, bytes: content.bytes };
  }
}

/** The records among the files of a dataset that were read elsewhere, by their paths within its folder. */
export const recordFilesOf = (
  files: Iterable<{ readonly path: string; readonly bytes: Uint8Array }>,
  catalog: Catalog,
): RecordText[] => {
  const found = new Map<RecordType, RecordText[]>(catalog.types.map((type) => [type, []]));
  for (const { path, bytes } of files) {
    const [folder = '', name = '', ...deeper] = path.split('/');
    const type = catalog.ofFolder(folder);
    const id = name.slice(0, -EXTENSION.length);
    if (type && name.endsWith(EXTENSION) && ID.test(id) && deeper.length === 0)
      found.get(type)?.push({ type, id, path, bytes });
  }
  return [...found.values()].flat();
};

/** Names in the order of the ids: `butler` before `butler-samuel`, which their endings would turn around. */
const stem = (name: string): string => (name.endsWith(EXTENSION) ? name.slice(0, -EXTENSION.length) : name);

const entriesOf = (folder: string): Dirent[] => {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (stem(a.name) < stem(b.name) ? -1 : 1));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' ? 'it does not exist' : code === 'ENOTDIR' ? 'it is not a folder' : (error as Error).message;
    throw new DatasetError(`The dataset ${folder} cannot be read: ${why}`, 'check the path given with --dataset');
  }
};

const kindOf = (entry: Dirent): StrayFile['kind'] => {
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() && isTemporaryName(entry.name) ? 'temporary' : 'file';
};

const recordsIn = (folder: string, type: RecordType, strays: StrayFile[]): RecordFile[] => {
  const records: RecordFile[] = [];
  for (const entry of entriesOf(folder)) {
    const path = `${folder}${sep}${entry.name}`;
    const id = entry.name.slice(0, -EXTENSION.length);
    if (entry.isSymbolicLink()) strays.push({ path, kind: 'link' });
    else if (entry.isDirectory()) strays.push({ path, kind: 'folder' });
    else if (!entry.isFile() || !entry.name.endsWith(EXTENSION)) strays.push({ path, kind: kindOf(entry) });
    else if (!ID.test(id)) strays.push({ path, kind: 'name' });
    else if (isReservedName(id)) strays.push({ path, kind: 'reserved' });
    else records.push({ type, id, path });
  }
  return records;
};
