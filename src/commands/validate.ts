import { diagnosticFormats } from '../format/diagnostics/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { DatasetError, UserError } from '../model/errors.ts';
import type { Value } from '../model/record.ts';
import type { Result } from '../model/result.ts';
import type { Command, Context } from './command.ts';
import { judgeOf, type Wishes } from './judge-dataset.ts';
import type { BaselineResult } from '../rules/baseline.ts';
import { ofCodes } from './completions.ts';
import { rulesResult } from './explain.ts';
import { type Targets, targetsOf } from './targets.ts';

export const validate: Command = {
  name: 'validate',
  arguments: [{ name: '[path...]', description: 'files or folders to report on; without one the whole dataset' }],
  summary: 'Check that the dataset holds: schemas, references, dates, evidence, duplicates',
  options: () => [
    { flags: '--only <codes>', description: 'only the diagnostics of these codes', list: true, completes: ofCodes },
    {
      flags: '--skip <codes>',
      description: 'all diagnostics but those of these codes',
      list: true,
      completes: ofCodes,
    },
    {
      flags: '--fail-on <severity>',
      description: 'the least that gives exit status 1 (error)',
      choices: ['error', 'warning'],
    },
    { flags: '--fix', description: 'first mend what is safe to mend, as minerals fmt does' },
    { flags: '--watch', description: 'check again whenever a file changes, until interrupted' },
    { flags: '--due', description: 'also what depends on the day: old plans, promises and terms that are over' },
    { flags: '--debt', description: 'count the old findings that the baseline lets pass, by rule and type' },
    { flags: '--write-baseline', description: 'let all present findings pass from now on: dataset-baseline.json' },
    { flags: '--rules', description: 'list what is checked, each with its code' },
  ],
  formats: diagnosticFormats,
  examples: [
    { command: 'minerals validate', says: 'the whole dataset' },
    {
      command: 'minerals validate dataset/agreements/us-pe-mou-2026.yaml',
      says: 'one record, its references into the others included',
    },
    {
      command: 'minerals validate --fix --watch',
      says: 'while writing: mend what is safe, tell the rest at each save',
    },
    { command: 'minerals validate --due', says: 'what should be looked up again' },
    { command: 'minerals validate --debt', says: 'old findings that are still to be corrected' },
    { command: 'minerals validate --only REF001,EVI001', says: 'two kinds of defects' },
    { command: 'minerals validate --format json --dataset my-dataset', says: 'another dataset, for a script' },
  ],
  aside: true,
  run: async (context, paths, options) => {
    const wishes = options as Wishes;
    const { only, skip, failOn, fix, watch, rules, due, debt, writeBaseline, format } = wishes;
    if (rules) return rulesIn(format);
    const targets = targetsOf(context, paths);
    if (fix || writeBaseline) targets.mayChange();
    if (writeBaseline) return (await import('./baseline.ts')).writeBaseline(context, targets, paths, wishes);
    if (debt) return (await import('./baseline.ts')).countDebt(context, targets, wishes);
    const { select } = await import('../rules/select.ts');
    const chosen = select(only, skip);
    const judge = await judgeOf(context, targets, { watch, due });
    const fails = (diagnostic: Diagnostic): boolean => failOn === 'warning' || diagnostic.severity === 'error';
    const once = async (): Promise<Result> => {
      const fixed = fix ? await tidied(context, targets) : [];
      const { applyBaseline } = await import('../rules/baseline.ts');
      const baseline = applyBaseline(await judge(), targets);
      const { diagnostics, texts, checked } = baseline.report;
      if (baseline.needless > 0) fixed.push(await needlessEntries(baseline, targets, fix));
      if (paths.length > 0 && checked === 0 && diagnostics.length === 0) throw targets.empty();
      const left = diagnostics.filter(chosen);
      const records = `${checked} ${checked === 1 ? 'record' : 'records'}`;
      const passed = diagnostics.length - left.length;
      const old = baseline.passed.length > 0 ? `; ${baseline.passed.length} old findings pass (see --debt)` : '';
      const holds =
        passed === 0 ? `${records} ${checked === 1 ? 'holds' : 'hold'}${old}` : `${passed} not shown, in ${records}`;
      return {
        data: left as unknown as Value,
        view: [],
        texts,
        explanations: (await import('../rules/index.ts')).rules,
        notes: left.length === 0 ? [...fixed, holds] : fixed,
        exitCode: left.some(fails) ? 1 : 0,
      };
    };
    return watch ? watched(once, context, targets) : once();
  },
};

const rulesIn = async (format: string | undefined): Promise<Result> => {
  if (format !== undefined && format !== 'pretty' && format !== 'json')
    throw new UserError(`the rules cannot be listed as ${format}`, 'there are pretty and json');
  return rulesResult();
};

/** Removes entries of the baseline whose findings are gone, where that is asked for; says so. */
const needlessEntries = async (
  { needless, pruned }: BaselineResult,
  { folder }: Targets,
  fix = false,
): Promise<string> => {
  const entries = needless === 1 ? '1 entry of the baseline is' : `${needless} entries of the baseline are`;
  if (!fix) return `${entries} no longer needed: minerals validate --fix removes them`;
  const { baselinePath } = await import('../rules/baseline.ts');
  const { replaceFile } = await import('../dataset/replace-file.ts');
  replaceFile(baselinePath(folder), pruned);
  return `${entries.replace(/ (?:is|are)$/, '')} removed`;
};

/** Mends what is safe to mend; says what was. */
const tidied = async ({ catalog }: Context, targets: Targets): Promise<string[]> => {
  const { tidyFiles } = await import('../dataset/tidy-files.ts');
  const { untidy, removed } = await tidyFiles({ ...targets, catalog });
  return [
    ...removed.map((path) => `removed the temporary file of an interrupted run: ${targets.shown(path)}`),
    ...untidy.map((path) => `mended ${targets.shown(path)}`),
  ];
};

/** What is said of a dataset that is gone or of a path without records, while somebody may be about to bring it back. */
const untilMended = (error: unknown): Result => {
  if (!(error instanceof DatasetError || error instanceof UserError)) throw error;
  return { data: [], view: [], notes: [error.message], exitCode: error instanceof DatasetError ? 3 : 2 };
};

/** A result now, and another after each change, until interrupted. */
const watched = async (once: () => Promise<Result>, context: Context, { folder }: Targets): Promise<Result> => {
  const { changes } = await import('../dataset/changes.ts');
  const changed = changes(folder, context.interrupted);
  const answer = async (before: readonly string[]): Promise<Result> => {
    const result = await once().catch(untilMended);
    return {
      ...result,
      notes: [...before, ...(result.notes ?? [])],
      next: async () => ((await changed()) ? answer(['checked again']) : undefined),
    };
  };
  return answer([]);
};
