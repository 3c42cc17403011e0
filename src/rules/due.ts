import { type DueReason, dueParts } from '../core/schema/due.ts';
import type { CodedFinding, RuleSet } from './rule.ts';

/** Rules that depend on the current date: only with `validate --due`, and in `coverage`. */
export const dueRules: RuleSet = {
  rules: [
    {
      code: 'DUE001',
      severity: 'warning',
      summary: 'a plan older than eighteen months that nobody looked after',
      why: 'By now it was signed, given up or replaced, and the record does not say which.',
      remedy: 'Look for later events; then update the status, or write the day into `checked`.',
    },
    {
      code: 'DUE002',
      severity: 'warning',
      summary: 'a promise whose day is over',
      why: 'Readers want to know whether it was kept.',
      remedy: 'Tell what became of it, and write the day into `checked`.',
    },
    {
      code: 'DUE003',
      severity: 'warning',
      summary: 'a term that is over, with a status that still holds',
      why: 'Either it was renewed or it expired.',
      remedy: 'Add the renewal to `term`, or set the status to expired.',
    },
  ],
  createCheck: ({ today }) => {
    if (today === undefined) return () => [];
    return function* ({ type, data }): Iterable<CodedFinding> {
      for (const { reason, pointer, message } of dueParts(type.schema, data, today))
        yield { code: CODES[reason], pointer, message, hint: 'look for later events, then write the day into checked' };
    };
  },
};

const CODES: Readonly<Record<DueReason, string>> = { 'not-checked': 'DUE001', promise: 'DUE002', term: 'DUE003' };
