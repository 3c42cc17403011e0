/** A name in a bibliography. It stays in one piece: we do not know which part is the family name. */
interface CitedName {
  readonly literal: string;
}

/** A date as precise as it is known: year, month and day. */
export interface CitedDate {
  readonly 'date-parts': readonly [readonly number[]];
}

/** A citable item in CSL-JSON. */
export interface Citation {
  readonly id: string;
  /** A type of the Citation Style Language: `webpage`, `treaty`, `dataset`. */
  readonly type: string;
  readonly title: string;
  readonly author?: readonly CitedName[];
  readonly translator?: readonly CitedName[];
  readonly publisher?: string;
  /** Title of the work that contains the item. */
  readonly 'container-title'?: string;
  readonly version?: string;
  /** Reference of the item in that work. */
  readonly number?: string;
  readonly issued?: CitedDate;
  readonly accessed?: CitedDate;
  readonly URL?: string;
  readonly language?: string;
  /** Remark that follows the reference. */
  readonly note?: string;
}
