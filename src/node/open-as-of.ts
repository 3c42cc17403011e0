import { parseDate } from '../core/model/date.ts';
import { UserError } from '../core/model/errors.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import type { Dataset } from '../core/index/dataset.ts';
import { openFromCommit, type DatasetLocation } from './open.ts';

/**
 * Opens a dataset as it was at the end of a day, from the history of its repository. Throws UserError for an invalid date
 * or if the history of the dataset begins later.
 */
export const openAsOf = async (catalog: Catalog, location: DatasetLocation, date: string): Promise<Dataset> => {
  const day = parseDate(date);
  if (!day) throw new UserError(`"${date}" is not a date`, 'write --known-on as YYYY, YYYY-MM or YYYY-MM-DD');
  const { findCommitBefore } = await import('./git.ts');
  const commit = await findCommitBefore(location.folder, day.to);
  const dataset = await openFromCommit(catalog, location, commit);
  // A package installed in another project is inside that project's repository, which has no history of the dataset.
  if (dataset.entries.length === 0)
    throw new UserError(
      `the repository around ${location.folder} had no records on ${date}`,
      'run the command in a clone of the dataset',
    );
  return dataset;
};
