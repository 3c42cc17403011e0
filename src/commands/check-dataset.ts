import type { CommandContext } from './command.ts';
import type { Targets } from './targets.ts';

/** Options of `validate`. */
export interface ValidateOptions {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly failOn?: 'error' | 'warning';
  readonly fix?: boolean;
  readonly watch?: boolean;
  readonly rules?: boolean;
  readonly due?: boolean;
  readonly debt?: boolean;
  readonly writeBaseline?: boolean;
  readonly format?: string;
}

/** Creates a function that checks the dataset and reuses results for unchanged files. */
export const createChecker = async (
  context: CommandContext,
  targets: Targets,
  { watch = false, due = false }: Pick<ValidateOptions, 'watch' | 'due'> = {},
) => {
  const { checkCached } = await import('../rules/check-cached.ts');
  const { applyExceptions } = await import('../rules/apply-exceptions.ts');
  const { catalog, reportProgress, today } = context;
  const request = { ...targets, catalog, reportProgress, ...(watch && { cache: new Map() }), ...(due && { today }) };
  return async () => applyExceptions(await checkCached(request, context.cacheFolder), { ...targets, catalog, today });
};
