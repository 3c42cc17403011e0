import { Chalk, type ChalkInstance } from 'chalk';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { sanitize, sanitizeLine } from '../../model/text.ts';
import type { Formatter } from '../formatter.ts';
import { displayWidth } from '../string-width.ts';
import { formatTable } from '../table.ts';
import { readDiagnostics } from './diagnostics-in.ts';

/** Diagnostics for people: where, what, the line with the place marked, and the remedy. */
export const formatPretty: Formatter = (result, style) => {
  if (result.view.length > 0) return formatTable(result, style);
  const { colour } = style;
  const paint = new Chalk({ level: colour ? 1 : 0 });
  const diagnostics = readDiagnostics(result);
  if (diagnostics.length === 0) return '';
  const framed = diagnostics.slice(0, FRAMED).map((each) => frame(each, result.texts?.[each.file], paint));
  const others = diagnostics.slice(FRAMED).map((each) => frame(each, undefined, paint));
  return `${[...framed, ...(others.length > 0 ? [others.join('\n')] : []), tally(diagnostics, paint)].join('\n\n')}\n`;
};

/** So many are told with the line that they are about: nobody reads more at once. */
const FRAMED = 100;

/** Beyond this a line is cut around the place. */
const LINE = 160;

const frame = (
  { file, line, column, end_line: endLine, end_column: endColumn, code, severity, message, hint }: Diagnostic,
  text: string | undefined,
  paint: ChalkInstance,
): string => {
  const colour = severity === 'error' ? paint.red : paint.yellow;
  const source = text?.split('\n')[line - 1]?.replace(/\r$/, '');
  const gutter = String(line);
  const blank = ' '.repeat(gutter.length);
  const lines = [
    `${paint.bold(`${sanitizeLine(file)}:${line}:${column}`)} ${colour(`${severity} ${code}`)} ${sanitizeLine(message)}`,
  ];
  if (source !== undefined && source.trim() !== '') {
    const from = column > LINE ? column - 20 : 1;
    const shown = sanitize(source.slice(from - 1, from - 1 + LINE)).replaceAll('\t', ' ');
    const end = endLine === line ? endColumn : source.trimEnd().length + 1;
    const before = shown.slice(0, column - from);
    const marked = displayWidth(shown.slice(column - from, Math.max(column + 1, end) - from));
    lines.push(
      `  ${paint.dim(`${gutter} |`)} ${shown}`,
      `  ${paint.dim(`${blank} |`)} ${' '.repeat(displayWidth(before))}${colour('^'.repeat(Math.max(1, marked)))}`,
    );
  }
  if (hint) lines.push(`  ${paint.dim(`${blank} =`)} ${sanitizeLine(hint)}`);
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
