import type { Context } from './command.ts';
import type { Targets } from './targets.ts';

/** Options of `validate`. */
export interface Wishes {
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

/** Judges the dataset as it is now; what has not changed since is not read again. */
export const judgeOf = async (
  context: Context,
  targets: Targets,
  { watch = false, due = false }: { readonly watch?: boolean | undefined; readonly due?: boolean | undefined } = {},
) => {
  const { recall } = await import('../rules/recall.ts');
  const { except } = await import('../rules/except.ts');
  const { catalog, progress, today } = context;
  const request = { ...targets, catalog, progress, ...(watch ? { memory: new Map() } : {}), ...(due ? { today } : {}) };
  return async () => except(await recall(request, context.caches), { ...targets, catalog, today });
};
