import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { sanitize } from '../../model/text.ts';
import type { Formatter } from '../formatter.ts';
import { readDiagnostics } from './diagnostics-in.ts';
import { formatPretty } from './pretty.ts';

/** Workflow commands that GitHub shows beside the lines, below the whole list, as it shows only ten a step. */
export const formatGithub: Formatter = (result, style) => {
  const diagnostics = readDiagnostics(result);
  if (diagnostics.length === 0) return '';
  const list = formatPretty(result, style);
  // In the list GitHub must obey nothing. It is told a word to end on that no data can foresee, as it is made of them all.
  const word = createHash('sha256').update(list).digest('hex');
  return `::stop-commands::${word}\n${list}::${word}::\n${diagnostics.map(annotation).join('')}`;
};

const annotation = ({
  file,
  line,
  column,
  end_line: endLine,
  end_column: endColumn,
  severity,
  code,
  message,
  hint,
}: Diagnostic): string => {
  const columns: readonly (readonly [string, string | number])[] =
    endLine === line && endColumn > column
      ? [
          ['col', column],
          ['endColumn', endColumn],
        ]
      : [];
  const properties = [['file', file] as const, ['line', line] as const, ['endLine', endLine] as const, ...columns];
  const said = [...properties, ['title', code] as const].map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${severity} ${said.join(',')}::${data(hint ? `${message}\n${hint}` : message)}\n`;
};

/** A message as the runner reads it back. */
const data = (text: string): string =>
  sanitize(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** The same for the value of a property, which ends at a comma or a colon. */
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
