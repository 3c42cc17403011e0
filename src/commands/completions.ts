import { fieldNames } from '../query/tabulate.ts';
import { measureNames } from '../query/tally.ts';
import type { Completes } from './command.ts';

/** The types of records. */
export const ofTypes: Completes = async ({ catalog }) =>
  catalog.types.map(({ name, description }) => ({ value: name, says: description }));

/** The fields that records have. */
export const ofFields: Completes = async ({ catalog }) => plain(fieldNames(catalog.types));

/** What records can be counted by. */
export const ofMeasures: Completes = async ({ catalog }) => plain(measureNames(catalog));

/** The codes of diagnostics. */
export const ofCodes: Completes = async () => {
  const { rules } = await import('../rules/index.ts');
  return rules.map(({ code, summary }) => ({ value: code, says: summary }));
};

const plain = (values: readonly string[]) => values.map((value) => ({ value, says: '' }));
