import { existsSync } from 'node:fs';
import { UserError } from '../core/model/errors.ts';
import type { JsonValue } from '../core/model/record.ts';
import type { Result } from '../core/model/result.ts';
import { pluralize } from '../core/model/text.ts';
import type { CommandContext } from './command.ts';
import { createChecker, type ValidateOptions } from './check-dataset.ts';
import type { Targets } from './targets.ts';

/** Writes the baseline that lets all present findings pass. Refuses what would leave a part of them out. */
export const writeBaseline = async (
  context: CommandContext,
  targets: Targets,
  paths: readonly string[],
  { only, skip, watch, due, debt }: ValidateOptions,
): Promise<Result> => {
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
  return { data: [], view: [], notes: [`${findings} from now on: ${targets.displayPath(path)}`] };
};

/** The old findings that the baseline lets pass, by rule and type of record. */
export const countDebt = async (
  context: CommandContext,
  targets: Targets,
  { only, skip, format }: ValidateOptions,
): Promise<Result> => {
  if (format !== undefined && format !== 'pretty' && format !== 'json')
    throw new UserError(`the debt cannot be printed as ${format}`, 'there are pretty and json');
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
  const rows = [...counts]
    .map(([key, count]) => {
      const [code = '', type = ''] = key.split(' ');
      return { code, type, count, summary: rules.find((rule) => rule.code === code)?.summary ?? '' };
    })
    .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  const columns = ['code', 'type', 'count', 'summary'] as const;
  return {
    data: rows as unknown as JsonValue,
    view: [
      {
        table: {
          columns: columns.map((name) => ({ name, title: name })),
          rows: rows.map((row) => columns.map((name) => row[name])),
        },
        empty: 'the baseline lets nothing pass',
      },
    ],
  };
};
