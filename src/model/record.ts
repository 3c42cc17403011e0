/** Anything that JSON can hold. */
export type Value = string | number | boolean | null | readonly Value[] | Data;

/** The fields of a record or of a part of one. */
export interface Data {
  readonly [field: string]: Value;
}

/** A record: its folder says the type, its file name the id. */
export interface Record {
  readonly type: string;
  readonly id: string;
  readonly data: Data;
}

/** A record's name in the whole dataset: `type/id`. */
export type Ref = string;

export const refOf = (record: { readonly type: string; readonly id: string }): Ref => `${record.type}/${record.id}`;

/** The record as scripts see it: `type` and `id` first, then the fields in the order of the file. */
export const whole = ({ type, id, data }: Record): Data => ({ type, id, ...data });

export const isData = (value: Value | undefined): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
