/** A name as a bibliography takes it: whole, for nobody knows which part of it is the family's. */
interface CitedName {
  readonly literal: string;
}

/** A date as precise as it is known: year, month and day. */
export interface CitedDate {
  readonly 'date-parts': readonly [readonly number[]];
}

/** Something that can be cited, as an item of CSL-JSON. */
export interface Citation {
  readonly id: string;
  /** A type of the Citation Style Language: `webpage`, `treaty`, `dataset`. */
  readonly type: string;
  readonly title: string;
  readonly author?: readonly CitedName[];
  readonly translator?: readonly CitedName[];
  readonly publisher?: string;
  /** What it is a part of. */
  readonly 'container-title'?: string;
  readonly version?: string;
  /** Its name in that whole: a reference. */
  readonly number?: string;
  readonly issued?: CitedDate;
  readonly accessed?: CitedDate;
  readonly URL?: string;
  readonly language?: string;
}
