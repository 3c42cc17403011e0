import type { Diagnostic } from '../../core/model/diagnostic.ts';
import { escapeMarkup } from '../../core/model/markup.ts';
import { type DiagnosticFormatter, messageWithHint, readDiagnostics } from './read-diagnostics.ts';

/** JUnit XML: a suite per file and a case per diagnostic; without diagnostics, one case that passed. */
export const formatJunit: DiagnosticFormatter = (presentation) => {
  const diagnostics = readDiagnostics(presentation);
  const files = [...new Set(diagnostics.map(({ file }) => file))];
  const suites = files.map((file) => {
    const fileDiagnostics = diagnostics.filter((diagnostic) => diagnostic.file === file);
    return suiteElement(file, fileDiagnostics);
  });
  const passedSuite = `  <testsuite name="dataset" tests="1" failures="0">\n    <testcase name="is valid" classname="dataset"/>\n  </testsuite>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="minerals validate" ${countAttributes(diagnostics)}>\n${suites.join('') || passedSuite}</testsuites>\n`;
};

const countAttributes = (diagnostics: readonly Diagnostic[]): string =>
  `tests="${Math.max(1, diagnostics.length)}" failures="${diagnostics.filter(({ severity }) => severity === 'error').length}"`;

const suiteElement = (file: string, diagnostics: readonly Diagnostic[]): string =>
  `  <testsuite name="${escapeAttribute(file)}" ${countAttributes(diagnostics)}>\n${diagnostics.map(caseElement).join('')}  </testsuite>\n`;

/** A failed case for an error; for a warning a case that passed, with the warning as its output. */
const caseElement = (diagnostic: Diagnostic): string => {
  const { code, file, line, column } = diagnostic;
  const fileName = escapeAttribute(file);
  const caseName = escapeAttribute(`${code} ${line}:${column}`);
  return `    <testcase name="${caseName}" classname="${fileName}" file="${fileName}" line="${line}">${outcomeElement(diagnostic)}</testcase>\n`;
};

const outcomeElement = (diagnostic: Diagnostic): string => {
  const { code, severity, message, file, line, column } = diagnostic;
  const details = escapeAttribute(`${file}:${line}:${column} ${messageWithHint(diagnostic)}`);
  if (severity === 'error') return `<failure type="${code}" message="${escapeAttribute(message)}">${details}</failure>`;
  return `<system-out>${details}</system-out>`;
};

/** Escapes text for an attribute, in which a plain line break or tab would become a space. */
const escapeAttribute = (text: string): string => escapeMarkup(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
