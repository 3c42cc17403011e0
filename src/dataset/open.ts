import type { Catalog } from '../schema/catalog.ts';
import type { Dataset } from './dataset.ts';
import { isNewest } from './freshness.ts';
import { inMemory, openSnapshot, writeSnapshot } from './snapshot.ts';
import { datasetOf } from './stored.ts';

/** Rises whenever the layout of a snapshot changes. */
const LAYOUT = '6';

export interface Place {
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

/** A dataset read from its snapshot, and whether that is still what the files say, which is found out meanwhile. */
export interface Stored {
  readonly dataset: Dataset;
  readonly isFresh: Promise<boolean>;
}

/** Whether the snapshot of a dataset is what its files say. Takes as long as a question, and is best begun before it. */
export const freshness = async ({ folder, schemas, snapshot, frozen }: Place): Promise<boolean> =>
  snapshot !== undefined && (frozen === true || (await isNewest(snapshot, [schemas, folder])));

/** Opens the snapshot of a dataset, where there is one that can be read. */
export const openStored = (
  catalog: Catalog,
  place: Place,
  isFresh: () => Promise<boolean> = () => freshness(place),
): Stored | undefined => {
  const stored = place.snapshot === undefined ? undefined : openSnapshot(place.snapshot, LAYOUT);
  return stored && { dataset: datasetOf(catalog, stored), isFresh: isFresh() };
};

/** Reads a dataset from its YAML, and keeps the snapshot. Throws DatasetError where there is none. */
export const openFiles = async (catalog: Catalog, { folder, snapshot }: Place): Promise<Dataset> => {
  const since = Date.now();
  const [{ compile }, { readFiles }] = await Promise.all([import('./compile.ts'), import('./files.ts')]);
  const sections = compile(readFiles(folder, catalog));
  if (snapshot !== undefined) writeSnapshot(snapshot, LAYOUT, sections, since);
  return datasetOf(catalog, inMemory(sections));
};

/** Opens a dataset: from its snapshot where that is fresh, else from the YAML. Throws DatasetError where there is none. */
export const openDataset = async (catalog: Catalog, place: Place): Promise<Dataset> => {
  const stored = openStored(catalog, place);
  return stored && (await stored.isFresh) ? stored.dataset : openFiles(catalog, place);
};

/** Opens a dataset as it stood at a commit (see git.ts), in terms of the types of today. */
export const openCommit = async (catalog: Catalog, { folder }: Place, commit: string): Promise<Dataset> => {
  const [{ compile }, { recordsAmong }, { filesAt }] = await Promise.all([
    import('./compile.ts'),
    import('./files.ts'),
    import('./git.ts'),
  ]);
  return datasetOf(catalog, inMemory(compile(recordsAmong(await filesAt(folder, commit), catalog))));
};
