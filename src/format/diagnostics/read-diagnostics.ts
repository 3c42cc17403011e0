import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Result } from '../../model/result.ts';

/** The diagnostics in a result of `validate`. */
export const readDiagnostics = ({ data }: Result): readonly Diagnostic[] => data as unknown as readonly Diagnostic[];

/** The message of a diagnostic, and its hint on a second line. */
export const messageWithHint = ({ message, hint }: Diagnostic): string => [message, hint].filter(Boolean).join('\n');
