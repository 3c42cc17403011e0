import type { Result } from '../model/result.ts';

/** How the place looks that a result is printed to. */
export interface Style {
  readonly colour: boolean;
  /** Whether links may be hidden behind text (OSC 8). */
  readonly hyperlinks: boolean;
  /** Columns of the terminal; undefined where lines may have any length. */
  readonly width: number | undefined;
}

/** A result as text, each line ended; pure. */
export type Formatter = (result: Result, style: Style) => string;
