import type { Block, Table } from '../core/model/block.ts';

/** Capabilities of the output device. */
export interface Style {
  readonly colour: boolean;
  /** True if the terminal supports links with a label (OSC 8). */
  readonly hyperlinks: boolean;
  /** Columns of the terminal; undefined if lines may have any length. */
  readonly width: number | undefined;
}

/** An answer for programs (`output`), for people, and for spreadsheets. */
export interface Presentation<Answer = { readonly output: unknown }> {
  readonly answer: Answer;
  /** The answer for people. */
  readonly blocks: readonly Block[];
  /** The answer for spreadsheets, if it is not the first table for people. */
  readonly table: Table | undefined;
}

/** Converts an answer to text that ends with a line break. A pure function. */
export type Formatter<Answer = { readonly output: unknown }> = (
  presentation: Presentation<Answer>,
  style: Style,
) => string;
