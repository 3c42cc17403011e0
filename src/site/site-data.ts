// Types of the data that the build writes and the explorer reads.

/** The records of the explorer. */
export interface SiteData {
  /** Titles of the types by name. */
  readonly types: { readonly [name: string]: string };
  readonly typeNames: readonly string[];
  /** Records as columns: number of the type, id, name, date. */
  readonly type: readonly number[];
  readonly id: readonly string[];
  readonly name: readonly string[];
  readonly date: readonly string[];
}

/** Distances from each record of a value to the next. */
export type RecordSteps = readonly number[];

/** A filter with the records of each of its values. A value that is a record is its position. */
export interface SiteFilterRows {
  readonly name: string;
  readonly title: string;
  /** True if its values are records of several types, written as `type/id`. */
  readonly isMixed: boolean;
  readonly values: readonly (readonly [value: number | string, steps: RecordSteps, label?: string])[];
}

export interface SiteNetwork {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly (readonly [ref: string, label: string, x: number, y: number])[];
  readonly edges: readonly (readonly [from: number, to: number, records: readonly number[]])[];
}

export interface SitePlaces {
  /** Filter of the places that have a shape. */
  readonly filter: string;
  /** Value of the filter, code of the shape, position, and 1 if it is too small to see. */
  readonly areas: readonly (readonly [value: string, code: string, x: number, y: number, small: number])[];
  readonly points: readonly (readonly [record: number, x: number, y: number])[];
}

export interface SiteShapes {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly (readonly [code: string, path: string])[];
}
