import { join, resolve } from 'node:path';
import type { DatasetLocation } from '../dataset/open.ts';
import type { Streams } from './streams.ts';

/** The package as it lies on disk: where its parts are, and what it is. */
export interface Package {
  readonly root: string;
  readonly version: string;
  /** Whether its files never change, as those of an installed package. */
  readonly frozen: boolean;
}

/** Where a dataset stands: the package's own, or the one in a folder that the person named. */
export const datasetLocation = (own: Package, streams: Streams, folder: string | undefined): DatasetLocation => {
  const schemas = join(own.root, 'schemas');
  if (folder !== undefined) return { folder: resolve(streams.folder, folder), schemas, isNamed: true };
  return {
    folder: join(own.root, 'dataset'),
    schemas,
    snapshot: join(own.root, 'dist', 'dataset.snapshot'),
    frozen: own.frozen,
  };
};
