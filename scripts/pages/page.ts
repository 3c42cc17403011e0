/** A reference page that is generated from the program. */
export interface Page {
  /** Path from the root of the package. */
  readonly file: string;
  /** Generates the text; `root` is the folder of the package. */
  readonly text: (root: string) => string | Promise<string>;
}

/** Escapes a text for a cell of a Markdown table. */
export const escapeCell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
