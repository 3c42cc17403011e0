import type { Dataset, Referrer } from '../index/dataset.ts';
import { fromDotted } from '../model/pointer.ts';
import type { Ref } from '../model/record.ts';
import { fieldAt } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';

/** A referring record; `through` is the record at home in the requested one to which it refers instead. */
export interface RelatedReferrer extends Referrer {
  readonly through?: Ref;
}

/**
 * The records that refer to a record, and those that refer to a record at home in it (`x-home`): for a country also the
 * agreements of its organisations.
 */
export const findReferrers = (dataset: Dataset, ref: Ref): readonly RelatedReferrer[] => {
  const referrers: RelatedReferrer[] = [...dataset.referrers(ref)];
  for (const { ref: memberRef, path } of dataset.referrers(ref)) {
    const schema = dataset.catalog.type(splitRef(memberRef)[0])?.schema ?? {};
    if (!fieldAt(schema, fromDotted(path))?.['x-home']) continue;
    for (const referrer of dataset.referrers(memberRef)) referrers.push({ ...referrer, through: memberRef });
  }
  return referrers;
};
