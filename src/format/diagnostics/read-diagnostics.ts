import type { Diagnostic } from '../../core/model/diagnostic.ts';
import type { Result } from '../../core/model/result.ts';

/** The diagnostics in a result of `validate`. */
export const readDiagnostics = ({ data }: Result): readonly Diagnostic[] => data as unknown as readonly Diagnostic[];

/** The message of a diagnostic, and its hint on a second line. */
export const messageWithHint = ({ message, hint }: Diagnostic): string => [message, hint].filter(Boolean).join('\n');
