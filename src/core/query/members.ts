import type { Dataset, Entry } from '../index/dataset.ts';
import { isList, type Ref } from '../model/record.ts';
import type { Catalog, Schema } from '../schema/catalog.ts';
import { toRef } from '../schema/references.ts';

/** Suffix of a filter value that asks for the members of a group instead of the group: `ASEAN:members`. */
export const MEMBERS_SUFFIX = ':members';

/** The field of a type that lists the members of its records (`x-members`). */
interface MembersField {
  readonly fieldName: string;
  readonly memberType: string;
}

const membersField = (schema: Schema | undefined): MembersField | undefined => {
  for (const [fieldName, field] of Object.entries(schema?.properties ?? {})) {
    const memberType = field.items?.['x-ref'];
    if (field['x-members'] && memberType) return { fieldName, memberType };
  }
  return undefined;
};

/** The types whose records can have members of a type: organisations, of countries. */
export const groupTypes = ({ types }: Catalog, memberType: string): readonly string[] =>
  types.filter(({ schema }) => membersField(schema)?.memberType === memberType).map(({ name }) => name);

/** The members of a record, in the order of the record; empty if its type has none. */
export const findMembers = (dataset: Dataset, entry: Entry): readonly Ref[] => {
  const field = membersField(dataset.catalog.type(entry.type)?.schema);
  const members = field ? dataset.record(entry).data[field.fieldName] : undefined;
  if (!field || !isList(members)) return [];
  return members.filter((member) => typeof member === 'string').map((member) => toRef(field.memberType, member));
};
