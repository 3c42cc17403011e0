import type { FileContext } from './operation.ts';
import type { Targets } from './targets.ts';

/** Creates a function that checks the dataset and reuses results for unchanged files. */
export const createChecker = async (
  context: FileContext,
  targets: Targets,
  { watch = false, due = false }: { readonly watch?: boolean; readonly due?: boolean } = {},
) => {
  const { checkCached } = await import('../rules/check-cached.ts');
  const { applyExceptions } = await import('../rules/apply-exceptions.ts');
  const { catalog, reportProgress, today } = context;
  const request = { ...targets, catalog, reportProgress, ...(watch && { cache: new Map() }), ...(due && { today }) };
  return async () => applyExceptions(await checkCached(request, context.cacheFolder), { ...targets, catalog, today });
};
