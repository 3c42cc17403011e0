import type { LineCounter } from 'yaml';
import type { Span } from '../../model/diagnostic.ts';

/** The place of what concerns a file as a whole. */
export const FILE_START: Span = { line: 1, column: 1, end_line: 1, end_column: 1 };

/** Offsets into a text, as the parser gives them: of the first character, and of the first behind. */
export type OffsetRange = readonly [number, number, ...number[]];

/** Reads offsets as lines and columns, both from 1. */
export const toSpan =
  (lines: LineCounter) =>
  (range: OffsetRange): Span => {
    const from = lines.linePos(range[0]);
    const to = lines.linePos(Math.max(range[0], range[1]));
    return { line: from.line || 1, column: from.col || 1, end_line: to.line || 1, end_column: to.col || 1 };
  };

/** The span of `length` characters of one line, without the parser's table of lines. */
export const lineSpan = (text: string, offset: number, length: number): Span => {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return { line, column, end_line: line, end_column: column + length };
};
