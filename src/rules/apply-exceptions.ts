import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { YamlDocument } from '../dataset/yaml/parse.ts';
import { readContent, decodeText } from '../dataset/files.ts';
import { type Diagnostic, compareDiagnostics } from '../model/diagnostic.ts';
import { closestMatch } from '../model/fuzzy.ts';
import type { Catalog, Schema } from '../schema/catalog.ts';
import type { CheckReport } from './check.ts';
import { toDiagnostic } from './to-diagnostic.ts';
import { rules } from './index.ts';
import type { CodedFinding } from './rule.ts';
import { describeViolation } from './violations.ts';

export interface ExceptionsRequest {
  /** The folder of the dataset; the exceptions stand beside it. */
  readonly folder: string;
  readonly catalog: Catalog;
  readonly wanted: (path: string) => boolean;
  readonly shown: (path: string) => string;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** A report without what the exceptions beside the dataset let pass, and with what is wrong with these exceptions. */
export const applyExceptions = async (report: CheckReport, request: ExceptionsRequest): Promise<CheckReport> => {
  const path = `${request.folder}-exceptions.yaml`;
  const schema = request.catalog.sources.get('exceptions.json');
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats || !schema) return report;
  const file = request.shown(path);
  const document = stats.isFile()
    ? await read(path)
    : await refuse(
        stats.isSymbolicLink() ? 'FILE002' : 'FILE001',
        'the exceptions are no file; links are not followed',
        'put the file itself here',
      );
  const wrong = await faults(document, schema);
  const isReadable = wrong.length === 0 && document.problems.length === 0;
  const { excused, findings } = isReadable ? apply(report, document, request) : NOTHING;
  const diagnostics = [
    ...document.problems.map((problem) => toDiagnostic(file, problem.span, problem)),
    ...[...wrong, ...findings].map((each) => toDiagnostic(file, document.locate(each.pointer, each.atKey), each)),
  ].slice(0, LISTED);
  return {
    ...report,
    diagnostics: [...report.diagnostics.filter((each) => !excused.has(each)), ...diagnostics].sort(compareDiagnostics),
    texts: diagnostics.length > 0 && stats.isFile() ? { ...report.texts, [file]: decodeText(path) } : report.texts,
  };
};

/** After so many the file is better written anew. */
const LISTED = 50;

/** One diagnostic of one file that is let pass, as schemas/exceptions.json has it. */
interface Exception {
  readonly file: string;
  readonly code: string;
  readonly path?: string;
  readonly until: string;
}

const NOTHING = { excused: new Set<Diagnostic>(), findings: [] as readonly CodedFinding[] };

const read = async (path: string): Promise<YamlDocument> => {
  const content = readContent(path);
  if (typeof content === 'string')
    return refuse(
      'FILE007',
      `the exceptions cannot be read: ${content}`,
      'see that the file is there, and whose it is',
    );
  return (await import('../dataset/yaml/document.ts')).readDocument(content.bytes);
};

const refuse = async (code: string, message: string, hint: string): Promise<YamlDocument> =>
  (await import('../dataset/yaml/document.ts')).rejectedDocument(code, message, hint);

const faults = async ({ data }: YamlDocument, schema: Schema): Promise<readonly CodedFinding[]> => {
  if (data === undefined) return [];
  const { createValidator: validatorOf } = await import('../schema/validator.ts');
  return (await validatorOf(schema))(data).map((violation) => describeViolation(violation));
};

const apply = (
  { diagnostics }: CheckReport,
  { data }: YamlDocument,
  { folder, wanted, shown, today }: ExceptionsRequest,
): { excused: ReadonlySet<Diagnostic>; findings: readonly CodedFinding[] } => {
  const excused = new Set<Diagnostic>();
  const findings: CodedFinding[] = [];
  const seen = new Set<string>();
  for (const [index, exception] of (data as unknown as readonly Exception[]).entries()) {
    const target = join(folder, exception.file);
    if (!wanted(target)) continue;
    const { file, code, path } = exception;
    const pointer = `/${index}`;
    const key = JSON.stringify([target, code, path]);
    const fits = diagnostics.filter(
      (each) => each.file === shown(target) && each.code === code && (path === undefined || each.path === path),
    );
    for (const each of fits) excused.add(each);
    const finding: CodedFinding | undefined = seen.has(key)
      ? { code: 'EXC001', pointer, message: 'the same exception stands above', hint: 'delete one of the two' }
      : !existsSync(target)
        ? { code: 'EXC001', pointer: `${pointer}/file`, message: `no file is at ${file}`, hint: FROM_FOLDER }
        : judge(exception, fits, today, pointer);
    seen.add(key);
    if (finding) findings.push(finding);
  }
  return { excused, findings };
};

const FROM_FOLDER =
  'name it from the folder of the dataset, as agreements/us-pe-mou-2026.yaml, or delete the exception';

const judge = (
  { file, code, until }: Exception,
  fits: readonly Diagnostic[],
  today: string,
  pointer: string,
): CodedFinding | undefined => {
  if (!codes.includes(code)) {
    const isOwn = rules.some((rule) => rule.code === code);
    const near = closestMatch(code, codes);
    return {
      code: 'EXC003',
      pointer: `${pointer}/code`,
      message: isOwn ? `${code} has no exceptions` : `no rule has the code ${code}`,
      hint: near && !isOwn ? `did you mean ${near}?` : 'see: minerals validate --rules',
    };
  }
  const [first] = fits;
  if (!first)
    return { code: 'EXC001', pointer, message: `${file} has no ${code} any more`, hint: 'delete this exception' };
  if (until >= today) return undefined;
  const message = `the exception from ${code} for ${file} ended on ${until}: ${first.message}`;
  return { code: 'EXC002', pointer: `${pointer}/until`, message, hint: first.hint ?? 'mend the record' };
};

const codes = rules.map(({ code }) => code).filter((code) => !code.startsWith('EXC'));
