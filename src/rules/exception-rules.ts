import type { RuleSet } from './rule.ts';

/** What can be wrong with the exceptions themselves. They are judged where they are applied; here stands what it means. */
export const exceptionRules: RuleSet = {
  rules: [
    {
      code: 'EXC001',
      severity: 'error',
      summary: 'an exception that is no longer needed',
      why: 'It would hide the next defect of its kind in silence.',
      remedy: 'Delete it from the file of exceptions.',
    },
    {
      code: 'EXC002',
      severity: 'error',
      summary: 'an exception that has ended',
      why: 'An exception is a promise to mend something by a day, and that day is over.',
      remedy: 'Mend the record and delete the exception; or give it a new day, with the reason why.',
    },
    {
      code: 'EXC003',
      severity: 'error',
      summary: 'an exception from a rule that does not exist, or that has no exceptions',
      why: 'It would never apply, while its author believes that it does.',
      remedy: 'Write the code as the diagnostic shows it.',
    },
  ],
  check: () => () => [],
};
