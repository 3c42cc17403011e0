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

/** A record as it is printed: `type` and `id` first, then its fields. */
export interface PlainRecord extends JsonObject {
  readonly type: string;
  readonly id: string;
}

/** Returns the record for JSON output: `type` and `id` first, then the fields in the order of the file. */
export const toPlainObject = ({ type, id, data }: DatasetRecord): PlainRecord => ({ type, id, ...data });

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

/** The value if it is text, else undefined. */
export const asText = (value: JsonValue | undefined): string | undefined => {
  if (typeof value === 'string') return value;
  return undefined;
};

/** The value if it is an object, else an empty object. */
export const asObject = (value: JsonValue | undefined): JsonObject => {
  if (isJsonObject(value)) return value;
  return {};
};

/** The value if it is a list, else an empty list. */
export const asList = (value: JsonValue | undefined): readonly JsonValue[] => {
  if (isList(value)) return value;
  return [];
};

/** The texts in a list; empty for other values. */
export const textsIn = (value: JsonValue | undefined): string[] =>
  asList(value).filter((item) => typeof item === 'string');
