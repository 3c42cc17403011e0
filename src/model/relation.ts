import type { JsonValue } from './record.ts';

/** A column of a relation. */
export interface RelationField {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  /** Whether its values are lists of that type. */
  readonly isList: boolean;
  /** The relation whose first column it names. */
  readonly refers?: string;
}

/** Records, or parts of them, as rows of equal columns. */
export interface Relation {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** How many of the first columns together tell its rows apart. */
  readonly keys: number;
  readonly fields: readonly RelationField[];
  /** As many values as there are fields; undefined where nothing is known. */
  readonly rows: readonly (readonly (JsonValue | undefined)[])[];
}
