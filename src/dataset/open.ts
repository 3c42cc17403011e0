import type { Catalog } from '../schema/catalog.ts';
import type { Dataset } from './dataset.ts';
import type { RecordText } from './files.ts';
import { isNewest, type Marks, marksOf } from './freshness.ts';
import { createMemorySnapshot, openSnapshot, readMarks, writeSnapshot } from './snapshot.ts';
import { toDataset } from './snapshot-dataset.ts';

/** Rises whenever the layout of a snapshot changes. */
export const LAYOUT = '7';

export interface DatasetLocation {
  /** The folder that holds a folder for each type. */
  readonly folder: string;
  /** Whether the person named it. */
  readonly isNamed?: boolean;
  /** Where the schemas stand, for the snapshot depends on them. */
  readonly schemas: string;
  /** The snapshot's file; without one every opening reads the YAML. */
  readonly snapshot?: string;
  /** Whether the files never change, as in an installed package: a snapshot is then fresh by definition. */
  readonly frozen?: boolean;
}

/** A dataset read from its snapshot. */
export interface SnapshotHandle {
  readonly dataset: Dataset;
  /** Whether the snapshot is still what the files say, which is found out meanwhile. */
  readonly isFresh: Promise<boolean>;
  /** Whether a part of the snapshot that was read so far is damaged. */
  readonly isDamaged: () => boolean;
  /** Whether no part of the snapshot is damaged. Reads all of it. */
  readonly isIntact: () => boolean;
}

/** Whether the snapshot of a dataset is what its files say. Takes as long as a question, and is best begun before it. */
export const startFreshnessCheck = async ({ folder, schemas, snapshot, frozen }: DatasetLocation): Promise<boolean> => {
  if (snapshot === undefined) return false;
  if (frozen) return true;
  const marks = readMarks(snapshot);
  return marks !== undefined && isNewest(snapshot, marks, [schemas, folder]);
};

/** Opens the snapshot of a dataset, where there is one that can be read. */
export const openSnapshotDataset = async (
  catalog: Catalog,
  place: DatasetLocation,
  isFresh: () => Promise<boolean> = () => startFreshnessCheck(place),
): Promise<SnapshotHandle | undefined> => {
  const fresh = isFresh();
  const stored = place.snapshot === undefined ? undefined : await openSnapshot(place.snapshot, LAYOUT);
  if (!stored) return undefined;
  const { isDamaged, isIntact } = stored;
  try {
    return { dataset: toDataset(catalog, stored), isFresh: fresh, isDamaged, isIntact };
  } catch (error) {
    if (isDamaged()) return undefined;
    throw error;
  }
};

/** Reads a dataset from its YAML, and keeps the snapshot. Throws DatasetError where there is none. */
export const openFromFiles = async (
  catalog: Catalog,
  { folder, schemas, snapshot }: DatasetLocation,
): Promise<Dataset> => {
  const [{ buildSnapshot: compile }, { readFiles }] = await Promise.all([
    import('./build-snapshot.ts'),
    import('./files.ts'),
  ]);
  const marks = snapshot === undefined ? undefined : marksIn([schemas, folder]);
  let isComplete = true;
  const noting = function* (files: Iterable<RecordText>): Generator<RecordText> {
    for (const file of files) {
      isComplete &&= !file.isUnreadable;
      yield file;
    }
  };
  const sections = compile(noting(readFiles(folder, catalog)));
  // Others may be allowed to read the files that could not be read now.
  if (snapshot !== undefined && marks && isComplete)
    await writeSnapshot(snapshot, { key: LAYOUT, marks, sections, folder });
  return toDataset(catalog, createMemorySnapshot(sections));
};

const marksIn = (folders: readonly string[]): Marks | undefined => {
  try {
    return marksOf(folders);
  } catch {
    return undefined;
  }
};

/**
 * Opens a dataset for a program that asks it again and again: from its snapshot where that is fresh and intact, else from
 * the YAML. Throws DatasetError where there is none.
 */
export const openDataset = async (catalog: Catalog, place: DatasetLocation): Promise<Dataset> => {
  const stored = await openSnapshotDataset(catalog, place);
  return stored && stored.isIntact() && (await stored.isFresh) ? stored.dataset : openFromFiles(catalog, place);
};

/** Opens a dataset as it stood at a commit (see git.ts), in terms of the types of today. */
export const openFromCommit = async (
  catalog: Catalog,
  { folder }: DatasetLocation,
  commit: string,
): Promise<Dataset> => {
  const [{ buildSnapshot: compile }, { recordFilesOf: recordsAmong }, { filesAt }] = await Promise.all([
    import('./build-snapshot.ts'),
    import('./files.ts'),
    import('./git.ts'),
  ]);
  return toDataset(catalog, createMemorySnapshot(compile(recordsAmong(await filesAt(folder, commit), catalog))));
};
