import { addressRules } from './addresses.ts';
import { agreementRules } from './agreement-forms.ts';
import { contradictionRules } from './contradictions.ts';
import { dateRules } from './dates.ts';
import { dueRules } from './due.ts';
import { duplicateRules } from './duplicates.ts';
import { evidenceRules } from './evidence.ts';
import { exceptionRules } from './exception-rules.ts';
import { figureRules } from './figures.ts';
import { fileRules } from './files.ts';
import { identityRules } from './identity.ts';
import { listRules } from './lists.ts';
import { quoteRules } from './quoted-values.ts';
import { redirectRules } from './redirects.ts';
import { referenceRules } from './references.ts';
import type { RuleSet, Rule } from './rule.ts';
import { schemaRules } from './schema.ts';
import { speakerRules } from './speakers.ts';
import { wordingRules } from './wording.ts';

/** All rules, in the order in which they are checked. */
export const ruleSets: readonly RuleSet[] = [
  fileRules,
  schemaRules,
  identityRules,
  referenceRules,
  redirectRules,
  dateRules,
  evidenceRules,
  quoteRules,
  agreementRules,
  figureRules,
  contradictionRules,
  speakerRules,
  addressRules,
  wordingRules,
  dueRules,
  listRules,
  duplicateRules,
  exceptionRules,
];

export const rules: readonly Rule[] = ruleSets.flatMap((ruleSet) => ruleSet.rules);
