import type { Diagnostic } from '../core/model/diagnostic.ts';
import { UserError } from '../core/model/errors.ts';
import { closestMatch, suggestOr } from '../core/model/fuzzy.ts';
import { rules } from './index.ts';

/** Creates a filter from the codes to report and the codes to ignore. Throws UserError for an unknown code. */
export const filterDiagnostics = (
  onlyCodes: readonly string[] | undefined,
  ignoredCodes: readonly string[] | undefined,
): ((diagnostic: Diagnostic) => boolean) => {
  const included = onlyCodes && new Set(onlyCodes.map(parseRuleCode));
  const ignored = new Set((ignoredCodes ?? []).map(parseRuleCode));
  return ({ code }) => (included?.has(code) ?? true) && !ignored.has(code);
};

const parseRuleCode = (input: string): string => {
  const ruleCodes = rules.map(({ code }) => code);
  const upperCase = input.toUpperCase();
  if (ruleCodes.includes(upperCase)) return upperCase;
  throw new UserError(`no rule has the code "${input}"`, ruleCodeHint(upperCase, ruleCodes));
};

/** Hint for an unknown rule code: the closest code, else the command that lists all of them. */
export const ruleCodeHint = (input: string, ruleCodes: readonly string[]): string => {
  const closestCode = closestMatch(input, ruleCodes);
  return suggestOr(closestCode, 'see: minerals validate --rules');
};
