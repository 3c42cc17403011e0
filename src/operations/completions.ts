import { knownFieldNames } from '../core/query/row-fields.ts';
import { dimensionNames } from '../core/query/count-by.ts';
import type { Completer, CompletionCandidate } from './input.ts';

/** Completes record types. */
export const completeTypes: Completer = async ({ catalog }) =>
  catalog.types.map(({ name, description }) => ({ value: name, description }));

/** Completes field names. */
export const completeFields: Completer = async ({ catalog }) => toCandidates(knownFieldNames(catalog.types));

/** Completes the dimensions that records can be counted by. */
export const completeDimensions: Completer = async ({ catalog }) => toCandidates(dimensionNames(catalog));

/** Completes diagnostic codes. */
export const completeCodes: Completer = async () => {
  const { rules } = await import('../rules/index.ts');
  return rules.map(({ code, summary }) => ({ value: code, description: summary }));
};

/** Suggests values that need no description. */
export const toCandidates = (values: Iterable<string>): CompletionCandidate[] =>
  Array.from(values, (value) => ({ value, description: '' }));
