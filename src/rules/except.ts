import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { Document } from '../dataset/document.ts';
import { type Diagnostic, inOrder } from '../model/diagnostic.ts';
import { nearest } from '../model/near.ts';
import type { Catalog, Schema } from '../schema/catalog.ts';
import type { Report } from './check.ts';
import { rules } from './index.ts';
import type { CodedFinding } from './rule.ts';
import { describe } from './schema.ts';

export interface Request {
  /** The folder of the dataset; the exceptions stand beside it. */
  readonly folder: string;
  readonly catalog: Catalog;
  readonly wanted: (path: string) => boolean;
  readonly shown: (path: string) => string;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** A report without what the exceptions beside the dataset let pass, and with what is wrong with these exceptions. */
export const except = async (report: Report, request: Request): Promise<Report> => {
  const path = `${request.folder}-exceptions.yaml`;
  const schema = request.catalog.sources.get('exceptions.json');
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats || !schema) return report;
  const file = request.shown(path);
  const { document, text } = await read(path, stats);
  const wrong = [...document.problems, ...(await faults(document, schema))];
  const { excused, findings } = wrong.length > 0 ? NOTHING : apply(report, document, request);
  const diagnostics = [...wrong, ...findings]
    .slice(0, LISTED)
    .map(({ code, pointer, message, hint, ...place }): Diagnostic => {
      const span = 'span' in place ? place.span : document.locate(pointer, place.atKey);
      return { code, severity: 'error', message, file, ...span, path: pointer, ...(hint ? { hint } : {}) };
    });
  return {
    ...report,
    diagnostics: [...report.diagnostics.filter((each) => !excused.has(each)), ...diagnostics].sort(inOrder),
    texts: diagnostics.length > 0 ? { ...report.texts, [file]: text } : report.texts,
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

const read = async (path: string, stats: Stats): Promise<{ document: Document; text: string }> => {
  if (stats.isFile()) {
    const { readDocument } = await import('../dataset/document.ts');
    const bytes = readFileSync(path);
    return { document: readDocument(bytes), text: bytes.toString() };
  }
  const span = { line: 1, column: 1, end_line: 1, end_column: 1 };
  const message = 'the exceptions are no file; links are not followed';
  const problem = { code: 'FILE002', message, hint: 'put the file itself here', span, pointer: '' };
  return { document: { data: undefined, problems: [problem], locate: () => span }, text: '' };
};

const faults = async ({ data }: Document, schema: Schema): Promise<readonly CodedFinding[]> => {
  if (data === undefined) return [];
  const { validatorOf } = await import('../schema/validator.ts');
  return (await validatorOf(schema))(data).map(describe);
};

const apply = (
  { diagnostics }: Report,
  { data }: Document,
  { folder, wanted, shown, today }: Request,
): { excused: ReadonlySet<Diagnostic>; findings: readonly CodedFinding[] } => {
  const excused = new Set<Diagnostic>();
  const findings: CodedFinding[] = [];
  for (const [index, exception] of (data as unknown as readonly Exception[]).entries()) {
    const target = join(folder, exception.file);
    if (!wanted(target)) continue;
    const { code, path } = exception;
    const fits = diagnostics.filter(
      (each) => each.file === shown(target) && each.code === code && (path === undefined || each.path === path),
    );
    for (const each of fits) excused.add(each);
    const finding = judge(exception, fits, today, `/${index}`);
    if (finding) findings.push(finding);
  }
  return { excused, findings };
};

const judge = (
  { file, code, until }: Exception,
  fits: readonly Diagnostic[],
  today: string,
  pointer: string,
): CodedFinding | undefined => {
  if (!codes.includes(code)) {
    const [near] = nearest(code, codes, 2);
    const hint = near ? `did you mean ${near}?` : 'see: minerals validate --rules';
    return { code: 'EXC003', pointer: `${pointer}/code`, message: `no rule has the code ${code}`, hint };
  }
  const [first] = fits;
  if (!first)
    return { code: 'EXC001', pointer, message: `${file} has no ${code} any more`, hint: 'delete this exception' };
  if (until >= today) return undefined;
  const message = `the exception from ${code} for ${file} ended on ${until}: ${first.message}`;
  return { code: 'EXC002', pointer: `${pointer}/until`, message, hint: first.hint ?? 'mend the record' };
};

const codes = rules.map(({ code }) => code).filter((code) => !code.startsWith('EXC'));
