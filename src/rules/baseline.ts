import { lstatSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import { UserError } from '../core/model/errors.ts';
import type { CheckReport } from './check.ts';
import { compareText } from '../core/model/text.ts';

/** Old findings that a baseline lets pass: by file, how many of each code and field. */
type Baseline = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface BaselineRequest {
  /** The folder of the dataset; the baseline is beside it. */
  readonly folder: string;
  /** True if a file is reported on. */
  readonly isSelected: (path: string) => boolean;
  /** A file's path as the person would name it. */
  readonly displayPath: (path: string) => string;
}

/** A report without the findings of the baseline. */
export interface BaselineResult {
  readonly report: CheckReport;
  /** The findings that the baseline lets pass. */
  readonly passed: readonly Diagnostic[];
  /** Entries of the baseline for findings that are gone. */
  readonly needless: number;
  /** The content of the baseline without those entries. */
  readonly pruned: string;
}

/** The file of the baseline: dataset-baseline.json beside the folder dataset. */
export const baselinePath = (folder: string): string => `${folder}-baseline.json`;

/**
 * Codes that a baseline never lets pass: what would break readers of the data (files, YAML, schema, ids, references), exceptions,
 * and what depends on the day.
 */
const NEVER = /^(?:FILE|YAML|SCH|ID|REF|RED|EXC|DUE)\d/;

/** Removes the findings that the baseline lists. Throws UserError where the baseline cannot be read. */
export const applyBaseline = (report: CheckReport, request: BaselineRequest): BaselineResult => {
  const baseline = readBaseline(baselinePath(request.folder));
  const passed = new Set<Diagnostic>();
  const left = new Map<string, Map<string, number>>();
  let needless = 0;
  for (const [name, counts] of baseline) {
    const path = join(request.folder, name);
    const isAsked = request.isSelected(path);
    const found = isAsked ? groupByKey(report.diagnostics, request.displayPath(path)) : new Map<string, Diagnostic[]>();
    for (const [key, count] of counts) {
      const present = found.get(key) ?? [];
      const kept = isAsked ? Math.min(count, present.length) : count;
      for (const diagnostic of present.slice(0, kept)) passed.add(diagnostic);
      needless += count - kept;
      if (kept > 0) left.set(name, (left.get(name) ?? new Map<string, number>()).set(key, kept));
    }
  }
  return {
    report: { ...report, diagnostics: report.diagnostics.filter((each) => !passed.has(each)) },
    passed: [...passed],
    needless,
    pruned: toText(left),
  };
};

/** The text of a baseline that lets all findings of a report pass, and how many those are. */
export const createBaseline = (
  { diagnostics }: CheckReport,
  { folder, paths }: { readonly folder: string; readonly paths: ReadonlyMap<string, string> },
): { readonly text: string; readonly count: number } => {
  const counts = new Map<string, Map<string, number>>();
  let count = 0;
  for (const diagnostic of diagnostics) {
    if (NEVER.test(diagnostic.code)) continue;
    const name = relative(folder, paths.get(diagnostic.file) ?? diagnostic.file).replaceAll('\\', '/');
    const own = counts.get(name) ?? new Map<string, number>();
    const key = keyOf(diagnostic);
    counts.set(name, own.set(key, (own.get(key) ?? 0) + 1));
    count += 1;
  }
  return { text: toText(counts), count };
};

/** The code and the place of a finding; positions in lists are left out, as they change when an item is added. */
const keyOf = ({ code, path }: Diagnostic): string => `${code} ${path.replaceAll(/\/\d+(?=\/|$)/g, '/*')}`.trim();

const groupByKey = (diagnostics: readonly Diagnostic[], file: string): Map<string, Diagnostic[]> => {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.file !== file || NEVER.test(diagnostic.code)) continue;
    const key = keyOf(diagnostic);
    groups.set(key, [...(groups.get(key) ?? []), diagnostic]);
  }
  return groups;
};

const toText = (counts: ReadonlyMap<string, ReadonlyMap<string, number>>): string => {
  const sorted = [...counts]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([name, own]) => [name, Object.fromEntries([...own].toSorted(([a], [b]) => compareText(a, b)))] as const);
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
};

const readBaseline = (path: string): Baseline => {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return new Map();
  if (!stats.isFile()) throw broken(path, 'it is no plain file; links are not followed');
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw broken(path, (error as Error).message);
  }
  if (!isObject(content)) throw broken(path, 'it holds no object');
  return new Map(
    Object.entries(content).map(([name, counts]) => {
      if (!isObject(counts)) throw broken(path, `"${name}" has no counts`);
      const own = Object.entries(counts).map(([key, count]) => {
        if (typeof count !== 'number' || !Number.isInteger(count) || count < 1)
          throw broken(path, `the count of "${key}" in "${name}" is no whole number from 1`);
        return [key, count] as const;
      });
      return [name, new Map(own)] as const;
    }),
  );
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const broken = (path: string, reason: string): UserError =>
  new UserError(`the baseline ${path} cannot be read: ${reason}`, 'write it anew: minerals validate --write-baseline');
