import type { RecordType } from '../schema/catalog.ts';
import type { Ref } from '../model/record.ts';

/** A record as the bytes of its YAML text; its type and id follow from its path. */
export interface RecordBytes {
  readonly type: RecordType;
  readonly id: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Former refs with the ref of the record that replaced each, or with the reason for its withdrawal. */
export type Redirects = ReadonlyMap<Ref, string>;
