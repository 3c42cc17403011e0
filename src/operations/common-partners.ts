import { definedItems } from '../core/model/defined-only.ts';
import { refOf, type Ref } from '../core/model/record.ts';
import type { Note } from '../core/model/note.ts';
import type { Cell, Table } from '../core/model/block.ts';
import type { QueryConditions } from '../core/query/filter.ts';
import { runQuery } from '../core/query/filter.ts';
import {
  findPartners,
  findRelationships,
  involves,
  isBilateral,
  type Partner,
  partyTypes,
} from '../core/query/relationships.ts';
import { resolveRecord } from '../core/query/resolve.ts';
import { byTypeAndDate } from '../core/query/sort.ts';
import { splitRef } from '../core/schema/references.ts';
import type { DatasetContext } from './operation.ts';

/** A partner that several countries or organisations have in common. */
export interface CommonPartner {
  readonly ref: Ref;
  readonly name: string;
  readonly records: number;
  readonly with: Readonly<Record<Ref, readonly Ref[]>>;
}

/** Partners in common, as a table as well. */
export interface CommonPartnersAnswer {
  readonly output: readonly CommonPartner[];
  readonly notes: readonly Note[];
  readonly common: { readonly table: Table; readonly empty: string };
}

/** Finds the partners that several countries or organisations have in common, with what each signed with them. */
export const findCommonPartners = async (
  { dataset, catalog, language }: DatasetContext,
  recordNames: readonly string[],
  conditions: QueryConditions,
  isOnlyBilateral: boolean,
): Promise<CommonPartnersAnswer> => {
  const resolutions = await Promise.all(recordNames.map((name) => resolveRecord(dataset, name, partyTypes(catalog))));
  const ownRefs = resolutions.map(({ entry }) => refOf(entry));
  const { matches, notes, emptyMessage } = await runQuery(dataset, conditions);
  const compareEntries = byTypeAndDate(dataset);
  const relationships = findRelationships(
    dataset,
    matches.toSorted((a, b) => compareEntries(a.entry, b.entry)),
  ).filter((relationship) => !isOnlyBilateral || isBilateral(relationship));
  const valueFormat = { dataset, language };
  const partnersOf = ownRefs.map((ownRef) => {
    const shared = relationships.filter((relationship) => involves(relationship, ownRef));
    const partners = findPartners(valueFormat, ownRef, shared).filter(({ ref }) => ref !== null);
    return new Map<Ref, Partner>(partners.map((partner) => [partner.ref ?? '', partner]));
  });
  const [firstPartners = new Map<Ref, Partner>(), ...otherPartners] = partnersOf;
  const common = [...firstPartners.keys()].filter(
    (ref) => !ownRefs.includes(ref) && otherPartners.every((partners) => partners.has(ref)),
  );
  const recordsWith = (index: number, ref: Ref): Ref[] =>
    (partnersOf[index]?.get(ref)?.relationships ?? []).map(({ entry }) => refOf(entry));
  const ids = ownRefs.map((ref) => splitRef(ref)[1]);
  const columns = ['id', 'partner', ...ids.flatMap((id) => [`with ${id}`, `agreements with ${id}`])];
  const rows = common.map((ref): Cell[] => [
    splitRef(ref)[1],
    firstPartners.get(ref)?.name ?? ref,
    ...ids.flatMap((_, index) => {
      const refs = recordsWith(index, ref);
      return [refs.length, refs.map((record) => splitRef(record)[1])];
    }),
  ]);
  const table = { columns: columns.map((name) => ({ name, title: name })), rows };
  return {
    output: common.map((ref) => {
      const counts = ownRefs.map((ownRef, index) => [ownRef, recordsWith(index, ref)] as const);
      return {
        ref,
        name: firstPartners.get(ref)?.name ?? ref,
        records: counts.reduce((total, [, refs]) => total + refs.length, 0),
        with: Object.fromEntries(counts),
      };
    }),
    common: { table, empty: emptyMessage },
    notes: [...definedItems(resolutions.map(({ note }) => note)), ...notes],
  };
};
