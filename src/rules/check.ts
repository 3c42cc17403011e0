import { statSync } from 'node:fs';
import { type Document, readDocument } from '../dataset/document.ts';
import {
  contentOf,
  type Files,
  listFiles,
  type RecordFile,
  type Stamp,
  stampOf,
  type Stray,
} from '../dataset/files.ts';
import { type Diagnostic, inOrder, type Span } from '../model/diagnostic.ts';
import { isData, type Ref } from '../model/record.ts';
import type { Catalog } from '../schema/catalog.ts';
import { families, rules } from './index.ts';
import type { CodedFinding, Judge, Library, Subject } from './rule.ts';

export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  /** The text of each file that a diagnostic is about, by the diagnostic's `file`. */
  readonly texts: Readonly<Record<string, string>>;
  /** How many records were judged. */
  readonly checked: number;
}

export interface Request {
  readonly folder: string;
  readonly catalog: Catalog;
  /** Whether a file is to be reported on; the others are only read. */
  readonly wanted: (path: string) => boolean;
  /** A file's path as the person would name it. */
  readonly shown: (path: string) => string;
  readonly progress: (text: string) => void;
  /** What was read before, by path: given again, only what has changed is read. */
  readonly memory?: Memory;
  /** The files of the dataset, where they have been listed already. */
  readonly files?: Files;
}

/** Problems of one file that are listed before the rest is only counted. */
const LISTED = 50;

/** Findings of one file after which it is not judged further. */
const JUDGED = 500;

const TOP: Span = { line: 1, column: 1, end_line: 1, end_column: 1 };

interface Read {
  readonly file: RecordFile;
  readonly document: Document;
  readonly subject: Subject | undefined;
}

export type Memory = Map<string, { readonly stamp: Stamp; readonly read: Read }>;

/** Judges every record of a dataset. Throws DatasetError where there is none. */
export const check = async (request: Request): Promise<Report> => {
  const { folder, catalog, wanted, shown, progress, memory, files = listFiles(folder, catalog) } = request;
  const read = files.records.map((file, index): Read => {
    if (index % 500 === 499) progress(`read ${index + 1} of ${files.records.length} records`);
    return reading(file, memory);
  });
  const library = libraryOf(catalog, read);
  const judges = await Promise.all(families.map(async (family) => family.check(library)));
  const diagnostics = files.strays.filter(({ path }) => wanted(path)).map((stray) => ofStray(stray, shown));
  const texts: Record<string, string> = {};
  const judged = read.filter(({ file }) => wanted(file.path));
  for (const [index, each] of judged.entries()) {
    if (index % 500 === 499) progress(`judged ${index + 1} of ${judged.length} records`);
    const found = diagnosticsOf(each, judges, shown);
    if (found.length > 0) texts[shown(each.file.path)] = textOf(each.file.path);
    diagnostics.push(...found);
  }
  return { diagnostics: diagnostics.sort(inOrder), texts, checked: judged.length };
};

const reading = (file: RecordFile, memory?: Memory): Read => {
  const { path, type, id } = file;
  const known = memory?.get(path);
  const stats = known && statSync(path, { throwIfNoEntry: false });
  if (stats && known.stamp.key === stampOf(stats).key) return known.read;
  const content = contentOf(path);
  const document = typeof content === 'string' ? unreadable(content) : readDocument(content.bytes);
  const { data } = document;
  const read = { file, document, subject: isData(data) ? { type, id, data } : undefined };
  if (typeof content === 'string') memory?.delete(path);
  else memory?.set(path, { stamp: content.stamp, read });
  return read;
};

const textOf = (path: string): string => {
  const content = contentOf(path);
  return typeof content === 'string' ? '' : Buffer.from(content.bytes).toString();
};

const unreadable = (why: string): Document => ({
  data: undefined,
  problems: [
    {
      code: 'FILE007',
      message: `the file cannot be read: ${why}`,
      hint: 'check that it is there, and whose it is',
      span: TOP,
      pointer: '',
    },
  ],
  locate: () => TOP,
});

const libraryOf = (catalog: Catalog, read: readonly Read[]): Library => {
  const subjects = read.flatMap(({ subject }) => (subject ? [subject] : []));
  // A file that can't be read is still there: what refers to it is not wrong.
  const known = new Map<Ref, Subject>(
    read.map(({ file, subject }) => [
      `${file.type.name}/${file.id}`,
      subject ?? { type: file.type, id: file.id, data: {} },
    ]),
  );
  return { catalog, subjects, find: (ref) => known.get(ref) };
};

const diagnosticsOf = (
  { file: { path }, document, subject }: Read,
  judges: readonly Judge[],
  shown: (path: string) => string,
): Diagnostic[] => {
  const findings = subject ? first(JUDGED, judges, subject) : [];
  if (findings.length === 0 && document.problems.length === 0 && subject) return [];
  const file = shown(path);
  const found = document.problems.map(({ code, message, hint, span, pointer }) =>
    diagnostic(code, message, file, span, pointer, hint),
  );
  if (!subject && document.problems.length === 0)
    found.push(
      diagnostic(
        'SCH003',
        'the file holds no map of fields',
        file,
        document.locate(''),
        '',
        'write a field a line: name: …',
      ),
    );
  const pointers: string[] = [];
  for (const { code, pointer, atKey, place, message, hint } of findings) {
    // One defect, one diagnostic: what a rule before said of a place, or of a part of it, stands.
    if (pointer !== '' && !code.startsWith('SCH') && pointers.some((each) => overlapping(each, pointer))) continue;
    if (pointer !== '') pointers.push(pointer);
    found.push(
      diagnostic(
        code,
        message,
        file,
        place === undefined ? document.locate(pointer, atKey) : document.locate(place, true),
        pointer,
        hint,
      ),
    );
  }
  if (found.length <= LISTED) return found;
  const more = found.length - LISTED;
  return [
    ...found.sort(inOrder).slice(0, LISTED),
    diagnostic(
      'FILE006',
      `${findings.length === JUDGED ? 'at least ' : ''}${more} more problems in this file are not listed`,
      file,
      TOP,
      '',
      'mend those that are listed, then look again',
    ),
  ];
};

/** The first findings of a record, in the order of the judges. */
const first = (limit: number, judges: readonly Judge[], subject: Subject): CodedFinding[] => {
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

const STRAYS: Readonly<Record<Stray['kind'], readonly [code: string, message: string, hint: string]>> = {
  file: [
    'FILE001',
    'this file is no record',
    'name a record <id>.yaml in the folder of its type; README.md is the only other file',
  ],
  folder: ['FILE001', 'this folder belongs to no type', 'records stand directly in the folder of their type'],
  link: ['FILE002', 'this is a link; links are not followed', 'put the file itself here'],
  name: ['FILE005', 'this file name is no id', 'use letters, digits and single hyphens'],
};

const ofStray = ({ path, kind }: Stray, shown: (path: string) => string): Diagnostic => {
  const [code, message, hint] = STRAYS[kind];
  return diagnostic(code, message, shown(path), TOP, '', hint);
};

const severities = new Map(rules.map(({ code, severity }) => [code, severity]));

const diagnostic = (
  code: string,
  message: string,
  file: string,
  span: Span,
  path: string,
  hint?: string,
): Diagnostic => ({
  code,
  severity: severities.get(code) ?? 'error',
  message,
  file,
  ...span,
  path,
  ...(hint ? { hint } : {}),
});
