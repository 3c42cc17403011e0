import { Chalk, type ChalkInstance } from 'chalk';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Result } from '../../model/result.ts';
import { harmless } from '../../model/text.ts';
import type { Formatter } from '../formatter.ts';

/** Diagnostics for people: where, what, the line with the place marked, and the remedy. */
export const pretty: Formatter = (result, { colour }) => {
  const paint = new Chalk({ level: colour ? 1 : 0 });
  const diagnostics = diagnosticsIn(result);
  if (diagnostics.length === 0) return '';
  return `${[...diagnostics.map((each) => frame(each, result.texts?.[each.file], paint)), tally(diagnostics, paint)].join('\n\n')}\n`;
};

/** The diagnostics that a result of `validate` holds. */
export const diagnosticsIn = ({ data }: Result): readonly Diagnostic[] => data as unknown as readonly Diagnostic[];

/** Beyond this a line is cut around the place. */
const LINE = 160;

const frame = (
  { file, line, column, end_line: endLine, end_column: endColumn, code, severity, message, hint }: Diagnostic,
  text: string | undefined,
  paint: ChalkInstance,
): string => {
  const colour = severity === 'error' ? paint.red : paint.yellow;
  const source = text?.split(/\r?\n/)[line - 1];
  const gutter = String(line);
  const blank = ' '.repeat(gutter.length);
  const lines = [
    `${paint.bold(`${harmless(file)}:${line}:${column}`)} ${colour(`${severity} ${code}`)} ${harmless(message)}`,
  ];
  if (source !== undefined && source.trim() !== '') {
    const from = column > LINE ? column - 20 : 1;
    const shown = harmless(source.slice(from - 1, from - 1 + LINE)).replaceAll('\t', ' ');
    const end = endLine === line ? Math.max(column + 1, endColumn) : source.length + 1;
    const marked = Math.max(1, Math.min(end, from + shown.length) - column);
    lines.push(
      `  ${paint.dim(`${gutter} |`)} ${shown}`,
      `  ${paint.dim(`${blank} |`)} ${' '.repeat(column - from)}${colour('^'.repeat(marked))}`,
    );
  }
  if (hint) lines.push(`  ${paint.dim(`${blank} =`)} ${harmless(hint)}`);
  return lines.join('\n');
};

const tally = (diagnostics: readonly Diagnostic[], paint: ChalkInstance): string => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  const files = new Set(diagnostics.map(({ file }) => file)).size;
  return paint.bold(
    `${count(errors, 'error')}, ${count(warnings, 'warning')} in ${count(files, 'file')}; minerals explain CODE tells more`,
  );
};
