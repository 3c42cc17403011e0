import type { Presentation } from '../src/format/formatter.ts';
import type { Block } from '../src/core/model/block.ts';

/** An answer as a formatter gets it. */
export const present = <Output>(
  output: Output,
  blocks: readonly Block[] = [],
): Presentation<{ readonly output: Output }> => ({ answer: { output }, blocks, table: undefined });
