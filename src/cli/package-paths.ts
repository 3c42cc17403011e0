import { join, resolve } from 'node:path';
import type { DatasetLocation } from '../node/open.ts';
import type { Streams } from './streams.ts';

/** Location and version of the package. */
export interface PackageInfo {
  readonly root: string;
  readonly version: string;
  /** Address of a page about the program. */
  readonly homepage?: string | undefined;
  /** True if its files never change, as in an installed package. */
  readonly isReadOnly: boolean;
}

/** Locates the built-in dataset, or the one in a folder. */
export const locateDataset = (
  packageInfo: PackageInfo,
  streams: Streams,
  folder: string | undefined,
): DatasetLocation => {
  const schemas = join(packageInfo.root, 'schemas');
  if (folder !== undefined) return { folder: resolve(streams.workingFolder, folder), schemas, isExplicit: true };
  return {
    folder: join(packageInfo.root, 'dataset'),
    schemas,
    snapshot: join(packageInfo.root, 'dist', 'dataset.snapshot'),
    isReadOnly: packageInfo.isReadOnly,
  };
};
