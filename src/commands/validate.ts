import { diagnosticFormats } from '../format/diagnostics/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { DatasetError, UserError } from '../model/errors.ts';
import type { JsonValue } from '../model/record.ts';
import type { Result } from '../model/result.ts';
import type { Command, Context } from './command.ts';
import { completeCodes } from './completions.ts';
import { rulesResult } from './explain.ts';
import { type Targets, resolveTargets } from './targets.ts';

export const validateCommand: Command = {
  name: 'validate',
  arguments: [{ name: '[path...]', description: 'files or folders to report on; without one the whole dataset' }],
  summary: 'Check that the dataset holds: schemas, references, dates, evidence, duplicates',
  options: () => [
    {
      flags: '--only <codes>',
      description: 'only the diagnostics of these codes',
      list: true,
      completes: completeCodes,
    },
    {
      flags: '--skip <codes>',
      description: 'all diagnostics but those of these codes',
      list: true,
      completes: completeCodes,
    },
    {
      flags: '--fail-on <severity>',
      description: 'the least that gives exit status 1 (error)',
      choices: ['error', 'warning'],
    },
    { flags: '--fix', description: 'first mend what is safe to mend, as minerals fmt does' },
    { flags: '--watch', description: 'check again whenever a file changes, until interrupted' },
    { flags: '--rules', description: 'list what is checked, each with its code' },
  ],
  formats: diagnosticFormats,
  examples: [
    { command: 'minerals validate', description: 'the whole dataset' },
    {
      command: 'minerals validate dataset/agreements/us-pe-mou-2026.yaml',
      description: 'one record, its references into the others included',
    },
    {
      command: 'minerals validate --fix --watch',
      description: 'while writing: mend what is safe, tell the rest at each save',
    },
    { command: 'minerals validate --only REF001,EVI001', description: 'two kinds of defects' },
    { command: 'minerals validate --format json --dataset my-dataset', description: 'another dataset, for a script' },
  ],
  usesNoDataset: true,
  run: async (context, paths, options) => {
    const { only, skip, failOn, fix, watch, rules, format } = options as Wishes;
    if (rules) return rulesIn(format);
    const targets = resolveTargets(context, paths);
    if (fix) targets.mayChange();
    const { filterDiagnostics: select } = await import('../rules/filter-diagnostics.ts');
    const chosen = select(only, skip);
    const judge = await judgeOf(context, targets, watch);
    const fails = (diagnostic: Diagnostic): boolean => failOn === 'warning' || diagnostic.severity === 'error';
    const once = async (): Promise<Result> => {
      const fixed = fix ? await tidied(context, targets) : [];
      const { diagnostics, texts, checked } = await judge();
      if (paths.length > 0 && checked === 0 && diagnostics.length === 0) throw targets.empty();
      const left = diagnostics.filter(chosen);
      const records = `${checked} ${checked === 1 ? 'record' : 'records'}`;
      const passed = diagnostics.length - left.length;
      const holds =
        passed === 0 ? `${records} ${checked === 1 ? 'holds' : 'hold'}` : `${passed} not shown, in ${records}`;
      return {
        data: left as unknown as JsonValue,
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

interface Wishes {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly failOn?: 'error' | 'warning';
  readonly fix?: boolean;
  readonly watch?: boolean;
  readonly rules?: boolean;
  readonly format?: string;
}

const rulesIn = async (format: string | undefined): Promise<Result> => {
  if (format !== undefined && format !== 'pretty' && format !== 'json')
    throw new UserError(`the rules cannot be listed as ${format}`, 'there are pretty and json');
  return rulesResult();
};

/** Judges the dataset as it is now; what has not changed since is not read again. */
const judgeOf = async (context: Context, targets: Targets, watch = false) => {
  const { checkCached: recall } = await import('../rules/check-cached.ts');
  const { applyExceptions: except } = await import('../rules/apply-exceptions.ts');
  const { catalog, progress, today } = context;
  const request = { ...targets, catalog, progress, ...(watch ? { memory: new Map() } : {}) };
  return async () => except(await recall(request, context.caches), { ...targets, catalog, today });
};

/** Mends what is safe to mend; says what was. */
const tidied = async ({ catalog }: Context, targets: Targets): Promise<string[]> => {
  const { formatFiles: tidyFiles } = await import('../dataset/format-files.ts');
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
  const { watchChanges: changes } = await import('../dataset/watch.ts');
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
