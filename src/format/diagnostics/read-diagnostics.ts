import type { Diagnostic, DiagnosticReport } from '../../core/model/diagnostic.ts';
import type { Formatter, Presentation } from '../formatter.ts';

/** An answer of `validate`; without a report it lists rules or counts. */
export interface DiagnosticAnswer {
  readonly output: unknown;
  readonly report?: DiagnosticReport;
}

export type DiagnosticFormatter = Formatter<DiagnosticAnswer>;

/** The diagnostics of an answer. */
export const readDiagnostics = ({ answer }: Presentation<DiagnosticAnswer>): readonly Diagnostic[] =>
  answer.report?.diagnostics ?? [];

/** Path of a file in its repository; absolute if it is in none. */
export const fileInRepository = ({ folderInRepository, host }: DiagnosticReport, file: string): string => {
  if (folderInRepository === '' || host.locateFile(file).isAbsolute) return file;
  return `${folderInRepository}/${file}`;
};

/** The message of a diagnostic, and its hint on a second line. */
export const messageWithHint = ({ message, hint }: Diagnostic): string => [message, hint].filter(Boolean).join('\n');
