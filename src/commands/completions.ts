import { knownFieldNames } from '../query/tabulate.ts';
import { dimensionNames } from '../query/count-by.ts';
import type { Completer } from './command.ts';

/** The types of records. */
export const completeTypes: Completer = async ({ catalog }) =>
  catalog.types.map(({ name, description }) => ({ value: name, says: description }));

/** The fields that records have. */
export const completeFields: Completer = async ({ catalog }) => plain(knownFieldNames(catalog.types));

/** What records can be counted by. */
export const completeMeasures: Completer = async ({ catalog }) => plain(dimensionNames(catalog));

/** The codes of diagnostics. */
export const completeCodes: Completer = async () => {
  const { rules } = await import('../rules/index.ts');
  return rules.map(({ code, summary }) => ({ value: code, says: summary }));
};

const plain = (values: readonly string[]) => values.map((value) => ({ value, says: '' }));
