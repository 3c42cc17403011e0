import type { Path } from '../model/pointer.ts';
import type { Ref, JsonValue } from '../model/record.ts';
import type { Schema } from './catalog.ts';
import { walkRecord } from './walk.ts';

/** A reference in a record to another record. */
export interface RecordReference {
  readonly path: Path;
  readonly isKey: boolean;
  readonly type: string;
  readonly id: string;
  /** True if the reference is written as `type/id`. */
  readonly allowsAnyType: boolean;
}

/** All references in a record, or in the value of a field, in the order of the fields. */
export const findReferences = (schema: Schema, data: JsonValue): readonly RecordReference[] => {
  if (lastSearch.schema === schema && lastSearch.data === data) return lastSearch.references;
  const nodes = walkRecord(schema, data, 'x-ref');
  const references = nodes.flatMap(({ schema: { 'x-ref': refType }, value, path, isKey }) => {
    if (!refType || typeof value !== 'string') return [];
    const [type, id] = splitRef(toRef(refType, value));
    return [{ path, isKey, type, id, allowsAnyType: isFullRef(refType, value) }];
  });
  lastSearch = { schema, data, references };
  return references;
};

/** Cached references of the last record: several rules need them, one after the other. */
let lastSearch: {
  readonly schema?: Schema;
  readonly data?: JsonValue;
  readonly references: readonly RecordReference[];
} = { references: [] };

/** True if the text of a reference is `type/id`: in a field for several types, or beside the ids of the field's own type. */
const isFullRef = (refType: string, text: string): boolean => refType === '*' || text.includes('/');

/** Converts the text of a field with `x-ref` to `type/id`. */
export const toRef = (refType: string, text: string): Ref => (isFullRef(refType, text) ? text : `${refType}/${text}`);

/** Splits `type/id`; without a slash the type is empty. */
export const splitRef = (ref: Ref): [type: string, id: string] => {
  const slash = ref.indexOf('/');
  return slash < 0 ? ['', ref] : [ref.slice(0, slash), ref.slice(slash + 1)];
};
