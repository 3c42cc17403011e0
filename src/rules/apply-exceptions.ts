import { existsSync, lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { YamlDocument } from '../core/yaml/parse.ts';
import { readFileContent, readText } from '../node/files.ts';
import { type Diagnostic, compareDiagnostics } from '../core/model/diagnostic.ts';
import type { JsonObject } from '../core/model/record.ts';
import type { Catalog, Schema } from '../core/schema/catalog.ts';
import type { CheckReport } from './check.ts';
import { ruleCodeHint } from './filter-diagnostics.ts';
import { toDiagnostic } from './to-diagnostic.ts';
import { rules } from './index.ts';
import type { CodedFinding } from './rule.ts';
import { describeViolation } from './violations.ts';

export interface ExceptionsRequest {
  /** Folder of the dataset; the exceptions file is next to it. */
  readonly folder: string;
  readonly catalog: Catalog;
  readonly isSelected: (path: string) => boolean;
  readonly displayPath: (path: string) => string;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** Drops excepted diagnostics and adds diagnostics about the exceptions file. */
export const applyExceptions = async (report: CheckReport, request: ExceptionsRequest): Promise<CheckReport> => {
  const path = `${request.folder}-exceptions.yaml`;
  const schema = request.catalog.schemaFiles.get('exceptions.json');
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats || !schema) return report;
  const file = request.displayPath(path);
  const document = await readExceptions(path, stats);
  const violations = await findViolations(document, schema);
  const isReadable = violations.length === 0 && document.problems.length === 0;
  const { excepted, findings } = isReadable ? matchExceptions(report, document, request) : NO_EXCEPTIONS;
  const diagnostics = [
    ...document.problems.map((problem) => toDiagnostic(file, problem.span, problem)),
    ...[...violations, ...findings].map((finding) =>
      toDiagnostic(file, document.locate(finding.pointer, finding.atKey), finding),
    ),
  ].slice(0, MAX_LISTED);
  const hasText = diagnostics.length > 0 && stats.isFile();
  return {
    ...report,
    diagnostics: [...report.diagnostics.filter((diagnostic) => !excepted.has(diagnostic)), ...diagnostics].sort(
      compareDiagnostics,
    ),
    fileTexts: hasText ? { ...report.fileTexts, [file]: readText(path) } : report.fileTexts,
  };
};

/** Maximum number of diagnostics about the exceptions file. */
const MAX_LISTED = 50;

/** One diagnostic to ignore, in the format of schemas/exceptions.json. */
interface Exception {
  readonly file: string;
  readonly code: string;
  readonly path?: string;
  readonly until: string;
}

/** Diagnostics that exceptions remove from the report, and findings about the exceptions themselves. */
interface ExceptionMatches {
  readonly excepted: ReadonlySet<Diagnostic>;
  readonly findings: readonly CodedFinding[];
}

const NO_EXCEPTIONS: ExceptionMatches = { excepted: new Set(), findings: [] };

const readExceptions = async (path: string, stats: Stats): Promise<YamlDocument> => {
  const { readDocument, rejectedDocument } = await import('../core/yaml/document.ts');
  if (!stats.isFile())
    return rejectedDocument(
      stats.isSymbolicLink() ? 'FILE002' : 'FILE001',
      'the exceptions must be a regular file; links are not followed',
      'replace it by the file itself',
    );
  const content = readFileContent(path);
  if (typeof content === 'string')
    return rejectedDocument(
      'FILE007',
      `cannot read the exceptions: ${content}`,
      'check that the file exists and that you may read it',
    );
  return readDocument(content.bytes);
};

const findViolations = async ({ data }: YamlDocument, schema: Schema): Promise<readonly CodedFinding[]> => {
  if (data === undefined) return [];
  const { createValidator } = await import('./validation/validator.ts');
  const validate = await createValidator(schema);
  return validate(data).map((violation) => describeViolation(violation));
};

const matchExceptions = (
  { diagnostics }: CheckReport,
  { data }: YamlDocument,
  { folder, isSelected, displayPath, today }: ExceptionsRequest,
): ExceptionMatches => {
  const excepted = new Set<Diagnostic>();
  const findings: CodedFinding[] = [];
  const seenKeys = new Set<string>();
  for (const [index, exception] of (data as readonly (Exception & JsonObject)[]).entries()) {
    const { file, code, path } = exception;
    const recordPath = join(folder, file);
    if (!isSelected(recordPath)) continue;
    const matches = diagnostics.filter(
      (diagnostic) =>
        diagnostic.file === displayPath(recordPath) &&
        diagnostic.code === code &&
        (path === undefined || diagnostic.path === path),
    );
    for (const diagnostic of matches) excepted.add(diagnostic);
    const key = JSON.stringify([recordPath, code, path]);
    const isRepeated = seenKeys.has(key);
    seenKeys.add(key);
    const pointer = `/${index}`;
    if (isRepeated) findings.push({ code: 'EXC001', pointer, ...REPEATED });
    else if (!existsSync(recordPath))
      findings.push({ code: 'EXC001', pointer: `${pointer}/file`, message: `${file} does not exist`, hint: PATH_HINT });
    else findings.push(...checkException(exception, matches, today, pointer));
  }
  return { excepted, findings };
};

const REPEATED = { message: 'the same exception is listed above', hint: 'delete one of the two' };

const PATH_HINT = 'use the path from the dataset folder, as in agreements/us-pe-mou-2026.yaml, or delete the exception';

/** Problems of an exception: an unknown code, no diagnostic that it matches, or an end in the past. */
const checkException = (
  { file, code, until }: Exception,
  matches: readonly Diagnostic[],
  today: string,
  pointer: string,
): CodedFinding[] => {
  if (!EXCEPTABLE_CODES.includes(code)) return [{ code: 'EXC003', pointer: `${pointer}/code`, ...explainCode(code) }];
  const [firstMatch] = matches;
  if (!firstMatch)
    return [{ code: 'EXC001', pointer, message: `${file} no longer has ${code}`, hint: 'delete this exception' }];
  if (until >= today) return [];
  const message = `the exception for ${code} in ${file} ended on ${until}: ${firstMatch.message}`;
  return [{ code: 'EXC002', pointer: `${pointer}/until`, message, hint: firstMatch.hint ?? 'fix the record' }];
};

/** Message and hint for a code that exceptions cannot have. */
const explainCode = (code: string): { readonly message: string; readonly hint: string } => {
  if (rules.some((rule) => rule.code === code))
    return { message: `${code} does not allow exceptions`, hint: 'see: minerals validate --rules' };
  return { message: `no rule has the code ${code}`, hint: ruleCodeHint(code, EXCEPTABLE_CODES) };
};

const EXCEPTABLE_CODES = rules.map(({ code }) => code).filter((code) => !/^(?:EXC|DUE)/.test(code));
