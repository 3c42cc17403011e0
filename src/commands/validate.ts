import { diagnosticFormats } from '../format/diagnostics/index.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import { DatasetError, UserError } from '../core/model/errors.ts';
import type { JsonValue } from '../core/model/record.ts';
import type { Result } from '../core/model/result.ts';
import { pluralize } from '../core/model/text.ts';
import type { Command, CommandContext } from './command.ts';
import type { BaselineResult } from '../rules/baseline.ts';
import { createChecker, type ValidateOptions } from './check-dataset.ts';
import { completeCodes } from './completions.ts';
import { rulesResult } from './explain.ts';
import { type Targets, resolveTargets } from './targets.ts';

export const validateCommand: Command = {
  name: 'validate',
  arguments: [{ name: '[path...]', description: 'files or folders to report on (default: the whole dataset)' }],
  summary: 'Validate the dataset: schemas, references, dates, evidence, duplicates',
  options: () => [
    {
      flags: '--only <codes>',
      description: 'report only these error codes',
      isList: true,
      completer: completeCodes,
    },
    {
      flags: '--skip <codes>',
      description: 'do not report these error codes',
      isList: true,
      completer: completeCodes,
    },
    {
      flags: '--fail-on <severity>',
      description: 'lowest severity that gives exit status 1 (default: error)',
      choices: ['error', 'warning'],
    },
    { flags: '--fix', description: 'first format the files, as minerals fmt does' },
    { flags: '--watch', description: 'check again when a file changes, until interrupted' },
    { flags: '--due', description: 'also report old plans, promises and terms that are over' },
    { flags: '--debt', description: 'count the old findings that the baseline lets pass, by rule and type' },
    { flags: '--write-baseline', description: 'let all present findings pass from now on: dataset-baseline.json' },
    { flags: '--rules', description: 'list the rules with their codes' },
  ],
  formats: diagnosticFormats,
  examples: [
    { command: 'minerals validate', description: 'the whole dataset' },
    {
      command: 'minerals validate dataset/agreements/us-pe-mou-2026.yaml',
      description: 'one record, with its references to other records',
    },
    {
      command: 'minerals validate --fix --watch',
      description: 'while editing: format and check at each save',
    },
    { command: 'minerals validate --due', description: 'records to look at again' },
    { command: 'minerals validate --debt', description: 'old findings that are still to be corrected' },
    { command: 'minerals validate --only REF001,EVI001', description: 'two kinds of errors' },
    { command: 'minerals validate --format json --dataset my-dataset', description: 'another dataset, for a script' },
  ],
  usesNoDataset: true,
  run: async (context, paths, options) => {
    const validateOptions = options as ValidateOptions;
    const { only, skip, failOn, fix, watch, rules, debt, writeBaseline, format } = validateOptions;
    if (rules) return listRules(format);
    const targets = resolveTargets(context, paths);
    if (fix || writeBaseline) targets.assertWritable();
    if (writeBaseline) return (await import('./baseline.ts')).writeBaseline(context, targets, paths, validateOptions);
    if (debt) return (await import('./baseline.ts')).countDebt(context, targets, validateOptions);
    const { filterDiagnostics } = await import('../rules/filter-diagnostics.ts');
    const isReported = filterDiagnostics(only, skip);
    const checkDataset = await createChecker(context, targets, validateOptions);
    const isFailure = ({ severity }: Diagnostic): boolean => failOn === 'warning' || severity === 'error';
    const validateOnce = async (): Promise<Result> => {
      const notes: string[] = [];
      if (fix) notes.push(...(await formatTargets(context, targets)));
      const { applyBaseline } = await import('../rules/baseline.ts');
      const baseline = applyBaseline(await checkDataset(), targets);
      if (baseline.needless > 0) notes.push(await needlessEntries(baseline, targets, fix));
      const { diagnostics, fileTexts, checkedCount, isEmpty } = baseline.report;
      if (paths.length > 0 && isEmpty && diagnostics.length === 0) throw targets.noRecordsError();
      const reported = diagnostics.filter(isReported);
      if (reported.length === 0) notes.push(successNote(checkedCount, diagnostics.length, baseline.passed.length));
      return {
        data: reported as unknown as JsonValue,
        view: [],
        fileTexts,
        explanations: (await import('../rules/index.ts')).rules,
        notes,
        exitCode: Number(reported.some(isFailure)),
      };
    };
    return watch ? watchResults(validateOnce, context, targets) : validateOnce();
  },
};

/** Note for a check without reported diagnostics; `hiddenCount` were filtered out, the baseline lets `passedCount` pass. */
const successNote = (recordCount: number, hiddenCount: number, passedCount: number): string => {
  if (hiddenCount > 0) return `${hiddenCount} not shown, in ${pluralize(recordCount, 'record')}`;
  const old = pluralize(passedCount, 'old finding passes', 'old findings pass');
  const valid = pluralize(recordCount, 'record is valid', 'records are valid');
  return passedCount > 0 ? `${valid}; ${old} (see --debt)` : valid;
};

const listRules = async (format: string | undefined): Promise<Result> => {
  if (format !== undefined && format !== 'pretty' && format !== 'json')
    throw new UserError(`cannot list rules as ${format}`, 'formats: pretty, json');
  return rulesResult();
};

/** Removes baseline entries whose findings are gone, if asked to. Returns a note. */
const needlessEntries = async (
  { needless, pruned }: BaselineResult,
  { folder }: Targets,
  fix = false,
): Promise<string> => {
  const entries = pluralize(needless, 'baseline entry', 'baseline entries');
  if (!fix) return `${entries} no longer needed: minerals validate --fix removes them`;
  const { baselinePath } = await import('../rules/baseline.ts');
  const { replaceFile } = await import('../node/replace-file.ts');
  replaceFile(baselinePath(folder), pruned);
  return `${entries} removed`;
};

/** Formats the files and returns a note for each change. */
const formatTargets = async ({ catalog }: CommandContext, targets: Targets): Promise<string[]> => {
  const { formatFiles } = await import('../node/format-files.ts');
  const { changed: untidy, removed } = await formatFiles({ ...targets, catalog });
  return [
    ...removed.map((path) => `removed temporary file of an interrupted run: ${targets.displayPath(path)}`),
    ...untidy.map((path) => `formatted ${targets.displayPath(path)}`),
  ];
};

/** In watch mode a missing dataset is a note, and watching goes on. */
const toWatchResult = (error: unknown): Result => {
  if (!(error instanceof DatasetError || error instanceof UserError)) throw error;
  return { data: [], view: [], notes: [error.message], exitCode: error instanceof DatasetError ? 3 : 2 };
};

/** Returns a result now, and another one after each change, until interrupted. */
const watchResults = async (
  validateOnce: () => Promise<Result>,
  context: CommandContext,
  { folder }: Targets,
): Promise<Result> => {
  const { watchChanges } = await import('../node/watch.ts');
  const waitForChange = watchChanges(folder, context.interruptSignal);
  const nextResult = async (firstNotes: readonly string[]): Promise<Result> => {
    const result = await validateOnce().catch(toWatchResult);
    return {
      ...result,
      notes: [...firstNotes, ...(result.notes ?? [])],
      next: async () => ((await waitForChange()) ? nextResult(['checked again']) : undefined),
    };
  };
  return nextResult([]);
};
