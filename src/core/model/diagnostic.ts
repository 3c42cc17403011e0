import { compareText } from './text.ts';

type Severity = 'error' | 'warning';

/** A problem that a rule found in a record. */
export interface Finding {
  /** JSON Pointer to the offending value. */
  readonly pointer: string;
  /** True if the key is wrong rather than the value. */
  readonly atKey?: boolean;
  /** Position of the marker if not at `pointer`: a pointer to a key, or null for the whole file. */
  readonly markerPointer?: string | null;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** A span of text; lines and columns count from 1, the end is exclusive. */
export interface TextSpan {
  readonly line: number;
  readonly column: number;
  readonly end_line: number;
  readonly end_column: number;
}

/** A finding with its code and position, as `validate` prints it. */
export interface Diagnostic extends TextSpan {
  /** Stable code; `minerals explain CODE` describes it. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** File path relative to where the command runs. */
  readonly file: string;
  /** JSON Pointer into the record; empty for the whole file. */
  readonly path: string;
  readonly hint?: string;
}

/** Compares diagnostics for sorting: by file, then by position. */
export const compareDiagnostics = (a: Diagnostic, b: Diagnostic): number =>
  compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.code, b.code);

/** Description of a diagnostic code. */
export interface Explanation {
  /** Stable: never reused for another rule. */
  readonly code: string;
  readonly severity: Severity;
  /** The problem in one line. */
  readonly summary: string;
  /** Reason why it matters to users of the dataset. */
  readonly why: string;
  /** Steps that fix it. */
  readonly remedy: string;
}

/** Functions of the system for formats of diagnostics. */
export interface ReportHost {
  /** A hash of a text, in hexadecimal digits. */
  readonly hash: (text: string) => string;
  /** The address of a file; it is relative to the repository if the path is relative. */
  readonly locateFile: (file: string) => { readonly uri: string; readonly isAbsolute: boolean };
}

/** Diagnostics, with what some formats show beside them. */
export interface DiagnosticReport {
  /** Folder that the files' paths are relative to, within the repository; empty for its root. */
  readonly folderInRepository: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Contents of the files with diagnostics, by path. */
  readonly fileTexts: Readonly<Record<string, string>>;
  readonly host: ReportHost;
  /** Explanations of the codes. */
  readonly explanations: readonly Explanation[];
  /** The program that made the report, for formats that name it. */
  readonly program?: { readonly version: string; readonly homepage?: string | undefined };
}
