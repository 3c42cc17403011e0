export type Severity = 'error' | 'warning';

/** What a rule says of a place in a record. */
export interface Finding {
  /** JSON Pointer to the offending value. */
  readonly pointer: string;
  /** Whether the key rather than the value offends. */
  readonly atKey?: boolean;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** A span of text; lines and columns count from 1, the end is exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly end_line: number;
  readonly end_column: number;
}

/** A finding with its code and its place: what `validate` prints. */
export interface Diagnostic extends Span {
  /** Stable; `minerals explain CODE` tells more. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Path of the file, as the person would name it. */
  readonly file: string;
  /** JSON Pointer into the record; empty for the whole file. */
  readonly path: string;
  readonly hint?: string;
}
