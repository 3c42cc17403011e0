import { existsSync } from 'node:fs';
import { UserError } from '../core/model/errors.ts';
import type { Block } from '../core/model/block.ts';
import { pluralize } from '../core/model/text.ts';
import { createChecker } from './check-dataset.ts';
import type { FileContext } from './operation.ts';
import type { Targets } from './targets.ts';
import type { ValidateAnswer } from './validate.ts';

/** Options of `validate` that select what it reports. */
interface ReportOptions {
  readonly only: readonly string[] | undefined;
  readonly skip: readonly string[] | undefined;
  readonly watch: boolean;
  readonly due: boolean;
  readonly debt: boolean;
}

/** Writes the baseline that lets all present findings pass. Refuses what would leave a part of them out. */
export const writeBaseline = async (
  context: FileContext,
  targets: Targets,
  paths: readonly string[],
  { only, skip, watch, due, debt }: ReportOptions,
): Promise<ValidateAnswer> => {
  if (paths.length > 0 || only || skip || watch || due || debt)
    throw new UserError(
      'the baseline is written for the whole dataset',
      'give --write-baseline without paths or other options',
    );
  const { baselinePath, createBaseline } = await import('../rules/baseline.ts');
  const { replaceFile } = await import('../node/replace-file.ts');
  const { createFile } = await import('../node/create-file.ts');
  const report = await (await createChecker(context, targets))();
  const { listFiles } = await import('../node/files.ts');
  const { records, strays } = listFiles(targets.folder, context.catalog);
  const files = new Map([...records, ...strays].map(({ path }) => [targets.displayPath(path), path]));
  const { text, count } = createBaseline(report, { folder: targets.folder, paths: files });
  const path = baselinePath(targets.folder);
  if (existsSync(path)) replaceFile(path, text);
  else createFile(path, text);
  const findings = pluralize(count, 'finding passes', 'findings pass');
  const message = `${findings} from now on: ${targets.displayPath(path)}`;
  return { output: [], notes: [{ code: 'baseline', message, count }] };
};

/** The old findings that the baseline lets pass, by rule and type of record. */
export const countDebt = async (
  context: FileContext,
  targets: Targets,
  { only, skip }: Pick<ReportOptions, 'only' | 'skip'>,
): Promise<readonly Debt[]> => {
  const { applyBaseline } = await import('../rules/baseline.ts');
  const { filterDiagnostics } = await import('../rules/filter-diagnostics.ts');
  const { rules } = await import('../rules/index.ts');
  const report = await (await createChecker(context, targets))();
  const passed = applyBaseline(report, targets).passed.filter(filterDiagnostics(only, skip));
  const counts = new Map<string, number>();
  for (const { code, file } of passed) {
    const folder = file.split(/[\\/]/).at(-2) ?? '';
    const key = `${code} ${context.catalog.typeByFolder(folder)?.name ?? folder}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]) => {
      const [code = '', type = ''] = key.split(' ');
      return { code, type, count, summary: rules.find((rule) => rule.code === code)?.summary ?? '' };
    })
    .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
};

/** Findings of one rule on records of one type that the baseline lets pass. */
export interface Debt {
  readonly code: string;
  readonly type: string;
  readonly count: number;
  readonly summary: string;
}

/** Old findings for people. */
export const viewDebt = (debt: readonly Debt[]): readonly Block[] => {
  const columns = ['code', 'type', 'count', 'summary'] as const;
  return [
    {
      table: {
        columns: columns.map((name) => ({ name, title: name })),
        rows: debt.map((row) => columns.map((name) => row[name])),
      },
      empty: 'the baseline lets nothing pass',
    },
  ];
};
