import type { Diagnostic } from '../model/diagnostic.ts';
import { UserError } from '../model/errors.ts';
import { closestMatch } from '../model/fuzzy.ts';
import { rules } from './index.ts';

/** Whether a diagnostic is asked for, by the codes to show and those to pass over. Throws UserError at a code that no rule has. */
export const filterDiagnostics = (
  only: readonly string[] | undefined,
  skip: readonly string[] | undefined,
): ((diagnostic: Diagnostic) => boolean) => {
  const shown = only && new Set(only.map(known));
  const passed = new Set((skip ?? []).map(known));
  return ({ code }) => (shown?.has(code) ?? true) && !passed.has(code);
};

const known = (code: string): string => {
  const codes = rules.map((rule) => rule.code);
  const upper = code.toUpperCase();
  if (codes.includes(upper)) return upper;
  const near = closestMatch(upper, codes);
  throw new UserError(
    `no rule has the code "${code}"`,
    near ? `did you mean ${near}?` : 'see: minerals validate --rules',
  );
};
