import type { Citation } from '../../core/model/citation.ts';
import type { Formatter } from '../formatter.ts';

/** Formats the answer of `cite`. */
export type CitationFormatter = Formatter<{ readonly output: readonly Citation[] }>;
