import type { JsonValue } from './record.ts';

/** A column of a relation. */
export interface RelationField {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
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
  /** Number of leading columns that form the primary key. */
  readonly keyColumnCount: number;
  readonly fields: readonly RelationField[];
  /** One value per field; undefined if unknown. */
  readonly rows: readonly (readonly (JsonValue | undefined)[])[];
}
