import { statSync } from 'node:fs';
import { readDocument, rejectedDocument } from '../dataset/yaml/document.ts';
import type { YamlDocument } from '../dataset/yaml/parse.ts';
import {
  readContent,
  type FileListing,
  listFiles,
  type RecordFile,
  type FileStamp,
  toStamp,
  type StrayFile,
  decodeText,
} from '../dataset/files.ts';
import { type Diagnostic, compareDiagnostics, type Span } from '../model/diagnostic.ts';
import { isJsonObject, type Ref } from '../model/record.ts';
import type { Catalog } from '../schema/catalog.ts';
import { toDiagnostic } from './to-diagnostic.ts';
import { ruleSets } from './index.ts';
import type { CodedFinding, RecordCheck, RuleContext, RecordUnderTest } from './rule.ts';

export interface CheckReport {
  readonly diagnostics: readonly Diagnostic[];
  /** The text of each file that a diagnostic is about, by the diagnostic's `file`. */
  readonly texts: Readonly<Record<string, string>>;
  /** How many records were judged. */
  readonly checked: number;
}

export interface CheckRequest {
  readonly folder: string;
  readonly catalog: Catalog;
  /** Whether a file is to be reported on; the others are only read. */
  readonly wanted: (path: string) => boolean;
  /** A file's path as the person would name it. */
  readonly shown: (path: string) => string;
  readonly progress: (text: string) => void;
  /** What was read before, by path: given again, only what has changed is read. */
  readonly memory?: CheckMemory;
  /** The files of the dataset, where they have been listed already. */
  readonly files?: FileListing;
}

/** Problems of one file that are listed before the rest is only counted. */
const LISTED = 50;

/** Findings of one file after which it is not judged further. */
const JUDGED = 500;

const TOP: Span = { line: 1, column: 1, end_line: 1, end_column: 1 };

interface Read {
  readonly file: RecordFile;
  readonly document: YamlDocument;
  readonly subject: RecordUnderTest | undefined;
}

export type CheckMemory = Map<string, { readonly stamp: FileStamp; readonly read: Read }>;

/** Judges every record of a dataset. Throws DatasetError where there is none. */
export const checkDataset = async (request: CheckRequest): Promise<CheckReport> => {
  const { folder, catalog, wanted, shown, progress, memory, files = listFiles(folder, catalog) } = request;
  const read = files.records.map((file, index): Read => {
    if (index % 500 === 499) progress(`read ${index + 1} of ${files.records.length} records`);
    return reading(file, memory);
  });
  const judged = read.filter(({ file }) => wanted(file.path));
  // Of two records that cannot both be right the later is told: of those that are asked about, then.
  const library = libraryOf(catalog, [...read.filter(({ file }) => !wanted(file.path)), ...judged]);
  const judges = await Promise.all(ruleSets.map(async (family) => family.check(library)));
  const diagnostics = files.strays
    .filter(({ path }) => wanted(path))
    .map(({ path, kind }) => toDiagnostic(shown(path), TOP, { ...STRAYS[kind], pointer: '' }));
  const texts: Record<string, string> = {};
  for (const [index, each] of judged.entries()) {
    if (index % 500 === 499) progress(`judged ${index + 1} of ${judged.length} records`);
    const found = diagnosticsOf(each, judges, shown);
    if (found.length > 0) texts[shown(each.file.path)] = decodeText(each.file.path);
    diagnostics.push(...found);
  }
  return { diagnostics: diagnostics.sort(compareDiagnostics), texts, checked: judged.length };
};

const reading = (file: RecordFile, memory?: CheckMemory): Read => {
  const { path, type, id } = file;
  const known = memory?.get(path);
  const stats = known && statSync(path, { throwIfNoEntry: false });
  if (stats && known.stamp.key === toStamp(stats).key) return known.read;
  const content = readContent(path);
  const document =
    typeof content === 'string'
      ? rejectedDocument('FILE007', `the file cannot be read: ${content}`, 'see that it is there, and whose it is')
      : readDocument(content.bytes);
  const { data } = document;
  const read = {
    file,
    document,
    subject: isJsonObject(data) ? { type, id, data, blanks: document.blanks } : undefined,
  };
  if (typeof content === 'string') memory?.delete(path);
  else memory?.set(path, { stamp: content.stamp, read });
  return read;
};

const libraryOf = (catalog: Catalog, read: readonly Read[]): RuleContext => {
  const subjects = read.flatMap(({ subject }) => (subject ? [subject] : []));
  // A file that can't be read is still there: what refers to it is not wrong.
  const known = new Map<Ref, RecordUnderTest>(
    read.map(({ file, subject }) => [
      `${file.type.name}/${file.id}`,
      subject ?? { type: file.type, id: file.id, data: {}, blanks: [] },
    ]),
  );
  return { catalog, subjects, find: (ref) => known.get(ref) };
};

const diagnosticsOf = (
  { file: { path }, document, subject }: Read,
  judges: readonly RecordCheck[],
  shown: (path: string) => string,
): Diagnostic[] => {
  const findings = subject ? first(JUDGED, judges, subject) : [];
  if (findings.length === 0 && document.problems.length === 0 && subject) return [];
  const file = shown(path);
  const { problems, locate } = document;
  const found = problems.map((problem) => toDiagnostic(file, problem.span, problem));
  if (!subject && problems.length === 0) found.push(toDiagnostic(file, locate(''), NO_MAP));
  const told: CodedFinding[] = [];
  for (const finding of findings) {
    if (told.some((before) => isSameDefect(before, finding))) continue;
    told.push(finding);
    const { pointer, place, atKey } = finding;
    const span = place === null ? TOP : place === undefined ? locate(pointer, atKey) : locate(place, true);
    found.push(toDiagnostic(file, span, finding));
  }
  if (found.length <= LISTED) return found;
  const rest = found.length - LISTED;
  const more = `${rest} more ${rest === 1 ? 'problem in this file is' : 'problems in this file are'} not listed`;
  const isCounted = findings.length < JUDGED && problems.length <= LISTED;
  return [
    ...found.sort(compareDiagnostics).slice(0, LISTED),
    toDiagnostic(file, TOP, { ...UNLISTED, message: isCounted ? more : `at least ${more}` }),
  ];
};

const NO_MAP = {
  code: 'SCH003',
  message: 'the file holds no map of fields',
  hint: 'write a field a line: name: …',
  pointer: '',
};

const UNLISTED = { code: 'FILE006', hint: 'mend those that are listed, then look again', pointer: '' };

/**
 * Whether what one rule says of a value is what a rule before it said of the value, or of a part of it. What is said of a
 * key, as that it has no evidence, is another thing; so is each field that is missing, and whatever is said of the whole.
 */
const isSameDefect = (before: CodedFinding, { pointer, atKey, code }: CodedFinding): boolean =>
  pointer !== '' &&
  before.pointer !== '' &&
  !code.startsWith('SCH') &&
  Boolean(before.atKey) === Boolean(atKey) &&
  overlapping(before.pointer, pointer);

/** The first findings of a record, in the order of the judges. */
const first = (limit: number, judges: readonly RecordCheck[], subject: RecordUnderTest): CodedFinding[] => {
  const findings: CodedFinding[] = [];
  for (const judge of judges)
    for (const finding of judge(subject)) {
      if (findings.length === limit) return findings;
      findings.push(finding);
    }
  return findings;
};

const overlapping = (one: string, other: string): boolean =>
  one === other || other.startsWith(`${one}/`) || one.startsWith(`${other}/`);

const STRAYS: Readonly<
  Record<StrayFile['kind'], { readonly code: string; readonly message: string; readonly hint: string }>
> = {
  file: {
    code: 'FILE001',
    message: 'this file is no record',
    hint: 'name a record <id>.yaml in the folder of its type; README.md is the only other file',
  },
  folder: {
    code: 'FILE001',
    message: 'this folder belongs to no type',
    hint: 'records stand directly in the folder of their type',
  },
  link: { code: 'FILE002', message: 'this is a link; links are not followed', hint: 'put the file itself here' },
  name: { code: 'FILE005', message: 'this file name is no id', hint: 'use letters, digits and single hyphens' },
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
