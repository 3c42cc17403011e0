import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Result } from '../../model/result.ts';

/** The diagnostics in a result of `validate`. */
export const readDiagnostics = ({ data }: Result): readonly Diagnostic[] => data as unknown as readonly Diagnostic[];
