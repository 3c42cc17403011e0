/** A page of the reference, generated from what the program knows of itself. */
export interface Page {
  /** Where it stands, from the root. */
  readonly file: string;
  /** Its text; `root` is the folder of the package. */
  readonly text: (root: string) => string | Promise<string>;
}
