import type { Diagnostic } from '../../core/model/diagnostic.ts';
import { sanitize } from '../../core/model/text.ts';
import { type DiagnosticFormatter, fileInRepository, messageWithHint, readDiagnostics } from './read-diagnostics.ts';
import { formatPretty } from './pretty.ts';

/** The list for people, then workflow commands. GitHub shows only ten commands per step, next to the lines. */
export const formatGithub: DiagnosticFormatter = (presentation, style) => {
  const diagnostics = readDiagnostics(presentation);
  const { report } = presentation.answer;
  if (!report || diagnostics.length === 0) return '';
  const list = formatPretty(presentation, style);
  // Disables workflow commands while the list is printed. The resume token is a hash of the output, so data cannot contain it.
  const resumeToken = report.host.hash(list);
  return `::stop-commands::${resumeToken}\n${list}::${resumeToken}::\n${diagnostics.map((diagnostic) => workflowCommand(diagnostic, fileInRepository(report, diagnostic.file))).join('')}`;
};

const workflowCommand = (diagnostic: Diagnostic, file: string): string => {
  const { line, column, end_line: endLine, end_column: endColumn, severity, code } = diagnostic;
  const properties: (readonly [name: string, value: string | number])[] = [
    ['file', file],
    ['line', line],
    ['endLine', endLine],
  ];
  if (endLine === line && endColumn > column) properties.push(['col', column], ['endColumn', endColumn]);
  properties.push(['title', code]);
  const propertyList = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  return `::${severity} ${propertyList}::${escapeMessage(messageWithHint(diagnostic))}\n`;
};

/** Escapes a message as the Actions runner decodes it. */
const escapeMessage = (text: string): string =>
  sanitize(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** Escapes the value of a property, which ends at a comma or a colon. */
const escapeProperty = (text: string): string => escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
