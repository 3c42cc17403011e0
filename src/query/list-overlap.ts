import type { JsonValue } from '../model/record.ts';
import { groupBy } from '../model/group-by.ts';

/** What some lists have in common, and what only some of them have; lists are told by their places, from 0. */
export interface ListOverlap {
  /** The items that stand in the same lists; those that stand in all of them first, those that stand in one last. */
  readonly shared: readonly { readonly by: readonly number[]; readonly items: readonly JsonValue[] }[];
  /** Items of some lists that are groups of items of others: whether they mean the same can only be inferred. */
  readonly groups: readonly {
    readonly group: JsonValue;
    readonly by: readonly number[];
    readonly members: readonly JsonValue[];
  }[];
}

/** Compares lists of single values; `groupsOf` tells the groups that an item belongs to, directly or not. */
export const listOverlap = (
  lists: readonly (readonly JsonValue[])[],
  groupsOf: (item: JsonValue) => readonly JsonValue[],
): ListOverlap => {
  const items = [...new Set(lists.flat())];
  const places = new Map(items.map((item) => [item, lists.flatMap((list, at) => (list.includes(item) ? [at] : []))]));
  const by = (item: JsonValue): readonly number[] => places.get(item) ?? [];
  const groups = items.flatMap((each) => {
    const members = items.filter(
      (item) => groupsOf(item).includes(each) && by(each).some((place) => !by(item).includes(place)),
    );
    return members.length > 0 ? [{ group: each, by: by(each), members }] : [];
  });
  const inferred = new Set(groups.flatMap((each) => [each.group, ...each.members]));
  const exact = items.filter((item) => !inferred.has(item));
  const shared = [...groupBy(exact, (item) => [by(item).join(' ')]).values()].map((own) => ({
    by: by(own[0] ?? null),
    items: own,
  }));
  return { shared: shared.toSorted((a, b) => b.by.length - a.by.length), groups };
};
