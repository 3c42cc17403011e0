import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../core/model/errors.ts';
import type { FileContext } from './operation.ts';

/** The dataset and files that the path arguments select. */
export interface Targets {
  /** Folder of the dataset. */
  readonly folder: string;
  readonly isSelected: (path: string) => boolean;
  /** Shortens a file's path for messages. */
  readonly displayPath: (path: string) => string;
  /** Throws UserError if the files are read-only, as in an installed package. */
  readonly assertWritable: () => void;
  /** Error for paths that contain no records. */
  readonly noRecordsError: () => UserError;
}

/** Resolves path arguments; none selects the whole dataset. Throws UserError if a path does not exist or is outside it. */
export const resolveTargets = (context: FileContext, paths: readonly string[]): Targets => {
  const targets = paths.map((path) => resolveExisting(context, path));
  const folder = findDatasetFolder(context, targets);
  const workingFolder = realpathSync(context.workingFolder);
  const outside = targets.find((target) => !isInside(folder, target) && !isInside(target, folder));
  if (outside !== undefined)
    throw new UserError(
      `${outside} is not in the dataset ${folder}`,
      'name its dataset with --dataset, or check one dataset at a time',
    );
  return {
    folder,
    // Files in an unknown folder are reported with the folder.
    isSelected: (path) =>
      targets.length === 0 || targets.some((target) => isInside(target, path) || isUnknownFolderOf(path, target)),
    displayPath: (path) => shortenPath(workingFolder, path),
    assertWritable: () => {
      if (context.location.isReadOnly && folder === realpathSync(context.location.folder)) throw readOnlyError();
    },
    noRecordsError: () =>
      new UserError(
        `no records at ${paths.join(', ')}`,
        `records are files like ${join(folder, 'agreements', 'us-pe-mou-2026.yaml')}`,
      ),
  };
};

/** Error for a change of a read-only dataset. */
export const readOnlyError = (): UserError =>
  new UserError(
    'cannot change the dataset of an installed package',
    'name your own with --dataset, or clone the repository',
  );

/** Reported paths are files or unknown folders; type folders contain no folders. */
const isUnknownFolderOf = (path: string, target: string): boolean => target.startsWith(path + sep);

const isInside = (target: string, path: string): boolean => path === target || path.startsWith(target + sep);

const resolveExisting = ({ workingFolder }: FileContext, path: string): string => {
  const fullPath = resolve(workingFolder, path);
  if (!lstatSync(fullPath, { throwIfNoEntry: false })) throw new UserError(`no file at ${path}`, 'check the path');
  // Links to the folder are followed; a link as the file itself is kept, so that it is reported.
  return join(realpathSync(dirname(fullPath)), fullPath.slice(dirname(fullPath).length).replace(/^[\\/]/, ''));
};

/** Finds the dataset of the paths: the current one, else the closest parent folder that contains a type folder. */
const findDatasetFolder = ({ location, catalog }: FileContext, targets: readonly string[]): string => {
  const current = existsSync(location.folder) ? realpathSync(location.folder) : location.folder;
  const [firstTarget] = targets;
  if (firstTarget === undefined || location.isExplicit || isInside(current, firstTarget)) return current;
  const hasTypeFolder = (folder: string): boolean => catalog.types.some((type) => isFolder(join(folder, type.folder)));
  for (let folder = firstTarget; folder !== dirname(folder); folder = dirname(folder))
    if (hasTypeFolder(folder)) return folder;
  return current;
};

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

const shortenPath = (folder: string, path: string): string => {
  const shortPath = relative(folder, path);
  return shortPath.startsWith('..') ? path : shortPath;
};
