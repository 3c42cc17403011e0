import { diagnosticFormats } from '../format/diagnostics/index.ts';
import type { Diagnostic, DiagnosticReport } from '../core/model/diagnostic.ts';
import { reportHost } from '../node/report-host.ts';
import { DatasetError, UserError } from '../core/model/errors.ts';
import type { Note } from '../core/model/note.ts';
import { pluralize } from '../core/model/text.ts';
import type { BaselineResult } from '../rules/baseline.ts';
import { type Debt, viewDebt } from './baseline.ts';
import { createChecker } from './check-dataset.ts';
import { completeCodes } from './completions.ts';
import { listRules, type RuleSummary, viewRules } from './explain.ts';
import { anyTexts, flag, list, text } from './input.ts';
import { defineFileOperation, type FileContext } from './operation.ts';
import { folderInRepository, type Targets, resolveTargets } from './targets.ts';

/** Diagnostics; or the rules, or the counts of old findings. */
export interface ValidateAnswer {
  readonly output: readonly Diagnostic[] | readonly RuleSummary[] | readonly Debt[];
  readonly notes?: readonly Note[];
  readonly exitCode?: number;
  readonly report?: DiagnosticReport;
  readonly rules?: readonly RuleSummary[];
  readonly debt?: readonly Debt[];
  /** Further answers, each after a change of the files. */
  readonly following?: AsyncIterable<ValidateAnswer>;
}

export const validateOperation = defineFileOperation({
  name: 'validate',
  arguments: { path: anyTexts({ description: 'files or folders to report on (default: the whole dataset)' }) },
  summary: 'Validate the dataset: schemas, references, dates, evidence, duplicates',
  options: {
    only: list({ value: 'codes', description: 'report only these error codes', completer: completeCodes }),
    skip: list({ value: 'codes', description: 'do not report these error codes', completer: completeCodes }),
    failOn: text({
      value: 'severity',
      description: 'lowest severity that gives exit status 1 (default: error)',
      choices: ['error', 'warning'],
    }),
    fix: flag('first format the files, as minerals fmt does'),
    watch: flag('check again when a file changes, until interrupted'),
    due: flag('also report old plans, promises and terms that are over'),
    debt: flag('count the old findings that the baseline lets pass, by rule and type'),
    writeBaseline: flag('let all present findings pass from now on: dataset-baseline.json'),
    rules: flag('list the rules with their codes'),
  },
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
  run: async (context, { path: paths = [], ...options }): Promise<ValidateAnswer> => {
    const { only, skip, failOn, fix, watch } = options;
    if (options.rules) {
      const rules = await listRules();
      return { output: rules, rules };
    }
    const targets = resolveTargets(context, paths);
    if (fix || options.writeBaseline) targets.assertWritable();
    if (options.writeBaseline) return (await import('./baseline.ts')).writeBaseline(context, targets, paths, options);
    if (options.debt) {
      const debt = await (await import('./baseline.ts')).countDebt(context, targets, options);
      return { output: debt, debt };
    }
    const { filterDiagnostics } = await import('../rules/filter-diagnostics.ts');
    const isReported = filterDiagnostics(only, skip);
    const checkDataset = await createChecker(context, targets, options);
    const isFailure = ({ severity }: Diagnostic): boolean => failOn === 'warning' || severity === 'error';
    const validateOnce = async (): Promise<ValidateAnswer> => {
      const notes: Note[] = [];
      if (fix) notes.push(...(await formatTargets(context, targets)));
      const { applyBaseline } = await import('../rules/baseline.ts');
      const baseline = applyBaseline(await checkDataset(), targets);
      if (baseline.needless > 0) notes.push(await needlessEntries(baseline, targets, fix));
      const { diagnostics, fileTexts, checkedCount, isEmpty } = baseline.report;
      if (paths.length > 0 && isEmpty && diagnostics.length === 0) throw targets.noRecordsError();
      const reported = diagnostics.filter(isReported);
      if (reported.length === 0) notes.push(successNote(checkedCount, diagnostics.length, baseline.passed.length));
      const explanations = (await import('../rules/index.ts')).rules;
      return {
        output: reported,
        report: {
          diagnostics: reported,
          fileTexts,
          explanations,
          program: context.program,
          host: reportHost,
          folderInRepository: folderInRepository(context),
        },
        notes,
        exitCode: Number(reported.some(isFailure)),
      };
    };
    return watch ? watchAnswers(validateOnce, context, targets) : validateOnce();
  },
  view: ({ rules, debt }) => {
    if (rules) return viewRules(rules);
    return debt ? viewDebt(debt) : [];
  },
  // Lists of rules and counts are no diagnostics.
  formatsOf: ({ rules, debt }) => ((rules ?? debt) ? ['pretty', 'json'] : undefined),
  follow: ({ following }) => following,
});

/** Note for a check without reported diagnostics; `hiddenCount` were filtered out, the baseline lets `passedCount` pass. */
const successNote = (recordCount: number, hiddenCount: number, passedCount: number): Note => {
  if (hiddenCount > 0) {
    const message = `${hiddenCount} not shown, in ${pluralize(recordCount, 'record')}`;
    return { code: 'limited', message, count: hiddenCount };
  }
  const old = pluralize(passedCount, 'old finding passes', 'old findings pass');
  const valid = pluralize(recordCount, 'record is valid', 'records are valid');
  const message = passedCount > 0 ? `${valid}; ${old} (see --debt)` : valid;
  return { code: 'checked', message, count: recordCount };
};

/** Removes baseline entries whose findings are gone, if asked to. Returns a note. */
const needlessEntries = async (
  { needless, pruned }: BaselineResult,
  { folder }: Targets,
  fix: boolean,
): Promise<Note> => {
  const entries = pluralize(needless, 'baseline entry', 'baseline entries');
  if (!fix) {
    const message = `${entries} no longer needed: minerals validate --fix removes them`;
    return { code: 'baseline', message, count: needless };
  }
  const { baselinePath } = await import('../rules/baseline.ts');
  const { replaceFile } = await import('../node/replace-file.ts');
  replaceFile(baselinePath(folder), pruned);
  return { code: 'baseline', message: `${entries} removed`, count: needless };
};

/** Formats the files and returns a note for each change. */
const formatTargets = async ({ catalog }: FileContext, targets: Targets): Promise<Note[]> => {
  const { formatFiles } = await import('../node/format-files.ts');
  const { changed: untidy, removed } = await formatFiles({ ...targets, catalog });
  return [
    ...removedFileNotes(removed, targets),
    ...untidy.map((path): Note => ({ code: 'formatted', message: `formatted ${targets.displayPath(path)}` })),
  ];
};

/** Notes on temporary files that were removed. */
export const removedFileNotes = (paths: readonly string[], { displayPath }: Targets): Note[] =>
  paths.map((path) => ({
    code: 'removed-file',
    message: `removed temporary file of an interrupted run: ${displayPath(path)}`,
  }));

/** In watch mode a missing dataset is a note, and watching goes on. */
const toWatchAnswer = (error: unknown): ValidateAnswer => {
  if (!(error instanceof DatasetError || error instanceof UserError)) throw error;
  const exitCode = error instanceof DatasetError ? 3 : 2;
  return { output: [], notes: [{ code: 'problem', message: error.message }], exitCode };
};

/** Answers now, and again after each change, until interrupted. */
const watchAnswers = async (
  validateOnce: () => Promise<ValidateAnswer>,
  context: FileContext,
  { folder }: Targets,
): Promise<ValidateAnswer> => {
  const { watchChanges } = await import('../node/watch.ts');
  const waitForChange = watchChanges(folder, context.interruptSignal);
  const answer = async (): Promise<ValidateAnswer> => validateOnce().catch(toWatchAnswer);
  const following = async function* () {
    while (await waitForChange()) {
      const next = await answer();
      const checkedAgain: Note = { code: 'checked', message: 'checked again' };
      yield { ...next, notes: [checkedAgain, ...(next.notes ?? [])] };
    }
  };
  return { ...(await answer()), following: following() };
};
