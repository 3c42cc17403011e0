import type { Path } from '../model/pointer.ts';
import type { Data, Ref } from '../model/record.ts';
import type { Schema } from './catalog.ts';
import { walk } from './walk.ts';

/** A place in a record that names another record. */
export interface Reference {
  readonly path: Path;
  readonly isKey: boolean;
  readonly type: string;
  readonly id: string;
  /** Whether the field may name records of any type. */
  readonly isOpen: boolean;
}

/** Every reference of a record, in the order of its fields. */
export function* references(schema: Schema, data: Data): Generator<Reference> {
  for (const { schema: place, value, path, isKey } of walk(schema, data, 'x-ref')) {
    if (!place['x-ref'] || typeof value !== 'string') continue;
    const [type, id] = splitRef(place['x-ref'] === '*' ? value : `${place['x-ref']}/${value}`);
    yield { path, isKey, type, id, isOpen: place['x-ref'] === '*' };
  }
}

/** The two halves of `type/id`; without a slash the type is empty. */
export const splitRef = (ref: Ref): [type: string, id: string] => {
  const slash = ref.indexOf('/');
  return slash < 0 ? ['', ref] : [ref.slice(0, slash), ref.slice(slash + 1)];
};
