import type { Diagnostic } from '../../model/diagnostic.ts';
import { sanitize } from '../../model/text.ts';
import type { Formatter } from '../formatter.ts';
import { readDiagnostics } from './diagnostics-in.ts';

/** JUnit XML: a suite for each file that has diagnostics, a case for each of them; where there are none, one that passed. */
export const formatJunit: Formatter = (result) => {
  const diagnostics = readDiagnostics(result);
  const files = [...new Set(diagnostics.map(({ file }) => file))];
  const suites = files.map((file) =>
    suite(
      file,
      diagnostics.filter((each) => each.file === file),
    ),
  );
  const passed = `  <testsuite name="dataset" tests="1" failures="0">\n    <testcase name="holds" classname="dataset"/>\n  </testsuite>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="minerals validate" ${counts(diagnostics)}>\n${suites.join('') || passed}</testsuites>\n`;
};

const counts = (diagnostics: readonly Diagnostic[]): string =>
  `tests="${Math.max(1, diagnostics.length)}" failures="${diagnostics.filter(({ severity }) => severity === 'error').length}"`;

const suite = (file: string, diagnostics: readonly Diagnostic[]): string =>
  `  <testsuite name="${xml(file)}" ${counts(diagnostics)}>\n${diagnostics.map(testcase).join('')}  </testsuite>\n`;

/** An error fails its case; a warning is told beside a case that passes. */
const testcase = ({ code, severity, message, hint, file, line, column }: Diagnostic): string => {
  const told = `${file}:${line}:${column} ${message}${hint ? `\n${hint}` : ''}`;
  const outcome =
    severity === 'error'
      ? `<failure type="${code}" message="${xml(message)}">${xml(told)}</failure>`
      : `<system-out>${xml(told)}</system-out>`;
  return `    <testcase name="${xml(`${code} ${line}:${column}`)}" classname="${xml(file)}" file="${xml(file)}" line="${line}">${outcome}</testcase>\n`;
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text or attribute of XML 1.0; what XML cannot hold (controls, halves of pairs, U+FFFE) becomes U+FFFD. */
const xml = (text: string): string =>
  sanitize(text)
    .toWellFormed()
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"\n\t]/g, (character) => ENTITIES[character] ?? character);
