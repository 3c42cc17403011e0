import { toPointer } from '../core/model/pointer.ts';
import { isJsonObject, type JsonValue, type Ref } from '../core/model/record.ts';
import { splitRef } from '../core/schema/references.ts';
import type { CodedFinding, RuleContext, RuleSet } from './rule.ts';

/** The file of redirects says truthfully what became of former ids. It is no record, so `check.ts` calls `checkRedirects`. */
export const redirectRules: RuleSet = {
  rules: [
    {
      code: 'RED001',
      severity: 'error',
      summary: 'a redirect to a record that does not exist',
      why: 'Who follows an old link would find nothing.',
      remedy:
        'Name the record that took the place of the former one, as type/id, or write the reason why it was withdrawn.',
    },
    {
      code: 'RED002',
      severity: 'error',
      summary: 'a redirect from an id that a record has',
      why: 'Ids are never used again: an old link would lead to another record than it did.',
      remedy: 'Give the record another id, or remove the redirect.',
    },
    {
      code: 'RED003',
      severity: 'error',
      summary: 'a redirect that is not from type/id to type/id or a reason',
      why: 'It cannot be followed.',
      remedy: 'Write agreement/old-id: agreement/new-id, or agreement/old-id: a sentence that gives the reason.',
    },
  ],
  createCheck: () => () => [],
};

const REF = /^[a-z]+(?:-[a-z]+)*\/[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/;

/** Checks the content of the file of redirects against the records that exist. */
export function* checkRedirects(
  { catalog, findRecord }: RuleContext,
  data: JsonValue | undefined,
): Iterable<CodedFinding> {
  if (data === undefined) return;
  if (!isJsonObject(data)) {
    yield { ...MALFORMED, pointer: '', message: 'the file contains no map of former ids' };
    return;
  }
  const isKnownRef = (ref: Ref): boolean => REF.test(ref) && catalog.type(splitRef(ref)[0]) !== undefined;
  for (const [former, target] of Object.entries(data)) {
    const pointer = toPointer([former]);
    if (!isKnownRef(former)) {
      yield { ...MALFORMED, pointer, atKey: true, message: `"${former}" does not name a record as type/id` };
    } else if (typeof target !== 'string' || target.trim() === '') {
      yield { ...MALFORMED, pointer, message: 'neither a record nor a reason is given' };
    } else if (findRecord(former)) {
      yield {
        code: 'RED002',
        pointer,
        atKey: true,
        message: `${former} is the id of a record again`,
        hint: 'give the record another id, or remove the redirect',
      };
    } else if (REF.test(target) && !findRecord(target)) {
      yield {
        code: 'RED001',
        pointer,
        message: `${target} does not exist`,
        hint:
          data[target] === undefined
            ? 'name a record that exists, as type/id'
            : 'name the record that it leads to in the end',
      };
    }
  }
}

const MALFORMED = { code: 'RED003', hint: 'write type/old-id: type/new-id, or a sentence as the reason' };
