import type { LineCounter } from 'yaml';
import type { TextSpan } from '../model/diagnostic.ts';

/** The span for problems of a file as a whole. */
export const FILE_START: TextSpan = { line: 1, column: 1, end_line: 1, end_column: 1 };

/** Offsets into a text, in the parser's form: the first character, and the first one after it. */
export type OffsetRange = readonly [number, number, ...number[]];

/** Converts offsets to lines and columns, both counted from 1. */
export const toSpan =
  (lineCounter: LineCounter) =>
  (range: OffsetRange): TextSpan => {
    const start = lineCounter.linePos(range[0]);
    const end = lineCounter.linePos(Math.max(range[0], range[1]));
    return { line: start.line || 1, column: start.col || 1, end_line: end.line || 1, end_column: end.col || 1 };
  };

/** The span of `length` characters on one line, for texts that were not parsed. */
export const lineSpan = (text: string, offset: number, length: number): TextSpan => {
  const precedingText = text.slice(0, offset);
  const line = precedingText.split('\n').length;
  const column = offset - precedingText.lastIndexOf('\n');
  return { line, column, end_line: line, end_column: column + length };
};
