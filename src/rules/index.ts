import { dateRules } from './dates.ts';
import { duplicateRules } from './duplicates.ts';
import { evidenceRules } from './evidence.ts';
import { exceptionRules } from './exception-rules.ts';
import { fileRules } from './files.ts';
import { identityRules } from './identity.ts';
import { listRules } from './lists.ts';
import { redirectRules } from './redirects.ts';
import { referenceRules } from './references.ts';
import type { RuleSet, Rule } from './rule.ts';
import { schemaRules } from './schema.ts';

/** All rules, in the order in which they are checked. */
export const ruleSets: readonly RuleSet[] = [
  fileRules,
  schemaRules,
  identityRules,
  referenceRules,
  redirectRules,
  dateRules,
  evidenceRules,
  listRules,
  duplicateRules,
  exceptionRules,
];

export const rules: readonly Rule[] = ruleSets.flatMap((ruleSet) => ruleSet.rules);
