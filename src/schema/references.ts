import type { Path } from '../model/pointer.ts';
import type { Ref, JsonValue } from '../model/record.ts';
import type { Schema } from './catalog.ts';
import { walkRecord } from './walk.ts';

/** A place in a record that names another record. */
export interface RecordReference {
  readonly path: Path;
  readonly isKey: boolean;
  readonly type: string;
  readonly id: string;
  /** Whether the field may name records of any type. */
  readonly isOpen: boolean;
}

/** Every reference of a record, or of a value of a field, in the order of the fields. */
export const findReferences = (schema: Schema, data: JsonValue): readonly RecordReference[] => {
  if (last.schema === schema && last.data === data) return last.all;
  const all = walkRecord(schema, data, 'x-ref').flatMap(({ schema: { 'x-ref': named }, value, path, isKey }) => {
    if (!named || typeof value !== 'string') return [];
    const isOpen = named === '*';
    const [type, id] = isOpen ? splitRef(value) : [named, value];
    return [{ path, isKey, type, id, isOpen }];
  });
  last = { schema, data, all };
  return all;
};

/** Those of the record that was asked about last: several rules ask, one after the other. */
let last: { readonly schema?: Schema; readonly data?: JsonValue; readonly all: readonly RecordReference[] } = {
  all: [],
};

/** The two halves of `type/id`; without a slash the type is empty. */
export const splitRef = (ref: Ref): [type: string, id: string] => {
  const slash = ref.indexOf('/');
  return slash < 0 ? ['', ref] : [ref.slice(0, slash), ref.slice(slash + 1)];
};
