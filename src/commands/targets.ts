import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { Context } from './command.ts';

/** What of which dataset the person means by the paths given. */
export interface Targets {
  /** The dataset that the paths belong to. */
  readonly folder: string;
  /** Whether a file is meant. */
  readonly wanted: (path: string) => boolean;
  /** A file's path as the person would name it. */
  readonly shown: (path: string) => string;
  /** Throws UserError where the files are not to be changed, as those of an installed package. */
  readonly mayChange: () => void;
  /** The mistake of naming a place without records. */
  readonly empty: () => UserError;
}

/** The files that paths stand for; without paths the whole dataset. Throws UserError where one does not exist or lies elsewhere. */
export const resolveTargets = (context: Context, paths: readonly string[]): Targets => {
  const targets = paths.map((path) => existing(context, path));
  const folder = datasetOf(context, targets);
  const around = realpathSync(context.folder);
  const outside = targets.find((target) => !inside(folder, target) && !inside(target, folder));
  if (outside !== undefined)
    throw new UserError(
      `${outside} is not in the dataset ${folder}`,
      'name its dataset with --dataset, or check one dataset at a time',
    );
  return {
    folder,
    // What lies in a folder that is no type's is told with that folder.
    wanted: (path) =>
      targets.length === 0 || targets.some((target) => inside(target, path) || isStrayAround(path, target)),
    shown: (path) => shown(around, path),
    mayChange: () => {
      if (context.place.frozen && folder === realpathSync(context.place.folder))
        throw new UserError(
          'the dataset of an installed package is not to be changed',
          'name your own with --dataset, or clone the repository',
        );
    },
    empty: () =>
      new UserError(
        `no record is at ${paths.join(', ')}`,
        `records are files like ${join(folder, 'agreements', 'us-pe-mou-2026.yaml')}`,
      ),
  };
};

/** Whether a path is a folder of no type with the target in it: those of types hold no folders. */
const isStrayAround = (path: string, target: string): boolean => target.startsWith(path + sep);

const inside = (target: string, path: string): boolean => path === target || path.startsWith(target + sep);

const existing = ({ folder }: Context, path: string): string => {
  const full = resolve(folder, path);
  if (!lstatSync(full, { throwIfNoEntry: false })) throw new UserError(`no file is at ${path}`, 'check the path');
  // The folder may be reached through links; the file itself must not be one, and is reported as it stands.
  return join(realpathSync(dirname(full)), full.slice(dirname(full).length).replace(/^[\\/]/, ''));
};

/** The dataset that the paths belong to: the one in use, else the folder around them that holds a folder of a type. */
const datasetOf = ({ place, catalog }: Context, targets: readonly string[]): string => {
  const own = existsSync(place.folder) ? realpathSync(place.folder) : place.folder;
  const [first] = targets;
  if (first === undefined || place.isNamed || first === own || first.startsWith(own + sep)) return own;
  const holds = (folder: string): boolean => catalog.types.some((type) => isFolder(join(folder, type.folder)));
  for (let folder = first; folder !== dirname(folder); folder = dirname(folder)) if (holds(folder)) return folder;
  return own;
};

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

const shown = (folder: string, path: string): string => {
  const short = relative(folder, path);
  return short.startsWith('..') ? path : short;
};
