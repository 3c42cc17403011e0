import { addresses } from './addresses.ts';
import { agreementForms } from './agreement-forms.ts';
import { contradictions } from './contradictions.ts';
import { dates } from './dates.ts';
import { due } from './due.ts';
import { duplicates } from './duplicates.ts';
import { evidence } from './evidence.ts';
import { exceptions } from './exceptions.ts';
import { figures } from './figures.ts';
import { files } from './files.ts';
import { identity } from './identity.ts';
import { lists } from './lists.ts';
import { quotedValues } from './quoted-values.ts';
import { references } from './references.ts';
import type { Family, Rule } from './rule.ts';
import { schema } from './schema.ts';
import { speakers } from './speakers.ts';
import { wording } from './wording.ts';

/** What must be true, in the order in which it is judged. */
export const families: readonly Family[] = [
  files,
  schema,
  identity,
  references,
  dates,
  evidence,
  quotedValues,
  agreementForms,
  figures,
  contradictions,
  speakers,
  addresses,
  wording,
  due,
  lists,
  duplicates,
  exceptions,
];

export const rules: readonly Rule[] = families.flatMap((family) => family.rules);
