import type { Catalog } from '../core/schema/catalog.ts';
import type { Dataset } from '../core/index/dataset.ts';
import type { RecordText } from './files.ts';
import { isUpToDate, type SourceState, captureState } from './freshness.ts';
import { createMemorySnapshot } from '../core/index/sections.ts';
import { openSnapshot, readStoredState, writeSnapshot } from './snapshot.ts';
import { toDataset } from '../core/index/snapshot-dataset.ts';

/** Version of the snapshot layout; increase it with every change of the layout. */
export const SNAPSHOT_VERSION = '10';

export interface DatasetLocation {
  /** Folder with one subfolder per type. */
  readonly folder: string;
  /** True if the user named the folder. */
  readonly isExplicit?: boolean;
  /** Folder of the schemas; a snapshot depends on them. */
  readonly schemas: string;
  /** Path of the snapshot file; without one, the YAML is read each time. */
  readonly snapshot?: string;
  /** True if the files never change, as in an installed package: the snapshot is then always fresh. */
  readonly isReadOnly?: boolean;
}

/** A dataset opened from its snapshot. */
export interface SnapshotHandle {
  readonly dataset: Dataset;
  /** Resolves to true if the files have not changed since the snapshot was built. */
  readonly isFresh: Promise<boolean>;
  /** Resolves to true if a part of the snapshot that was read so far is damaged. */
  readonly isDamaged: () => Promise<boolean>;
  /** Resolves to true if no part of the snapshot is damaged. Reads the whole file. */
  readonly isIntact: () => Promise<boolean>;
}

/** Checks whether a snapshot is up to date. Takes as long as a query, so start it before the query. */
export const startFreshnessCheck = async (location: DatasetLocation): Promise<boolean> => {
  const { folder, schemas, snapshot, isReadOnly } = location;
  if (snapshot === undefined) return false;
  if (isReadOnly) return true;
  const state = readStoredState(snapshot);
  return state !== undefined && isUpToDate(snapshot, state, [schemas, folder]);
};

/** Opens the snapshot of a dataset; resolves to undefined if there is no readable one. */
export const openSnapshotDataset = async (
  catalog: Catalog,
  location: DatasetLocation,
  checkFreshness: () => Promise<boolean> = () => startFreshnessCheck(location),
): Promise<SnapshotHandle | undefined> => {
  const isFresh = checkFreshness();
  const snapshot = location.snapshot === undefined ? undefined : openSnapshot(location.snapshot, SNAPSHOT_VERSION);
  if (!snapshot) return undefined;
  const { isDamaged, isIntact } = snapshot;
  try {
    return { dataset: toDataset(catalog, snapshot), isFresh, isDamaged, isIntact };
  } catch (error) {
    if (await isDamaged()) return undefined;
    throw error;
  }
};

/** Reads a dataset from its YAML files and writes the snapshot. Throws DatasetError if there is no dataset. */
export const openFromFiles = async (
  catalog: Catalog,
  { folder, schemas, snapshot }: DatasetLocation,
): Promise<Dataset> => {
  const [{ buildSnapshot }, { readFiles }, { readRedirects }, { isPacked, readPackedRecords }] = await Promise.all([
    import('../core/index/build-snapshot.ts'),
    import('./files.ts'),
    import('./redirects.ts'),
    import('./packed-records.ts'),
  ]);
  const state = snapshot === undefined ? undefined : tryCaptureState([schemas, folder]);
  let isComplete = true;
  const watchForUnreadable = function* (files: Iterable<RecordText>): Generator<RecordText> {
    for (const file of files) {
      isComplete &&= !file.isUnreadable;
      yield file;
    }
  };
  const readRecords = isPacked(folder) ? readPackedRecords : readFiles;
  const sections = buildSnapshot(catalog, watchForUnreadable(readRecords(folder, catalog)), readRedirects(folder));
  // Other users may be allowed to read the files that this one cannot, so an incomplete snapshot is not kept.
  if (snapshot !== undefined && state && isComplete)
    await writeSnapshot(snapshot, { key: SNAPSHOT_VERSION, state, sections, folder });
  return toDataset(catalog, createMemorySnapshot(sections));
};

const tryCaptureState = (folders: readonly string[]): SourceState | undefined => {
  try {
    return captureState(folders);
  } catch {
    return undefined;
  }
};

/**
 * Opens a dataset for many queries: from its snapshot if that is fresh and intact, else from the YAML files. Throws
 * DatasetError if there is no dataset.
 */
export const openDataset = async (catalog: Catalog, location: DatasetLocation): Promise<Dataset> => {
  const handle = await openSnapshotDataset(catalog, location);
  if (handle && (await handle.isIntact()) && (await handle.isFresh)) return handle.dataset;
  return openFromFiles(catalog, location);
};

/** Opens a dataset as it was at a commit (see git.ts), with the types of the current schemas. */
export const openFromCommit = async (
  catalog: Catalog,
  { folder }: DatasetLocation,
  commit: string,
): Promise<Dataset> => {
  const [{ buildSnapshot }, { selectRecordFiles }, { readCommitFiles }] = await Promise.all([
    import('../core/index/build-snapshot.ts'),
    import('./files.ts'),
    import('./git.ts'),
  ]);
  const files = await readCommitFiles(folder, commit);
  return toDataset(catalog, createMemorySnapshot(buildSnapshot(catalog, selectRecordFiles(files, catalog))));
};
