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
      if (context.location.isReadOnly && folder === toRealPath(context.location.folder)) throw readOnlyError();
    },
    noRecordsError: () =>
      new UserError(
        `no records at ${paths.join(', ')}`,
        `records are files like ${join(folder, 'agreements', 'us-pe-mou-2026.yaml')}`,
      ),
  };
};

/**
 * The working folder within its repository, empty if it is the root: services that show findings beside files know these by
 * their paths in the repository. Its root is the workspace of a GitHub workflow, else the folder with `.git`.
 */
export const folderInRepository = ({ workingFolder, env }: FileContext): string => {
  const folder = toRealPath(workingFolder);
  const workspace = env['GITHUB_WORKSPACE'];
  const root =
    workspace !== undefined && isInside(toRealPath(workspace), folder) ? toRealPath(workspace) : findRepository(folder);
  return root === undefined ? '' : relative(root, folder).split(sep).join('/');
};

const findRepository = (start: string): string | undefined => {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
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
  if (!isThere(fullPath)) throw new UserError(`no file at ${path}`, 'check the path');
  // Links to the folder are followed; a link as the file itself is kept, so that it is reported.
  return join(realpathSync(dirname(fullPath)), fullPath.slice(dirname(fullPath).length).replace(/^[\\/]/, ''));
};

/** False also for a path that the system refuses: one that is too long, or a circle of links. */
const isThere = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
};

/**
 * Finds the dataset of the working folder: the one that was named, else `dataset` in the working folder or a folder around
 * it, else the built-in one. Throws UserError if the built-in one belongs to an installed package, and nobody named it.
 */
export const findDataset = ({ location, catalog, workingFolder }: FileContext): string => {
  if (location.isExplicit) return location.folder;
  for (let folder = workingFolder; ; folder = dirname(folder)) {
    const candidate = join(folder, 'dataset');
    if (catalog.types.some((type) => isFolder(join(candidate, type.folder)))) return candidate;
    if (folder === dirname(folder)) break;
  }
  if (!location.isReadOnly) return location.folder;
  throw new UserError('there is no dataset in this folder', 'name one with --dataset, or clone the repository');
};

/** Finds the dataset of the paths: the current one, else the closest parent folder that contains a type folder. */
const findDatasetFolder = (context: FileContext, targets: readonly string[]): string => {
  const { location, catalog } = context;
  const [firstTarget] = targets;
  if (firstTarget === undefined) return toRealPath(findDataset(context));
  const current = toRealPath(location.folder);
  if (location.isExplicit || isInside(current, firstTarget)) return current;
  const hasTypeFolder = (folder: string): boolean => catalog.types.some((type) => isFolder(join(folder, type.folder)));
  for (let folder = firstTarget; folder !== dirname(folder); folder = dirname(folder))
    if (hasTypeFolder(folder)) return folder;
  return current;
};

const toRealPath = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

const shortenPath = (folder: string, path: string): string => {
  const shortPath = relative(folder, path);
  return shortPath.startsWith('..') ? path : shortPath;
};
