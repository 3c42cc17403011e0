/** Any JSON value. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** The fields of a record or of a part of one. */
export interface JsonObject {
  readonly [field: string]: JsonValue;
}

/** A record. Its folder determines the type, its file name the id. */
export interface DatasetRecord {
  readonly type: string;
  readonly id: string;
  readonly data: JsonObject;
}

/** Name of a record that is unique in the dataset: `type/id`. */
export type Ref = string;

export const refOf = (record: { readonly type: string; readonly id: string }): Ref => `${record.type}/${record.id}`;

/** Returns the record for JSON output: `type` and `id` first, then the fields in the order of the file. */
export const toPlainObject = ({ type, id, data }: DatasetRecord): JsonObject => ({ type, id, ...data });

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
