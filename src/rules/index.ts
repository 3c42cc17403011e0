import { dates } from './dates.ts';
import { duplicates } from './duplicates.ts';
import { evidence } from './evidence.ts';
import { exceptions } from './exceptions.ts';
import { files } from './files.ts';
import { identity } from './identity.ts';
import { lists } from './lists.ts';
import { references } from './references.ts';
import type { Family, Rule } from './rule.ts';
import { schema } from './schema.ts';

/** What must be true, in the order in which it is judged. */
export const families: readonly Family[] = [
  files,
  schema,
  identity,
  references,
  dates,
  evidence,
  lists,
  duplicates,
  exceptions,
];

export const rules: readonly Rule[] = families.flatMap((family) => family.rules);
