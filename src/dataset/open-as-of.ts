import { parseDate } from '../model/date.ts';
import { UserError } from '../model/errors.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Dataset } from './dataset.ts';
import { openFromCommit, type DatasetLocation } from './open.ts';

/**
 * The dataset as it stood at the end of a day, from the history of its repository. Throws UserError where the date is
 * none, or where there is no history of the dataset from then.
 */
export const openAsOf = async (catalog: Catalog, place: DatasetLocation, date: string): Promise<Dataset> => {
  const day = parseDate(date);
  if (!day) throw new UserError(`"${date}" is no date`, 'write --known-on as YYYY, YYYY-MM or YYYY-MM-DD');
  const { commitBefore: commitOn } = await import('./git.ts');
  const dataset = await openFromCommit(catalog, place, await commitOn(place.folder, day.to));
  // A package in the folder of a project lies in the repository of that project, which knows nothing of it.
  if (dataset.entries.length === 0)
    throw new UserError(
      `the repository around ${place.folder} held no record on ${date}`,
      'ask in a clone of the dataset',
    );
  return dataset;
};
