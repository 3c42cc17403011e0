import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Result } from '../../model/result.ts';

/** The diagnostics that a result of `validate` holds. */
export const readDiagnostics = ({ data }: Result): readonly Diagnostic[] => data as unknown as readonly Diagnostic[];
