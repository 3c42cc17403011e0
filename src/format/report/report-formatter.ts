import type { Briefing } from '../../core/model/briefing.ts';
import type { Formatter } from '../formatter.ts';

/** Formats the answer of `report`. */
export type ReportFormatter = Formatter<{ readonly output: Briefing }>;
