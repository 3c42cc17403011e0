import { diagnosticFormats } from '../format/diagnostics/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { DatasetError, UserError } from '../model/errors.ts';
import type { JsonValue } from '../model/record.ts';
import type { Result } from '../model/result.ts';
import { pluralize } from '../model/text.ts';
import type { Command, CommandContext } from './command.ts';
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
    { command: 'minerals validate --only REF001,EVI001', description: 'two kinds of errors' },
    { command: 'minerals validate --format json --dataset my-dataset', description: 'another dataset, for a script' },
  ],
  usesNoDataset: true,
  run: async (context, paths, options) => {
    const { only, skip, failOn, fix, watch, rules, format } = options as ValidateOptions;
    if (rules) return listRules(format);
    const targets = resolveTargets(context, paths);
    if (fix) targets.assertWritable();
    const { filterDiagnostics } = await import('../rules/filter-diagnostics.ts');
    const isReported = filterDiagnostics(only, skip);
    const checkDataset = await createChecker(context, targets, watch);
    const isFailure = ({ severity }: Diagnostic): boolean => failOn === 'warning' || severity === 'error';
    const validateOnce = async (): Promise<Result> => {
      const notes: string[] = [];
      if (fix) notes.push(...(await formatTargets(context, targets)));
      const { diagnostics, fileTexts, checkedCount, isEmpty } = await checkDataset();
      if (paths.length > 0 && isEmpty && diagnostics.length === 0) throw targets.noRecordsError();
      const reported = diagnostics.filter(isReported);
      if (reported.length === 0) notes.push(successNote(checkedCount, diagnostics.length));
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

/** Note for a check without reported diagnostics; `hiddenCount` diagnostics were filtered out. */
const successNote = (recordCount: number, hiddenCount: number): string => {
  if (hiddenCount > 0) return `${hiddenCount} not shown, in ${pluralize(recordCount, 'record')}`;
  return pluralize(recordCount, 'record is valid', 'records are valid');
};

interface ValidateOptions {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly failOn?: 'error' | 'warning';
  readonly fix?: boolean;
  readonly watch?: boolean;
  readonly rules?: boolean;
  readonly format?: string;
}

const listRules = async (format: string | undefined): Promise<Result> => {
  if (format !== undefined && format !== 'pretty' && format !== 'json')
    throw new UserError(`cannot list rules as ${format}`, 'formats: pretty, json');
  return rulesResult();
};

/** Creates a function that checks the dataset and reuses results for unchanged files. */
const createChecker = async (context: CommandContext, targets: Targets, watch = false) => {
  const { checkCached } = await import('../rules/check-cached.ts');
  const { applyExceptions } = await import('../rules/apply-exceptions.ts');
  const { catalog, reportProgress, today } = context;
  const request = { ...targets, catalog, reportProgress, ...(watch && { cache: new Map() }) };
  return async () => applyExceptions(await checkCached(request, context.cacheFolder), { ...targets, catalog, today });
};

/** Formats the files and returns a note for each change. */
const formatTargets = async ({ catalog }: CommandContext, targets: Targets): Promise<string[]> => {
  const { formatFiles } = await import('../dataset/format-files.ts');
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
  const { watchChanges } = await import('../dataset/watch.ts');
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
