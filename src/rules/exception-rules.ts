import type { RuleSet } from './rule.ts';

/** Rules for the exceptions file. apply-exceptions.ts checks them; this file only explains them. */
export const exceptionRules: RuleSet = {
  rules: [
    {
      code: 'EXC001',
      severity: 'error',
      summary: 'an exception that is no longer needed',
      why: 'It would silently hide the next defect of this kind.',
      remedy: 'Delete it from the exceptions file.',
    },
    {
      code: 'EXC002',
      severity: 'error',
      summary: 'an expired exception',
      why: 'An exception is a promise to fix something by a date, and that date has passed.',
      remedy: 'Fix the record and delete the exception; or set a new date and explain why.',
    },
    {
      code: 'EXC003',
      severity: 'error',
      summary: 'an exception for a rule that does not exist or does not allow exceptions',
      why: 'It would never apply, although its author expects it to.',
      remedy: 'Copy the code from the diagnostic.',
    },
  ],
  createCheck: () => () => [],
};
