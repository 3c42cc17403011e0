import type { Result } from '../core/model/result.ts';

/** Capabilities of the output device. */
export interface Style {
  readonly colour: boolean;
  /** True if the terminal supports links with a label (OSC 8). */
  readonly hyperlinks: boolean;
  /** Columns of the terminal; undefined if lines may have any length. */
  readonly width: number | undefined;
}

/** Converts a result to text that ends with a line break. A pure function. */
export type Formatter = (result: Result, style: Style) => string;
