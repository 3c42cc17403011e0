type Severity = 'error' | 'warning';

/** What a rule says of a place in a record. */
export interface Finding {
  /** JSON Pointer to the offending value. */
  readonly pointer: string;
  /** Whether the key rather than the value offends. */
  readonly atKey?: boolean;
  /** What is marked, where that is another place: by JSON Pointer a key without a value, of what is missing; null: the file. */
  readonly place?: string | null;
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

/** Compares for the order in which diagnostics are told: by file, then by place. */
export const compareDiagnostics = (a: Diagnostic, b: Diagnostic): number => {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : 1);
};

/** What a code means. */
export interface Explanation {
  /** Stable: never given to another rule. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong where it is broken, in one line. */
  readonly summary: string;
  /** Why it matters to those who use the dataset. */
  readonly why: string;
  /** What to do. */
  readonly remedy: string;
}
