import type { JsonValue } from '../model/record.ts';
import { groupBy } from '../model/group-by.ts';

/** Common and differing items of several lists. `by` holds the indexes of the lists, from 0. */
export interface ListOverlap {
  /** Items that occur in the same lists; items of all lists first, items of a single list last. */
  readonly shared: readonly { readonly by: readonly number[]; readonly items: readonly JsonValue[] }[];
  /** Items that are groups of items in other lists. Equality can only be inferred for these. */
  readonly groups: readonly {
    readonly group: JsonValue;
    readonly by: readonly number[];
    readonly members: readonly JsonValue[];
  }[];
}

/** Compares lists of plain values. `groupsOf` returns the direct and indirect groups of an item. */
export const listOverlap = (
  lists: readonly (readonly JsonValue[])[],
  groupsOf: (item: JsonValue) => readonly JsonValue[],
): ListOverlap => {
  const items = [...new Set(lists.flat())];
  const indexesByItem = new Map(
    items.map((item) => [item, [...lists.keys()].filter((index) => lists[index]?.includes(item))]),
  );
  const listsWith = (item: JsonValue): readonly number[] => indexesByItem.get(item) ?? [];
  const groups = items.flatMap((group) => {
    const members = items.filter(
      (item) => groupsOf(item).includes(group) && listsWith(group).some((index) => !listsWith(item).includes(index)),
    );
    if (members.length === 0) return [];
    return [{ group, by: listsWith(group), members }];
  });
  const inferredItems = new Set(groups.flatMap(({ group, members }) => [group, ...members]));
  const exactItems = items.filter((item) => !inferredItems.has(item));
  const shared = [...groupBy(exactItems, (item) => [listsWith(item).join(' ')]).values()].map((groupItems) => ({
    by: listsWith(groupItems[0] ?? null),
    items: groupItems,
  }));
  return { shared: shared.toSorted((a, b) => b.by.length - a.by.length), groups };
};
