import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readDocument, rejectedDocument } from '../core/yaml/document.ts';
import type { YamlDocument } from '../core/yaml/parse.ts';
import {
  readFileContent,
  type FileListing,
  listFiles,
  type RecordFile,
  type FileStamp,
  toStamp,
  type StrayFile,
  readText,
} from '../node/files.ts';
import { readRedirects } from '../node/redirects.ts';
import { type Diagnostic, compareDiagnostics, type TextSpan } from '../core/model/diagnostic.ts';
import { isJsonObject, type Ref } from '../core/model/record.ts';
import { fromDotted, toPointer } from '../core/model/pointer.ts';
import type { Catalog, RecordType } from '../core/schema/catalog.ts';
import { splitRef } from '../core/schema/references.ts';
import { type CausedDiagnostic, type Causes, mergeConsequences, mergeRepeated } from './consequences.ts';
import { toDiagnostic } from './to-diagnostic.ts';
import { ruleSets } from './index.ts';
import { checkRedirects } from './redirects.ts';
import type { CodedFinding, RecordCheck, RuleContext, RecordUnderTest } from './rule.ts';

export interface CheckReport {
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file that has a diagnostic, by the diagnostic's `file`. */
  readonly fileTexts: Readonly<Record<string, string>>;
  /** Number of records that were checked. */
  readonly checkedCount: number;
  /** True if the selected files contain neither a record nor the redirects. */
  readonly isEmpty: boolean;
}

export interface CheckRequest {
  readonly folder: string;
  readonly catalog: Catalog;
  /** True if a file is to be reported on; the other files are only read. */
  readonly isSelected: (path: string) => boolean;
  /** Converts a file's path to the form that users see. */
  readonly displayPath: (path: string) => string;
  readonly reportProgress: (text: string) => void;
  /** Documents of an earlier check: only changed files are read again. */
  readonly cache?: DocumentCache;
  /** Current date, YYYY-MM-DD, if rules that depend on it are to be checked. */
  readonly today?: string | undefined;
  /** Files of the dataset, if the caller has listed them already. */
  readonly files?: FileListing;
}

/** Maximum number of problems listed for one file; the others are only counted. */
const MAX_LISTED = 50;

/** Number of findings in one file at which its check stops. */
const MAX_FINDINGS = 500;

/** Number of records after which progress is reported. */
const PROGRESS_INTERVAL = 500;

const FILE_START: TextSpan = { line: 1, column: 1, end_line: 1, end_column: 1 };

interface ParsedFile {
  readonly file: RecordFile;
  readonly document: YamlDocument;
  readonly record: RecordUnderTest | undefined;
}

export type DocumentCache = Map<string, { readonly stamp: FileStamp; readonly parsed: ParsedFile }>;

/** Checks every selected record of a dataset. Throws DatasetError if there is no dataset. */
export const checkDataset = async (request: CheckRequest): Promise<CheckReport> => {
  const { folder, catalog, isSelected, displayPath, reportProgress, cache } = request;
  const files = request.files ?? listFiles(folder, catalog);
  const reportCount = (action: string, index: number, total: number): void => {
    const count = index + 1;
    if (count % PROGRESS_INTERVAL === 0) reportProgress(`${action} ${count} of ${total} records`);
  };
  const parsedFiles = files.records.map((file, index) => {
    reportCount('read', index, files.records.length);
    return parseFile(file, cache);
  });
  const selectedFiles = parsedFiles.filter(({ file }) => isSelected(file.path));
  const otherFiles = parsedFiles.filter(({ file }) => !isSelected(file.path));
  // For duplicates the later record is reported, so the selected files come last.
  const context = createContext(request, [...otherFiles, ...selectedFiles]);
  const recordChecks = await Promise.all(ruleSets.map(async (ruleSet) => ruleSet.createCheck(context)));
  const strays = files.strays
    .filter(({ path }) => isSelected(path))
    .map((stray) => ({ stray, diagnostic: toStrayDiagnostic(stray, displayPath) }));
  const diagnostics: CausedDiagnostic[] = strays.map(({ diagnostic }) => ({ diagnostic }));
  const fileTexts: Record<string, string> = {};
  const { redirects } = files;
  const checksRedirects = redirects !== undefined && isSelected(redirects);
  if (checksRedirects) {
    const redirectDiagnostics = checkRedirectsFile(redirects, context, displayPath);
    if (redirectDiagnostics.length > 0) fileTexts[displayPath(redirects)] = readText(redirects);
    diagnostics.push(...redirectDiagnostics.map((diagnostic) => ({ diagnostic })));
  }
  for (const [index, parsed] of selectedFiles.entries()) {
    reportCount('checked', index, selectedFiles.length);
    const { path } = parsed.file;
    const fileDiagnostics = checkFile(parsed, recordChecks, request);
    if (fileDiagnostics.length > 0) fileTexts[displayPath(path)] = readText(path);
    diagnostics.push(...fileDiagnostics);
  }
  return {
    diagnostics: mergeConsequences(diagnostics, findCauses(request, selectedFiles, strays, diagnostics)).sort(
      compareDiagnostics,
    ),
    fileTexts,
    checkedCount: selectedFiles.length,
    isEmpty: selectedFiles.length === 0 && !checksRedirects,
  };
};

const toStrayDiagnostic = ({ path, kind }: StrayFile, displayPath: (path: string) => string): Diagnostic =>
  toDiagnostic(displayPath(path), FILE_START, { ...STRAY_FILES[kind], pointer: '' });

/** Places in the checked files in which a mistake can be that other findings follow from. */
const findCauses = (
  { displayPath }: CheckRequest,
  selectedFiles: readonly ParsedFile[],
  strays: readonly { readonly stray: StrayFile; readonly diagnostic: Diagnostic }[],
  diagnostics: readonly CausedDiagnostic[],
): Causes => {
  const misnamed = new Map<string, Diagnostic>();
  for (const { diagnostic } of diagnostics)
    if (diagnostic.code === 'ID002') misnamed.set(diagnostic.file.toLowerCase(), diagnostic);
    else if (diagnostic.code === WRONG_FOLDER) misnamed.set(basename(diagnostic.file), diagnostic);
  const folders = strays.filter(({ stray }) => stray.kind === 'folder');
  const filesByRef = new Map(selectedFiles.map((parsed) => [`${parsed.file.type.name}/${parsed.file.id}`, parsed]));
  const folderOfType = new Map(selectedFiles.map(({ file }) => [file.type.name, dirname(file.path)]));
  return {
    reasonOf: (ref) => {
      const [type, id] = splitRef(ref);
      const folder = folderOfType.get(type);
      if (folder === undefined)
        return folders.find(({ stray }) => existsSync(join(stray.path, `${id}.yaml`)))?.diagnostic;
      return misnamed.get(displayPath(join(folder, `${id}.yaml`)).toLowerCase()) ?? misnamed.get(`${id}.yaml`);
    },
    atDate: (ref, code, message) => {
      const parsed = filesByRef.get(ref);
      const field = parsed?.file.type.schema['x-date'];
      if (!parsed || field === undefined) return undefined;
      const pointer = toPointer(fromDotted(field));
      const finding = { code, pointer, message, hint: 'check this date, or those of the other records' };
      return toDiagnostic(displayPath(parsed.file.path), parsed.document.locate(pointer), finding);
    },
  };
};

const parseFile = (file: RecordFile, cache?: DocumentCache): ParsedFile => {
  const { path, type, id } = file;
  const cached = cache?.get(path);
  const stats = cached && statSync(path, { throwIfNoEntry: false });
  if (stats && cached.stamp.key === toStamp(stats).key) return cached.parsed;
  const content = readFileContent(path);
  if (typeof content === 'string') {
    cache?.delete(path);
    return { file, document: unreadableDocument(content), record: undefined };
  }
  const document = readDocument(content.bytes);
  const { data, emptyFields } = document;
  const record = isJsonObject(data) ? { type, id, data, emptyFields } : undefined;
  const parsed: ParsedFile = { file, document, record };
  cache?.set(path, { stamp: content.stamp, parsed });
  return parsed;
};

const unreadableDocument = (reason: string): YamlDocument =>
  rejectedDocument('FILE007', `cannot read the file: ${reason}`, 'check that the file exists and that you may read it');

const checkRedirectsFile = (
  path: string,
  context: RuleContext,
  displayPath: (path: string) => string,
): Diagnostic[] => {
  const content = readFileContent(path);
  const { problems, data, locate } =
    typeof content === 'string' ? unreadableDocument(content) : readDocument(content.bytes);
  const fileName = displayPath(path);
  const diagnostics = problems.map((problem) => toDiagnostic(fileName, problem.span, problem));
  for (const finding of checkRedirects(context, data))
    diagnostics.push(toDiagnostic(fileName, locateFinding(finding, locate), finding));
  if (diagnostics.length <= MAX_LISTED) return diagnostics;
  const message = unlistedMessage(diagnostics.length - MAX_LISTED, true);
  return [...diagnostics.slice(0, MAX_LISTED), toDiagnostic(fileName, FILE_START, { ...UNLISTED, message })];
};

const createContext = ({ catalog, folder, today }: CheckRequest, parsedFiles: readonly ParsedFile[]): RuleContext => {
  const records = parsedFiles.flatMap(({ record }) => record ?? []);
  // An unreadable file still exists, so references to it are valid.
  const recordsByRef = new Map<Ref, RecordUnderTest>(
    parsedFiles.map(({ file: { type, id }, record }) => [
      `${type.name}/${id}`,
      record ?? { type, id, data: {}, emptyFields: [] },
    ]),
  );
  return { catalog, today, records, findRecord: (ref) => recordsByRef.get(ref), redirects: readRedirects(folder) };
};

const checkFile = (
  { file: { path }, document: { problems, locate }, record }: ParsedFile,
  recordChecks: readonly RecordCheck[],
  { catalog, displayPath }: CheckRequest,
): CausedDiagnostic[] => {
  const fileName = displayPath(path);
  const realType = record && findRealType(record, catalog);
  if (realType) return [{ diagnostic: toDiagnostic(fileName, FILE_START, wrongFolder(realType)) }];
  const findings = record ? findProblems(record, recordChecks) : [];
  if (findings.length === 0 && problems.length === 0 && record) return [];
  const diagnostics: CausedDiagnostic[] = problems.map((problem) => ({
    diagnostic: toDiagnostic(fileName, problem.span, problem),
  }));
  if (!record && problems.length === 0) diagnostics.push({ diagnostic: toDiagnostic(fileName, locate(''), NOT_A_MAP) });
  const reported: CodedFinding[] = [];
  for (const finding of findings) {
    if (reported.some((earlier) => isSameDefect(earlier, finding))) continue;
    reported.push(finding);
    const diagnostic = toDiagnostic(fileName, locateFinding(finding, locate), finding);
    diagnostics.push({ diagnostic, cause: finding.cause });
  }
  const isComplete = findings.length < MAX_FINDINGS && problems.length <= MAX_LISTED;
  const merged = mergeRepeated(diagnostics, isComplete);
  if (merged.length <= MAX_LISTED) return merged;
  const message = unlistedMessage(merged.length - MAX_LISTED, isComplete);
  return [
    ...merged.sort((a, b) => compareDiagnostics(a.diagnostic, b.diagnostic)).slice(0, MAX_LISTED),
    { diagnostic: toDiagnostic(fileName, FILE_START, { ...UNLISTED, message }) },
  ];
};

/** Minimum number of fields that its type does not have, for a record to be taken for one of another type. */
const MIN_FOREIGN_FIELDS = 2;

const WRONG_FOLDER = 'FILE008';

/** The type that has all fields of a record, and whose required fields the record has, if its own type has not. */
const findRealType = ({ type, data }: RecordUnderTest, { types }: Catalog): RecordType | undefined => {
  const fields = Object.keys(data);
  const foreignFields = fields.filter((field) => !Object.hasOwn(type.schema.properties ?? {}, field));
  if (foreignFields.length < MIN_FOREIGN_FIELDS) return undefined;
  return types.find(
    ({ schema: { properties = {}, required = [] } }) =>
      fields.every((field) => Object.hasOwn(properties, field)) && required.every((field) => fields.includes(field)),
  );
};

const wrongFolder = ({ name, folder }: RecordType): CodedFinding => ({
  code: WRONG_FOLDER,
  pointer: '',
  message: `the fields of this record are those of the type ${name}`,
  hint: `move the file to ${folder}/`,
});

const locateFinding = ({ pointer, markerPointer, atKey }: CodedFinding, locate: YamlDocument['locate']): TextSpan => {
  if (markerPointer === null) return FILE_START;
  if (markerPointer === undefined) return locate(pointer, atKey);
  return locate(markerPointer, true);
};

const unlistedMessage = (count: number, isComplete: boolean): string => {
  const problems = count === 1 ? 'problem in this file is' : 'problems in this file are';
  const message = `${count} more ${problems} not listed`;
  return isComplete ? message : `at least ${message}`;
};

const NOT_A_MAP = {
  code: 'SCH003',
  message: 'the file contains no map of fields',
  hint: 'write one field per line: name: …',
  pointer: '',
};

const UNLISTED = { code: 'FILE006', hint: 'fix the listed problems, then validate again', pointer: '' };

/**
 * True if an earlier finding already covers this value or a part of it. Findings about a key (such as missing evidence),
 * about a missing field and about the whole record are always separate defects.
 */
const isSameDefect = (earlier: CodedFinding, { pointer, atKey, code }: CodedFinding): boolean =>
  pointer !== '' &&
  earlier.pointer !== '' &&
  !code.startsWith('SCH') &&
  Boolean(earlier.atKey) === Boolean(atKey) &&
  areNested(earlier.pointer, pointer);

/** Runs the checks in order until the record has `MAX_FINDINGS` findings. */
const findProblems = (record: RecordUnderTest, recordChecks: readonly RecordCheck[]): CodedFinding[] => {
  const findings: CodedFinding[] = [];
  for (const checkRecord of recordChecks)
    for (const finding of checkRecord(record)) {
      if (findings.length === MAX_FINDINGS) return findings;
      findings.push(finding);
    }
  return findings;
};

const areNested = (pointer: string, otherPointer: string): boolean =>
  pointer === otherPointer || otherPointer.startsWith(`${pointer}/`) || pointer.startsWith(`${otherPointer}/`);

const STRAY_FILES: Readonly<
  Record<StrayFile['kind'], { readonly code: string; readonly message: string; readonly hint: string }>
> = {
  file: {
    code: 'FILE001',
    message: 'this file is not a record',
    hint: 'name a record <id>.yaml in the folder of its type; the only other file allowed is README.md',
  },
  folder: {
    code: 'FILE001',
    message: 'this folder does not belong to a type',
    hint: 'put records directly into the folder of their type',
  },
  link: {
    code: 'FILE002',
    message: 'this is a symbolic link; links are not followed',
    hint: 'replace it by the file itself',
  },
  name: {
    code: 'FILE005',
    message: 'this file name is not a valid id',
    hint: 'use letters, digits and single hyphens',
  },
  reserved: {
    code: 'FILE005',
    message: 'Windows reserves this file name for a device and cannot check the file out',
    hint: 'choose another id, for example with a year or a country in it',
  },
  temporary: {
    code: 'FILE001',
    message: 'this is a temporary file of an interrupted minerals command',
    hint: 'minerals fmt removes it',
  },
};
