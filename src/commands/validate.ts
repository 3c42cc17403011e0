import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { diagnosticFormats } from '../format/diagnostics/index.ts';
import { UserError } from '../model/errors.ts';
import type { Value } from '../model/record.ts';
import type { Command, Context } from './command.ts';

export const validate: Command = {
  name: 'validate',
  arguments: [{ name: '[path...]', description: 'files or folders to report on; without one the whole dataset' }],
  summary: 'Check that the dataset holds: schemas, references, dates, evidence, duplicates',
  options: () => [],
  formats: diagnosticFormats,
  examples: [
    { command: 'minerals validate', says: 'the whole dataset' },
    {
      command: 'minerals validate dataset/agreements/us-pe-mou-2026.yaml',
      says: 'one record, its references into the others included',
    },
    { command: 'minerals validate --format json --dataset my-dataset', says: 'another dataset, for a script' },
  ],
  run: async (context, paths) => {
    const { check } = await import('../rules/check.ts');
    const targets = paths.map((path) => existing(context, path));
    const folder = datasetOf(context, targets);
    const inside = (target: string, path: string): boolean => path === target || path.startsWith(target + sep);
    const outside = targets.find((target) => !inside(folder, target) && !inside(target, folder));
    if (outside !== undefined)
      throw new UserError(
        `${outside} is not in the dataset ${folder}`,
        'name its dataset with --dataset, or check one dataset at a time',
      );
    const { diagnostics, texts, checked } = check({
      folder,
      catalog: context.catalog,
      wanted: (path) => targets.length === 0 || targets.some((target) => inside(target, path)),
      shown: (path) => shown(context.folder, path),
      progress: context.progress,
    });
    if (targets.length > 0 && checked === 0 && diagnostics.length === 0)
      throw new UserError(
        `no record is at ${paths.join(', ')}`,
        `records are files like ${join(folder, 'agreements', 'us-pe-mou-2026.yaml')}`,
      );
    return {
      data: diagnostics as unknown as Value,
      view: [],
      texts,
      notes: diagnostics.length === 0 ? [`${checked} ${checked === 1 ? 'record holds' : 'records hold'}`] : [],
      exitCode: diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0,
    };
  },
};

const existing = ({ folder }: Context, path: string): string => {
  const full = resolve(folder, path);
  if (!existsSync(full)) throw new UserError(`no file is at ${path}`, 'check the path');
  // The folder may be reached through links; the file itself must not be one, and is reported as it stands.
  return join(realpathSync(dirname(full)), full.slice(dirname(full).length).replace(/^[\\/]/, ''));
};

/** The dataset that the paths belong to: the one in use, else the folder around them that holds a folder of a type. */
const datasetOf = ({ place, catalog }: Context, targets: readonly string[]): string => {
  const own = existsSync(place.folder) ? realpathSync(place.folder) : place.folder;
  const [first] = targets;
  if (first === undefined || first === own || first.startsWith(own + sep)) return own;
  const holds = (folder: string): boolean =>
    catalog.types.some((type) => statSync(join(folder, type.folder), { throwIfNoEntry: false })?.isDirectory());
  for (let folder = first; folder !== dirname(folder); folder = dirname(folder)) if (holds(folder)) return folder;
  return own;
};

const shown = (folder: string, path: string): string => {
  const short = relative(realpathSync(folder), path);
  return short.startsWith('..') ? path : short;
};
