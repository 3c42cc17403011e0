import type { Diagnostic } from '../../core/model/diagnostic.ts';
import { pluralize, sanitize, sanitizeLine } from '../../core/model/text.ts';
import { createPaint, type Paint } from '../paint.ts';
import { displayWidth } from '../string-width.ts';
import { formatTable } from '../table.ts';
import { type DiagnosticFormatter, readDiagnostics } from './read-diagnostics.ts';

/** Diagnostics for people: position, message, the line with the place marked, and a hint. */
export const formatPretty: DiagnosticFormatter = (presentation, style) => {
  if (presentation.blocks.length > 0) return formatTable(presentation, style);
  const paint = createPaint(style);
  const diagnostics = readDiagnostics(presentation);
  if (diagnostics.length === 0) return '';
  const fileTexts = presentation.answer.report?.fileTexts;
  const sections = diagnostics
    .slice(0, MAX_WITH_SOURCE)
    .map((diagnostic) => formatDiagnostic(diagnostic, fileTexts?.[diagnostic.file], paint));
  const others = diagnostics.slice(MAX_WITH_SOURCE).map((diagnostic) => formatDiagnostic(diagnostic, undefined, paint));
  if (others.length > 0) sections.push(others.join('\n'));
  sections.push(summaryLine(diagnostics, paint));
  return `${sections.join('\n\n')}\n`;
};

/** Maximum number of diagnostics shown with their line: nobody reads more at once. */
const MAX_WITH_SOURCE = 100;

/** Maximum length of a line; longer lines are cut around the marked place. */
const MAX_LINE_LENGTH = 160;

/** Characters shown before the marked place of a cut line. */
const CONTEXT_LENGTH = 20;

const formatDiagnostic = (diagnostic: Diagnostic, fileText: string | undefined, paint: Paint): string => {
  const { file, line, column, code, severity, message, hint } = diagnostic;
  const colour = severity === 'error' ? paint.red : paint.yellow;
  const emptyGutter = ' '.repeat(String(line).length);
  const lines = [
    `${paint.bold(`${sanitizeLine(file)}:${line}:${column}`)} ${colour(`${severity} ${code}`)} ${sanitizeLine(message)}`,
  ];
  const sourceLine = fileText?.split('\n')[line - 1]?.replace(/\r$/, '');
  if (sourceLine !== undefined && sourceLine.trim() !== '') {
    const { visibleText, marker } = markSource(diagnostic, sourceLine);
    lines.push(
      `  ${paint.dim(`${line} |`)} ${visibleText}`,
      `  ${paint.dim(`${emptyGutter} |`)} ${marker.indent}${colour(marker.carets)}`,
    );
  }
  if (hint) lines.push(`  ${paint.dim(`${emptyGutter} =`)} ${sanitizeLine(hint)}`);
  return lines.join('\n');
};

/** The visible part of a line, and the spaces and carets below it that mark the place. */
const markSource = (
  { line, column, end_line: endLine, end_column: endColumn }: Diagnostic,
  sourceLine: string,
): { readonly visibleText: string; readonly marker: { readonly indent: string; readonly carets: string } } => {
  const firstColumn = column > MAX_LINE_LENGTH ? column - CONTEXT_LENGTH : 1;
  const visibleText = sanitize(sourceLine.slice(firstColumn - 1, firstColumn - 1 + MAX_LINE_LENGTH)).replaceAll(
    '\t',
    ' ',
  );
  const markedEnd = endLine === line ? endColumn : sourceLine.trimEnd().length + 1;
  const textBefore = visibleText.slice(0, column - firstColumn);
  const markedText = visibleText.slice(column - firstColumn, Math.max(column + 1, markedEnd) - firstColumn);
  return {
    visibleText,
    marker: {
      indent: ' '.repeat(displayWidth(textBefore)),
      carets: '^'.repeat(Math.max(1, displayWidth(markedText))),
    },
  };
};

const summaryLine = (diagnostics: readonly Diagnostic[], paint: Paint): string => {
  const errorCount = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warningCount = diagnostics.length - errorCount;
  const fileCount = new Set(diagnostics.map(({ file }) => file)).size;
  return paint.bold(
    `${pluralize(errorCount, 'error')}, ${pluralize(warningCount, 'warning')} in ${pluralize(fileCount, 'file')}; for details: minerals explain CODE`,
  );
};
