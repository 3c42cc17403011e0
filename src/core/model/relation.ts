import type { JsonValue } from './record.ts';

/** A column of a relation. */
export interface RelationField {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Type of the values; a `date` is a day of the calendar, YYYY-MM-DD. */
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'date';
  /** True if each value is a list of that type. */
  readonly isList: boolean;
  /** Name of the relation whose first column this column refers to. */
  readonly refersTo?: string;
}

/** Records, or parts of them, as rows with the same columns. */
export interface Relation {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Name of the type if each row is a whole record. */
  readonly recordType?: string;
  /** True if the rows are the items of a list column of another relation. */
  readonly isListTable?: boolean;
  /** Number of leading columns that form the primary key. */
  readonly keyColumnCount: number;
  readonly fields: readonly RelationField[];
  /** One value per field; undefined if unknown. */
  readonly rows: readonly (readonly (JsonValue | undefined)[])[];
}

/** Separates the items of a list in a single cell. */
const LIST_SEPARATOR = '; ';

/** Joins the items of a list for a single cell; other values stay as they are. */
export const joinList = (value: JsonValue | undefined): string | number | boolean | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') return value;
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value.map((item: JsonValue) => joinList(item)).join(LIST_SEPARATOR);
};

/** The relation without its list columns, whose items have tables of their own. */
export const withoutLists = (relation: Relation): Relation => {
  const keptColumns = [...relation.fields.keys()].filter((column) => !relation.fields[column]?.isList);
  return {
    ...relation,
    fields: keptColumns.flatMap((column) => relation.fields[column] ?? []),
    rows: relation.rows.map((row) => keptColumns.map((column) => row[column])),
  };
};
