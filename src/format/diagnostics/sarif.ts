import { createHash } from 'node:crypto';
import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, Explanation } from '../../model/diagnostic.ts';
import { sanitize } from '../../model/text.ts';
import type { Result } from '../../model/result.ts';
import type { Formatter } from '../formatter.ts';
import { readDiagnostics } from './diagnostics-in.ts';

/** SARIF 2.1.0 (OASIS), as code scanning reads it. */
export const formatSarif: Formatter = (result) => {
  const diagnostics = readDiagnostics(result);
  const named = new Set(diagnostics.map(({ code }) => code));
  const rules = (result.explanations ?? []).filter(({ code }) => named.has(code));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'minerals', rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: results(diagnostics, result),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

const descriptor = ({ code, severity, summary, why, remedy }: Explanation) => ({
  id: code,
  shortDescription: { text: summary },
  fullDescription: { text: why },
  help: { text: `${why} ${remedy}`, markdown: `${why}\n\n${remedy}` },
  defaultConfiguration: { level: severity },
});

const results = (diagnostics: readonly Diagnostic[], { texts }: Result) => {
  const seen = new Map<string, number>();
  return diagnostics.map((diagnostic) => {
    const print = fingerprint(diagnostic, texts?.[diagnostic.file] ?? '');
    const count = (seen.get(print) ?? 0) + 1;
    seen.set(print, count);
    const { code, severity, message, hint, file, line, column, end_line: endLine, end_column: endColumn } = diagnostic;
    return {
      ruleId: code,
      level: severity,
      message: { text: sanitize(hint ? `${message}\n${hint}` : message) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: artifact(file),
            region: { startLine: line, startColumn: column, endLine, endColumn },
          },
        },
      ],
      partialFingerprints: { 'place/v1': `${print}:${count}` },
    };
  });
};

const artifact = (file: string): { uri: string; uriBaseId?: string } =>
  isAbsolute(file)
    ? { uri: pathToFileURL(file.toWellFormed()).href }
    : { uri: file.toWellFormed().split(sep).map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };

/** What stays the same of a defect when lines move or items are added before it: its field and what is written there. */
const fingerprint = ({ code, file, path, line, column, end_line: to, end_column: end }: Diagnostic, text: string) => {
  const field = path.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  const lines = text.split('\n').slice(line - 1, to);
  const written =
    path === '' ? '' : lines.length === 1 ? lines[0]?.slice(column - 1, end - 1) : lines.join('\n').trim();
  return createHash('sha256')
    .update(JSON.stringify([code, file, field, written]))
    .digest('hex')
    .slice(0, 32);
};
