import { definedOnly } from '../../core/model/defined-only.ts';
import type { Diagnostic, DiagnosticReport, Explanation, ReportHost } from '../../core/model/diagnostic.ts';
import { sanitize } from '../../core/model/text.ts';
import { type DiagnosticFormatter, fileInRepository, messageWithHint, readDiagnostics } from './read-diagnostics.ts';

/** SARIF 2.1.0 (OASIS) for code scanning. */
export const formatSarif: DiagnosticFormatter = (presentation) => {
  const diagnostics = readDiagnostics(presentation);
  const { report } = presentation.answer;
  const reportedCodes = new Set(diagnostics.map(({ code }) => code));
  const rules = (report?.explanations ?? []).filter(({ code }) => reportedCodes.has(code));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'minerals', ...describeProgram(report), rules: rules.map(ruleDescriptor) } },
        columnKind: 'utf16CodeUnits',
        results: (report && toSarifResults(report)) ?? [],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

const describeProgram = ({ program }: Partial<DiagnosticReport> = {}): object =>
  definedOnly({ version: program?.version, semanticVersion: program?.version, informationUri: program?.homepage });

const ruleDescriptor = ({ code, severity, summary, why, remedy }: Explanation) => ({
  id: code,
  shortDescription: { text: summary },
  fullDescription: { text: why },
  help: { text: `${why} ${remedy}`, markdown: `${why}\n\n${remedy}` },
  defaultConfiguration: { level: severity },
});

const toSarifResults = (report: DiagnosticReport) => {
  const { diagnostics, fileTexts, host } = report;
  const fingerprintCounts = new Map<string, number>();
  return diagnostics.map((diagnostic) => {
    const fingerprint = computeFingerprint(diagnostic, fileTexts[diagnostic.file] ?? '', host);
    const count = (fingerprintCounts.get(fingerprint) ?? 0) + 1;
    fingerprintCounts.set(fingerprint, count);
    const { code, severity, file, line, column, end_line: endLine, end_column: endColumn } = diagnostic;
    return {
      ruleId: code,
      level: severity,
      message: { text: sanitize(messageWithHint(diagnostic)) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: artifactLocation(fileInRepository(report, file), host),
            region: { startLine: line, startColumn: column, endLine, endColumn },
          },
        },
      ],
      partialFingerprints: { 'place/v1': `${fingerprint}:${count}` },
    };
  });
};

const artifactLocation = (file: string, host: ReportHost): { uri: string; uriBaseId?: string } => {
  const { uri, isAbsolute } = host.locateFile(file);
  return isAbsolute ? { uri } : { uri, uriBaseId: '%SRCROOT%' };
};

/** Hash of field and text, so that a defect keeps its fingerprint when lines move or items are added before it. */
const computeFingerprint = (diagnostic: Diagnostic, fileText: string, host: ReportHost): string => {
  const { code, file, path } = diagnostic;
  const field = path.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  const markedText = textAtSpan(diagnostic, fileText);
  return host.hash(JSON.stringify([code, file, field, markedText])).slice(0, 32);
};

/** The marked text; empty if the diagnostic is about the whole file. */
const textAtSpan = (diagnostic: Diagnostic, fileText: string): string | undefined => {
  if (diagnostic.path === '') return '';
  const lines = fileText.split('\n').slice(diagnostic.line - 1, diagnostic.end_line);
  if (lines.length === 1) return lines[0]?.slice(diagnostic.column - 1, diagnostic.end_column - 1);
  return lines.join('\n').trim();
};
